from .channel import Channel, StartedBy
from .company import Company
from .contact import Contact, Role
from .contact_point import DIALLED, ContactPoint, PointKind
from .profile import SUBJECTS, Band, FitRun, Profile, Weight

__all__ = [
    "DIALLED",
    "SUBJECTS",
    "Band",
    "Channel",
    "Company",
    "Contact",
    "ContactPoint",
    "FitRun",
    "PointKind",
    "Profile",
    "Role",
    "StartedBy",
    "Weight",
]
