from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.access.roles import Role
from kariz.events.actions import log
from kariz.web.errors import FieldErrors, NotAllowed

from ..models import DefaultView, RoleView, SavedView, ViewKind

TOO_LONG = _("Give it a name of at most 80 characters.")
TOO_MUCH = _("The filter is too long to save.")
TAKEN = _("You already have a view with this name.")


def create(*, kind: str, name: str, query: str, by: User, shared: bool = False) -> SavedView:
    """Keep a list as it is shown. `query` is the address after the "?". Raises FieldErrors, NotAllowed."""
    by.require("saved_view.share" if shared else "saved_view.own")
    errors = {}
    name, query = " ".join(name.split()), query.lstrip("?")
    if kind not in ViewKind.values:
        errors["kind"] = [_("There is no such list.")]
    if not _fits(name):
        errors["name"] = [TOO_LONG]
    if len(query) > 4000:
        errors["query"] = [TOO_MUCH]
    if errors:
        raise FieldErrors(errors)
    last = SavedView.objects.filter(owner=by, kind=kind).aggregate(last=Max("position"))["last"]
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                kind=kind,
                name=name,
                owner=by,
                shared=shared,
                query=query,
                position=0 if last is None else last + 1,
                created_at=timezone.now(),
            )
            log.append(by=by, verb="saved_view.created", subject=("saved_view", view.pk), data={"name": name})
    except IntegrityError:
        raise FieldErrors({"name": [TAKEN]}) from None
    return view


def change(
    *,
    view: SavedView,
    by: User,
    name: str | None = None,
    shared: bool | None = None,
    query: str | None = None,
) -> SavedView:
    """Another name or address for one's own view, or share it or keep it to oneself. Raises FieldErrors, NotAllowed."""
    by.require("saved_view.own")
    if view.owner_id != by.pk:
        raise NotAllowed()
    if shared and not view.shared:
        by.require("saved_view.share")
    wanted: dict[str, Any] = {}
    if name is not None:
        wanted["name"] = " ".join(name.split())
        if not _fits(wanted["name"]):
            raise FieldErrors({"name": [TOO_LONG]})
    if shared is not None:
        wanted["shared"] = shared
    if query is not None:
        wanted["query"] = query.lstrip("?")
        if len(wanted["query"]) > 4000:
            raise FieldErrors({"query": [TOO_MUCH]})
    changes = {key: [getattr(view, key), new] for key, new in wanted.items() if getattr(view, key) != new}
    if not changes:
        return view
    for key, new in wanted.items():
        setattr(view, key, new)
    try:
        with transaction.atomic():
            view.save(update_fields=list(wanted))
            if not view.shared:
                # Whoever began with somebody's shared view begins with everything again.
                view.default_for.exclude(user=by).delete()
                view.default_of.all().delete()
            log.append(by=by, verb="saved_view.changed", subject=("saved_view", view.pk), changes=changes)
    except IntegrityError:
        raise FieldErrors({"name": [TAKEN]}) from None
    return view


def set_default(*, view: SavedView, by: User, on: bool = True) -> None:
    """One's list begins with this view, or (`on=False`) with everything. No event: it is one's own screen."""
    by.require("saved_view.own")
    if view.owner_id != by.pk and not view.shared:
        raise NotAllowed()
    with transaction.atomic():
        DefaultView.objects.filter(user=by, kind=view.kind).delete()
        if on:
            DefaultView.objects.create(user=by, kind=view.kind, view=view)


def set_role_default(*, kind: str, role: str, view: SavedView | None, by: User) -> None:
    """What the list of everybody in the role begins with, where they have chosen nothing; None for everything.

    Raises NotAllowed, FieldErrors.
    """
    by.require("saved_view.for_role")
    if role not in Role.values:
        raise FieldErrors({"role": [_("There is no such role.")]})
    if view is not None and (not view.shared or view.kind != kind):
        raise FieldErrors({"view": [_("Share the view with everybody first.")]})
    rows = RoleView.objects.filter(role=role, kind=kind)
    before = rows.values_list("view_id", flat=True).first()
    after = view.pk if view else None
    if before == after:
        return
    with transaction.atomic():
        rows.delete()
        if view is not None:
            RoleView.objects.create(role=role, kind=kind, view=view)
        log.append(
            by=by,
            verb="saved_view.for_role",
            subject=("saved_view", after or before or 0),
            changes={"view": [before, after]},
            data={"role": role, "kind": kind},
        )


def delete(*, view: SavedView, by: User) -> None:
    """Forget one's own view. Raises NotAllowed."""
    by.require("saved_view.own")
    if view.owner_id != by.pk:
        raise NotAllowed()
    with transaction.atomic():
        kept = {key: getattr(view, key) for key in ("kind", "name", "query", "shared")}
        kept["default"] = view.default_for.filter(user=by).exists()
        log.append(by=by, verb="saved_view.deleted", subject=("saved_view", view.pk), data=kept)
        view.delete()


def _fits(name: str) -> bool:
    return 0 < len(name) <= 80
