from kariz.events.models.event import Event, ReaderCursor

__all__ = ["Event", "ReaderCursor"]
