from .routers import comments, files, notifications, search, views

__all__ = ["comments", "files", "notifications", "search", "views"]
