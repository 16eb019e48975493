from .channel import Channel, StartedBy
from .company import Company, CompanyValue
from .contact import Consent, Contact, ContactValue, Role
from .contact_point import DIALLED, ContactPoint, PointKind
from .duplicates import DuplicateKey, DuplicatePair, DuplicateSearch, PersonKind
from .phones import PhoneRun
from .profile import SUBJECTS, Band, FitRun, Profile, Weight

__all__ = [
    "DIALLED",
    "SUBJECTS",
    "Band",
    "Channel",
    "Company",
    "CompanyValue",
    "Consent",
    "Contact",
    "ContactPoint",
    "ContactValue",
    "DuplicateKey",
    "DuplicatePair",
    "DuplicateSearch",
    "FitRun",
    "PersonKind",
    "PhoneRun",
    "PointKind",
    "Profile",
    "Role",
    "StartedBy",
    "Weight",
]
