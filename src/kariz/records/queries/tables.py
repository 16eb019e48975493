"""What one person's table begins with, and its records one by one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.events.models import Event
from kariz.localisation.templatetags.kariz import when
from kariz.web.errors import NotFound

from ..models import BulkChange, TableLayout
from ..tables import Table, table_of
from ..tables.layout import Place
from ..tables.sheet import loaded


def seen_table(plural: str, user: User) -> Table:
    """The table, if the user may see its records. Raises NotFound, NotAllowed."""
    table = table_of(plural)
    user.require(table.may_see)
    return table


def kept_columns(table: Table, user: User) -> str:
    """The columns as this person last left them; empty for the usual ones."""
    found = TableLayout.objects.filter(user=user, kind=table.plural).values_list("columns", flat=True)
    return found.first() or ""


def seen_record(table: Table, pk: int, user: User) -> Any:
    """Raises NotFound where the user may not see it."""
    record = table.visible(user).filter(pk=pk).first()
    if record is None:
        raise NotFound
    return record


def shown_record(table: Table, pk: int, user: User, places: list[Place]) -> Any:
    """The record with all that its row shows; None where it is gone."""
    return loaded(table.visible(user).filter(pk=pk), [place.column for place in places]).first()


def last_event(table: Table, pk: int) -> Event | None:
    """The newest event of the record."""
    rows = Event.objects.filter(deal_id=pk) if table.subject == "deal" else None
    if rows is None:
        rows = Event.objects.filter(subject_kind=table.subject, subject_id=pk)
    return rows.order_by("-id").first()


def who_changed(table: Table, pk: int) -> str:
    """Who changed the record last, and when, in a sentence."""
    event = last_event(table, pk)
    if event is None:
        return _("Somebody changed this in the meantime.")
    actor = event.actor_id or 0
    name = User.objects.filter(pk=actor).values_list("name", flat=True).first() or _("Kariz")
    return _("%(name)s changed this %(when)s.") % {"name": name, "when": when(event.at)}


def own_change(pk: int, user: User) -> BulkChange:
    """A bulk change of one's own. Raises NotFound."""
    found = BulkChange.objects.filter(pk=pk, created_by=user).first()
    if found is None:
        raise NotFound
    return found
