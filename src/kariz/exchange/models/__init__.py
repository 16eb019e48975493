from .imports import ExpectedRow, Group, Import, ImportRow, RememberedMapping
from .refs import ExternalRef

__all__ = ["ExpectedRow", "ExternalRef", "Group", "Import", "ImportRow", "RememberedMapping"]
