from .channel import Channel, StartedBy
from .company import Company
from .contact import Contact, Role
from .contact_point import DIALLED, ContactPoint, PointKind

__all__ = ["DIALLED", "Channel", "Company", "Contact", "ContactPoint", "PointKind", "Role", "StartedBy"]
