from .imports import ExpectedRow, Group, Import, ImportRow, RememberedMapping
from .other_names import OtherName
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
    "OtherName",
    "RememberedMapping",
    "WholeExport",
]
