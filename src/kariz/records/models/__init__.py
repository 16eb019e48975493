from .comment import Comment
from .file import File
from .notification import Notification
from .saved_view import DefaultView, SavedView, ViewKind
from .search_entry import SearchEntry

__all__ = ["Comment", "DefaultView", "File", "Notification", "SavedView", "SearchEntry", "ViewKind"]
