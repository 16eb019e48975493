from .routers import comments, files, notifications, search, views

router = [
    ("/comments", comments, ["comments"]),
    ("/files", files, ["files"]),
    ("/views", views, ["views"]),
    ("/notifications", notifications, ["notifications"]),
    ("/search", search, ["search"]),
]

__all__ = ["comments", "files", "notifications", "router", "search", "views"]
