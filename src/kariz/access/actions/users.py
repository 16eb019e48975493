"""What can be done with people's accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kariz.events.actions import log
from kariz.web.errors import DomainError, FieldErrors, Stale
from kariz.web.lines import one_line

from ..models import Invitation, Role, User
from ..models.email import fold_email
from .versions import write

PREFERENCES = {
    "language": User.Language,
    "calendar": User.Calendar,
    "digits": User.Digits,
    "date_form": User.DateForm,
    "theme": User.Theme,
}


class LastAdministrator(DomainError):
    """Without an administrator nobody could ever let anyone in again."""

    code = "last_administrator"
    status = 409

    def __init__(self) -> None:
        super().__init__(gettext_lazy("This is the last administrator; make somebody else one first."))


def create(
    *,
    by: Any,
    name: str,
    role: str,
    email: str | None = None,
    password: str | None = None,
    **preferences: str,
) -> User:
    """A new account; without e-mail or password nobody signs in with it. FieldErrors name what is wrong."""
    by.require("user.manage")
    return _create(by=by, name=name, role=role, email=email, password=password, **preferences)


def create_member(
    *, by: Any, name: str, role: str, email: str | None, password: str | None, **preferences: str
) -> User:
    """For `invitations.accept` and `named.name_seller`, which ask for the permission themselves."""
    return _create(by=by, name=name, role=role, email=email, password=password, **preferences)


def _create(
    *, by: Any, name: str, role: str, email: str | None, password: str | None, **preferences: str
) -> User:
    values: dict[str, Any] = {
        "name": one_line(name, field="name", limit=150),
        "email": valid_email(email),
        "role": known(role, Role, "role"),
        **_known_preferences(preferences),
    }
    if password is not None:
        check_password(password, User(name=values["name"], email=values["email"]))
    with transaction.atomic():
        try:
            with transaction.atomic():
                user = User.objects.create_user(password=password, **values)
        except IntegrityError:
            raise email_taken() from None
        if user.email:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        log.append(by=by, verb="user.created", subject=("user", user.pk), changes={"role": [None, user.role]})
    return user


def change(
    *, user: User, by: User, name: str | None = None, email: str | None = None, version: int | None = None
) -> User:
    """Another name (one's own, or anybody's for administrators) or e-mail (administrators). What was sent to the former
    address opens nothing any more."""
    by.require("user.change_own" if by.pk == user.pk and email is None else "user.manage")
    wanted: dict[str, Any] = {}
    if name is not None:
        wanted["name"] = one_line(name, field="name", limit=150)
    if email is not None:
        wanted["email"] = valid_email(email)
    changes = differences(user, wanted)
    if not changes:
        return user
    with transaction.atomic():
        _end_invitations(user.email if "email" in changes else None)
        try:
            with transaction.atomic():
                write(user, version=version, **wanted)
                if "email" in changes:
                    _keep_address(user)
        except IntegrityError:
            raise email_taken() from None
        log.append(by=by, verb="user.changed", subject=("user", user.pk), changes=changes)
    return user


def change_role(*, user: User, role: str, by: User, version: int | None = None) -> User:
    """Another role. LastAdministrator, if nobody else would be one."""
    by.require("user.manage")
    changes = differences(user, {"role": known(role, Role, "role")})
    if not changes:
        return user
    with transaction.atomic():
        _keep_an_administrator(without=user)
        write(user, version=version, role=role)
        user.forget_reach()
        log.append(by=by, verb="user.role_changed", subject=("user", user.pk), changes=changes)
    return user


def change_person(
    *, user: User, by: User, name: str, email: str | None, role: str, version: int | None = None
) -> User:
    """Name, e-mail and role in one step, all or none; `version` is the one that was shown."""
    with transaction.atomic():
        if version is not None and user.version != version:
            raise Stale()
        change(user=user, by=by, name=name, email=email or "")
        return change_role(user=user, role=role, by=by)


def deactivate(*, user: User, by: User, version: int | None = None) -> User:
    """No more sign-in; open sessions, tokens and invitations end at once. What the person owns stays theirs."""
    by.require("user.manage")
    if not user.is_active:
        return user
    with transaction.atomic():
        _keep_an_administrator(without=user)
        write(user, version=version, is_active=False)
        user.api_tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
        _end_invitations(user.email)
        log.append(
            by=by, verb="user.deactivated", subject=("user", user.pk), changes={"is_active": [True, False]}
        )
    return user


def _end_invitations(email: str | None) -> None:
    if email:
        Invitation.objects.pending().filter(email=email).update(revoked_at=timezone.now())


def reactivate(*, user: User, by: User, version: int | None = None) -> User:
    """Sign-in works again; tokens stay revoked."""
    by.require("user.manage")
    if user.is_active:
        return user
    with transaction.atomic():
        write(user, version=version, is_active=True)
        log.append(
            by=by, verb="user.reactivated", subject=("user", user.pk), changes={"is_active": [False, True]}
        )
    return user


def change_preferences(*, user: User, by: User, version: int | None = None, **chosen: str) -> User:
    """One's own language, calendar, digits, form of dates and theme. A Gregorian week or Latin digits follow no language."""
    by.require("user.change_own" if by.pk == user.pk else "user.manage")
    wanted = _known_preferences(chosen)
    changes = differences(user, wanted)
    if not changes:
        return user
    with transaction.atomic():
        write(user, version=version, **wanted)
        log.append(by=by, verb="user.preferences_changed", subject=("user", user.pk), changes=changes)
    return user


