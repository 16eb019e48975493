from .routers import companies, contacts

__all__ = ["companies", "contacts"]
