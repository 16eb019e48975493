from __future__ import annotations

from django.db.models import QuerySet

from ..models import ApiToken, User


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The user's own tokens, and everybody's for those who may manage them; revoked ones last."""
    found = ApiToken.objects.select_related("user").order_by("revoked_at", "-created_at")
    return found if user.can("token.manage") else found.filter(user=user)
