"""Letting people in: a link that works once, for one week, for one address."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.events.actions import log
from kariz.organisation.queries.current import organisation
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.lines import one_line

from ..models import Invitation, Membership, Role, Team, User
from ..queries.people import namesakes
from ..secrets import digest, new_secret
from .members import is_only_a_name, take_up
from .users import change, create_member, email_taken, known, valid_email

LIFETIME = timedelta(days=7)
logger = logging.getLogger(__name__)


class InvitationGone(DomainError):
    """Accepted, revoked, expired, or never there: all look the same from outside."""

    code = "invitation_gone"
    status = 410

    def __init__(self) -> None:
        super().__init__(gettext_lazy("This invitation is no longer valid. Ask for a new one."))


class MayBeNamed(DomainError):
    """A name of the lists that has no account is called so: whoever invites says whether it is the same person."""

    code = "may_be_named"
    status = 409

    def __init__(self, people: Sequence[User]) -> None:
        text = gettext_lazy(
            "“%(name)s” stands in your lists already, without an account. Say whether it is the same."
        )
        named = [{"id": user.pk, "name": user.name} for user in people]
        super().__init__(text % {"name": people[0].name}, people=named)
        self.people = list(people)


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is shown once; only a hash of its secret is kept. `mailed`: the server took the mail."""

    invitation: Invitation
    link: str
    mailed: bool


def invite(
    *,
    email: str,
    role: str,
    by: User,
    name: str = "",
    team: Team | None = None,
    member: User | None = None,
    anew: bool = False,
) -> Invited:
    """Invite an address; an earlier open invitation of it ends. Sends the mail after the commit.

    A `member` who is only a name gets the address; whoever accepts becomes that member. Where somebody who is only a name
    is called `name`, it must be said: that `member`, or `anew`. Raises NotAllowed, FieldErrors, MayBeNamed.
    """
    by.require("invitation.manage")
    name = one_line(name, field="name", limit=150) if name.strip() else ""
    address = valid_email(email)
    if address is None:
        raise FieldErrors({"email": [_("This field is required.")]})
    holder = User.objects.filter(email=address).first()
    invited = member or holder
    if invited and (not is_only_a_name(invited) or (holder and holder.pk != invited.pk)):
        raise email_taken()
    if name and not invited and not anew and (people := namesakes(name)):
        raise MayBeNamed(people)
    secret, now = new_secret(), timezone.now()
    with transaction.atomic():
        if member:
            change(user=member, by=by, email=address)
        Invitation.objects.pending(now).filter(email=address).update(revoked_at=now)
        invitation = Invitation.objects.create(
            email=address, role=known(role, Role, "role"), team=team, hash=digest(secret), name=name,
            invited_by=by, expires_at=now + LIFETIME,
        )  # fmt: skip
        subject = ("invitation", invitation.pk)
        log.append(by=by, verb="invitation.created", subject=subject, data={"email": address, "role": role})
    link = settings.BASE_URL + reverse("access:accept", args=[secret])
    return Invited(invitation, link, _mail(invitation, link))


def revoke(*, invitation: Invitation, by: User) -> Invitation:
    """The link stops working. Stale, if it was accepted in the meantime."""
    by.require("invitation.manage")
    with transaction.atomic():
        open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
        if not open_one.update(revoked_at=timezone.now()):
            raise Stale()
        log.append(by=by, verb="invitation.revoked", subject=("invitation", invitation.pk))
    invitation.refresh_from_db()
    return invitation


def accept(*, secret: str, name: str, password: str, language: str = "fa") -> User:
    """The invited person becomes a user. InvitationGone for a link that does not work (any more)."""
    with transaction.atomic():
        invitation = find(secret)
        taken = Invitation.objects.pending().filter(pk=invitation.pk).update(accepted_at=timezone.now())
        if not taken:
            raise InvitationGone()
        user = _member(invitation, name=name, password=password, **_preferences(language))
        Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
        if invitation.team_id:
            Membership.objects.get_or_create(team_id=invitation.team_id, user=user)
        log.append(by=user, verb="invitation.accepted", subject=("invitation", invitation.pk))
    return user


def name_of(invitation: Invitation) -> str:
    """What the invited person is called here already; empty for somebody new."""
    there = User.objects.filter(email=invitation.email).first() if invitation.email else None
    return there.name if there and is_only_a_name(there) else invitation.name


def _member(invitation: Invitation, **given: str) -> User:
    there = User.objects.select_for_update().filter(email=invitation.email).first()
    if there and is_only_a_name(there):
        return take_up(user=there, role=invitation.role, **given)
    return create_member(by=invitation.invited_by, role=invitation.role, email=invitation.email, **given)


def find(secret: str) -> Invitation:
    """The open invitation of a link's secret; InvitationGone if there is none."""
    found = (
        Invitation.objects.pending().filter(hash=digest(secret)).select_related("invited_by", "team").first()
    )
    if found is None or not found.invited_by.can("invitation.manage"):
        raise InvitationGone()
    return found


def _preferences(language: str) -> dict[str, str]:
    return {"language": language, "calendar": organisation().calendar}


def _mail(invitation: Invitation, link: str) -> bool:
    company = organisation()
    with translation.override(company.language):
        context = {"invitation": invitation, "link": link, "company": company}
        subject = _("%(name)s invites you to Kariz") % {"name": company.name or invitation.invited_by.name}
        body = render_to_string("access/mail/invitation.txt", context)
    try:
        sent = send_mail(" ".join(subject.split()), body, None, [invitation.email or ""])
    except OSError as error:
        # The inviter still has the link to hand on.
        logger.warning("An invitation could not be mailed: %s", error)
        return False
    # Without EMAIL_URL mails end on the server's console, where no colleague reads them.
    return bool(sent) and settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"
