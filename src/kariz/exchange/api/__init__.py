from .routers import exports, imports

router = [("/imports", imports, ["imports"]), ("/exports", exports, ["exports"])]

__all__ = ["exports", "imports", "router"]
