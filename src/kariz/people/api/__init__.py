from .profiles import company_fit, contact_fit, profiles
from .routers import companies, contacts

router = [
    ("/contacts", contacts, ["contacts"]),
    ("/contacts", contact_fit, ["contacts"]),
    ("/companies", companies, ["companies"]),
    ("/companies", company_fit, ["companies"]),
    ("/profiles", profiles, ["profiles"]),
]

__all__ = ["companies", "contacts", "profiles", "router"]
