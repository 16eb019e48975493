from .imports import Import, ImportRow

__all__ = ["Import", "ImportRow"]
