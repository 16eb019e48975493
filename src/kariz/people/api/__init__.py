from .routers import companies, contacts

router = [("/contacts", contacts, ["contacts"]), ("/companies", companies, ["companies"])]

__all__ = ["companies", "contacts", "router"]
