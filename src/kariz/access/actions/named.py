"""Sellers who are only names on records, as files bring them: no e-mail, no sign-in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from kariz.events.actions import log
from kariz.localisation.text import squash

from ..models import Role, User
from ..queries.people import invited_by_name, names_put_away
from . import users
from .versions import write


def name_seller(*, by: Any, name: str) -> User:
    """A seller who is only a name on records, such as one met in an import: no e-mail, no sign-in. Who left the lists when
    an import was taken back comes again; who is invited gets the address, and takes the records up with the account."""
    by.require("user.name_seller")
    address = next((email for own, email in invited_by_name().items() if squash(own) == squash(name)), None)
    if address is not None:
        return users.create_member(by=by, name=name, role=Role.SELLER, email=address, password=None)
    known = _named_before(name)
    if known is not None:
        return _again(known, by)
    return users.create_member(by=by, name=name, role=Role.SELLER, email=None, password=None)


def _named_before(name: str) -> User | None:
    """The mere name that an import made, and that left the lists."""
    gone = names_put_away().filter(role=Role.SELLER)
    return next((user for user in gone.order_by("pk") if squash(user.name) == squash(name)), None)


def _again(user: User, by: Any) -> User:
    with transaction.atomic():
        write(user, version=None, is_active=True)
        changes = {"is_active": [False, True]}
        log.append(by=by, verb="user.reactivated", subject=("user", user.pk), changes=changes)
    return user


def take_named_back(*, people: Sequence[User], by: Any, named: Collection[int] = ()) -> list[User]:
    """Remove names that an import brought; who owns something in the bin, or is `named` by any record, only leaves
    the lists, and is given back.

    Whoever has an e-mail is no mere name, and stays. Raises NotAllowed.
    """
    by.require("user.name_seller")
    left: list[User] = []
    with transaction.atomic():
        for user in people:
            if user.email:
                continue
            try:
                with transaction.atomic():
                    pk = user.pk
                    if pk in named:
                        raise ProtectedError("", set())
                    user.delete()
            except ProtectedError:
                write(user, version=None, is_active=False)
                changes: dict[str, list[Any]] = {"is_active": [True, False]}
                log.append(by=by, verb="user.deactivated", subject=("user", user.pk), changes=changes)
                left.append(user)
            else:
                log.append(by=by, verb="user.removed", subject=("user", pk), data={"name": user.name})
    return left


def forget_names(*, people: Sequence[User], by: Any) -> int:
    """Remove names that left the lists and that nothing holds any more; how many. Who ever had an e-mail stays."""
    gone = 0
    for user in people:
        if user.email or user.is_active or user.last_login:
            continue
        try:
            with transaction.atomic():
                pk = user.pk
                user.delete()
                log.append(by=by, verb="user.removed", subject=("user", pk), data={"name": user.name})
        except ProtectedError:
            continue
        gone += 1
    return gone
