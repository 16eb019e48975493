from .columns import import_columns
from .exports import exports
from .imports import imports
from .sets import import_sets

router = [
    ("/imports", imports, ["imports"]),
    ("/imports", import_columns, ["imports"]),
    ("/import-sets", import_sets, ["imports"]),
    ("/exports", exports, ["exports"]),
]

__all__ = ["exports", "import_sets", "imports", "router"]
