from ..roles import Role
from .invitation import Invitation
from .team import Membership, Team
from .token import ApiToken
from .user import User
from .visibility import Changes, RoleScope, Sees

__all__ = ["ApiToken", "Changes", "Invitation", "Membership", "Role", "RoleScope", "Sees", "Team", "User"]
