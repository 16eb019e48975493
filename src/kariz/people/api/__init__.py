from .duplicate_work import duplicate_pairs, duplicate_searches
from .duplicates import company_merges, contact_merges, duplicates
from .privacy import personal
from .profiles import company_fit, contact_fit, profiles
from .routers import companies, contacts
from .timeline import company_events, contact_events

router = [
    ("/contacts", contacts, ["contacts"]),
    ("/contacts", personal, ["contacts"]),
    ("/contacts", contact_fit, ["contacts"]),
    ("/contacts", contact_merges, ["contacts"]),
    ("/contacts", contact_events, ["contacts"]),
    ("/companies", companies, ["companies"]),
    ("/companies", company_merges, ["companies"]),
    ("/companies", company_fit, ["companies"]),
    ("/companies", company_events, ["companies"]),
    ("/duplicates/searches", duplicate_searches, ["duplicates"]),
    ("/duplicates", duplicates, ["duplicates"]),
    ("/duplicates", duplicate_pairs, ["duplicates"]),
    ("/profiles", profiles, ["profiles"]),
]

__all__ = ["companies", "contacts", "duplicates", "profiles", "router"]
