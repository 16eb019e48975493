from .routers import organisation

router = [("/organisation", organisation, ["organisation"])]

__all__ = ["router"]
