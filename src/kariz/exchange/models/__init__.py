from .imports import Import, ImportRow
from .refs import ExternalRef

__all__ = ["ExternalRef", "Import", "ImportRow"]
