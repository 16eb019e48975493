from .imports import ExpectedRow, Group, Import, ImportRow, RememberedMapping
from .refs import ExternalRef
from .sets import ImportSet
from .whole import WholeExport

__all__ = [
    "ExpectedRow",
    "ExternalRef",
    "Group",
    "Import",
    "ImportRow",
    "ImportSet",
    "RememberedMapping",
    "WholeExport",
]
