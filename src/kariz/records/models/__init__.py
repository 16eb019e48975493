from .bulk_change import BulkChange
from .comment import Comment
from .custom_field import (
    CustomField,
    CustomSubject,
    CustomType,
    CustomValues,
    KeptValue,
    kept_indexes,
)
from .file import File
from .notification import Notification
from .recent_record import RecentRecord
from .saved_view import DefaultView, SavedView, ViewKind
from .search_entry import AnyEntry, SearchEntry, WorkEntry
from .search_spelling import SearchSpelling
from .table_layout import RoleView, TableLayout

__all__ = [
    "AnyEntry",
    "BulkChange",
    "Comment",
    "CustomField",
    "CustomSubject",
    "CustomType",
    "CustomValues",
    "DefaultView",
    "File",
    "KeptValue",
    "Notification",
    "RecentRecord",
    "RoleView",
    "SavedView",
    "SearchEntry",
    "SearchSpelling",
    "TableLayout",
    "ViewKind",
    "WorkEntry",
    "kept_indexes",
]