def change_profile(*, user: User, by: User, name: str | None = None, **chosen: Any) -> User:
    """Name and preferences in one step, all or none."""
    with transaction.atomic():
        change(user=user, by=by, name=name)
        return change_preferences(user=user, by=by, **chosen)


def keep_choice(*, by: User, **chosen: str) -> None:
    """The one-click switch of language or theme in the page's frame."""
    given: dict[str, Any] = {name: value for name, value in chosen.items() if value}
    change_preferences(user=by, by=by, **given)


def mark(*, by: User, key: str, on: bool = True) -> None:
    """Keep on the user that a hint was seen or put aside, or (`on=False`) bring it back. No event: nobody asks."""
    with transaction.atomic():
        marks = User.objects.select_for_update().values_list("marks", flat=True).get(pk=by.pk)
        marks.pop(key, None)
        if on:
            marks[key] = timezone.now().isoformat()
        User.objects.filter(pk=by.pk).update(marks=marks)
    by.marks = marks


def valid_email(email: str | None) -> str | None:
    """The folded address, None for nothing; FieldErrors for what is no address."""
    folded = fold_email(email)
    if folded is None:
        return None
    try:
        validate_email(folded)
    except ValidationError:
        raise FieldErrors({"email": [_("Enter a valid e-mail address.")]}) from None
    return folded


def check_password(password: str, user: User, field: str = "password") -> None:
    """FieldErrors with every reason why the password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise FieldErrors({field: list(error.messages)}) from None


def known(value: str, choices: Any, field: str) -> str:
    """The value, if it is one of the choices; else FieldErrors."""
    if value not in choices.values:
        raise FieldErrors({field: [_("Choose one of the given values.")]})
    return str(value)


def differences(record: Any, wanted: dict[str, Any]) -> dict[str, list[Any]]:
    """What would change, as events tell it: {field: [before, after]}."""
    return {
        name: [getattr(record, name), new] for name, new in wanted.items() if getattr(record, name) != new
    }


def email_taken() -> FieldErrors:
    return FieldErrors({"email": [_("Somebody already has this e-mail address.")]})


def _known_preferences(chosen: dict[str, str]) -> dict[str, str]:
    return {name: known(value, PREFERENCES[name], name) for name, value in chosen.items()}


def _keep_an_administrator(*, without: User) -> None:
    administrators = User.objects.active().filter(role=Role.ADMINISTRATOR)
    # Locked, so that two administrators cannot demote each other at one moment.
    held = set(administrators.select_for_update().order_by("pk").values_list("pk", flat=True))
    if held == {without.pk}:
        raise LastAdministrator()


def _keep_address(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
