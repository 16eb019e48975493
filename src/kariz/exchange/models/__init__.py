from .imports import GAVE_UP, ExpectedRow, Group, Import, ImportRow, RememberedMapping
from .other_names import OtherName
from .refs import ExternalRef
from .sets import ImportSet
from .whole import WholeExport

__all__ = [
    "GAVE_UP",
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
