from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.actions import log
from kariz.web.errors import FieldErrors, NotAllowed

from ..models import SavedView, ViewKind


def create(*, kind: str, name: str, query: str, by: User, shared: bool = False) -> SavedView:
    """Keep a list as it is shown. `query` is the address after the "?". Raises FieldErrors, NotAllowed."""
    by.require("saved_view.share" if shared else "saved_view.own")
    errors = {}
    name, query = " ".join(name.split()), query.lstrip("?")
    if kind not in ViewKind.values:
        errors["kind"] = [_("There is no such list.")]
    if not 0 < len(name) <= 80:
        errors["name"] = [_("Give it a name of at most 80 characters.")]
    if len(query) > 4000:
        errors["query"] = [_("The filter is too long to keep.")]
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
        raise FieldErrors({"name": [_("You have a view of this name already.")]}) from None
    return view


def delete(*, view: SavedView, by: User) -> None:
    """Forget one's own view. Raises NotAllowed."""
    by.require("saved_view.own")
    if view.owner_id != by.pk:
        raise NotAllowed()
    with transaction.atomic():
        log.append(
            by=by, verb="saved_view.deleted", subject=("saved_view", view.pk), data={"name": view.name}
        )
        view.delete()
