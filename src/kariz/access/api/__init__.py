from ..authentication import AUTHENTICATION
from .routers import invitations, teams, tokens, users

router = [
    ("/users", users, ["users"]),
    ("/teams", teams, ["teams"]),
    ("/invitations", invitations, ["invitations"]),
    ("/tokens", tokens, ["tokens"]),
]
authentication = AUTHENTICATION

__all__ = ["authentication", "router"]
