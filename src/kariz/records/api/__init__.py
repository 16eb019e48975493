from .bulk import bulk_changes
from .custom_fields import custom_fields
from .routers import comments, files, notifications, search, views

router = [
    ("/bulk-changes", bulk_changes, ["bulk changes"]),
    ("/comments", comments, ["comments"]),
    ("/custom-fields", custom_fields, ["custom fields"]),
    ("/files", files, ["files"]),
    ("/views", views, ["views"]),
    ("/notifications", notifications, ["notifications"]),
    ("/search", search, ["search"]),
]

__all__ = ["bulk_changes", "comments", "custom_fields", "files", "notifications", "router", "search", "views"]
