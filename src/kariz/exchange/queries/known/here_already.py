"""Rows of a list of deals that seem to be here already, although no such list came in before: the same customer and
amount, and the same day, or the same title where they say no day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from kariz.access.models import User
from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.localisation.text import fold, squash
from kariz.organisation.queries.current import organisation
from kariz.people.normal import company_key
from kariz.pipeline.models import Deal
from kariz.reading.columns.guessing import OF_A_FILE
from kariz.reading.deals.steps import are_alike
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.finishing import NUMBERED
from kariz.reading.rows.settings import CREATE, TAKE, settings_of

MOST = 20_000
"""Rows of a list of which it is asked."""
AT_ONCE = 400
Customer = tuple[str, str]
"""(key of the company, "") or, without one, ("", folded name of the person)."""


class HereAlready:
    """Goes along with who reads the rows. `rows` are those that were read and seem to be here: {number: id of the deal},
    each deal is one row's; without rows that came in before, as they are or `changed`, and those that a person takes all
    the same. Where there are no deals, nothing is asked."""

    def __init__(self, one: Import, by: User | None, changed: Iterable[int] = ()) -> None:
        self.rows: dict[int, int] = {}
        self._looking: _Looking | None = None
        if by is None or not _may_have(one):
            return
        before = Deal.objects.visible_to(by).filter(deleted_at=None).exclude(pk__in=_own(one))
        # What the import makes from now on is no deal that was here.
        last = before.aggregate(last=Max("pk"))["last"]
        if last is not None:
            before = before.filter(pk__lte=last)
            settings = settings_of(one.options)
            taken = {int(number) for number, how in settings.rows.items() if how == TAKE}
            self._looking = _Looking(before, settings.currency, taken | set(changed))

    def look(self, drafts: Sequence[Draft]) -> None:
        """Which of some hundred rows are here: at most three queries."""
        if self._looking is not None:
            self.rows.update(self._looking.find(drafts))

    def along(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The rows, of which it is known whether they are here."""
        left = iter(drafts)
        while part := list(islice(left, AT_ONCE)):
            self.look(part)
            yield from part


def _may_have(one: Import) -> bool:
    fields = set(one.mapping.values())
    if one.kind != Import.Kind.DEALS or one.total > MOST or not {"company", "contact"} & fields:
        return False
    settings = settings_of(one.options)
    if NUMBERED & fields and not _is_new_list(one, fields, settings.source):
        return False
    return settings.existing != CREATE


def _is_new_list(one: Import, fields: Collection[str], source: str) -> bool:
    """Has a list with numbers of its own never come before? Its invoices may be of deals that are here."""
    if "id" in fields or not source.startswith(OF_A_FILE):
        return False
    before = Import.objects.filter(kind=one.kind, columns=one.columns, created_count__gt=0)
    return not before.exclude(pk=one.pk).exists()


def _own(one: Import) -> Any:
    """What the import, or its set, made meanwhile."""
    mine = {"of__part_of": one.part_of_id} if one.part_of_id else {"of": one.pk}
    rows = ImportRow.objects.filter(**mine, action=ImportRow.Action.CREATED, result_kind="deal")
    return rows.exclude(result_id=None).values("result_id")


class _Looking:
    def __init__(self, deals: Any, currency: str, aside: Collection[int]) -> None:
        self._deals, self._currency, self._aside = deals, currency, aside
        self._zone = ZoneInfo(organisation().timezone)
        self._used: set[int] = set()

    def find(self, drafts: Sequence[Draft]) -> dict[int, int]:
        """Of some rows, in at most three queries."""
        asked = [draft for draft in drafts if self._is_asked(draft)]
        asked = _without_known_numbers(asked)
        known = self._known(asked) if asked else {}
        likely: dict[int, Any] = {}
        for draft in asked:
            said = (draft.values["amount"], self._money(draft))
            deals = [deal for whose in _customers(draft) for deal in known.get((*whose, *said), ())]
            fits = (deal for deal in deals if deal.pk not in self._used and self._fits(draft, deal))
            if (deal := next(fits, None)) is not None:
                self._used.add(deal.pk)
                likely[draft.number] = deal.pk
        prints = {draft.fingerprint: draft.number for draft in asked if draft.number in likely}
        for mark in _came(prints):
            likely.pop(prints[mark], None)
        return likely

    def _is_asked(self, draft: Draft) -> bool:
        if draft.aside or draft.errors or draft.group or draft.below or draft.continues:
            return False
        if draft.number in self._aside:
            return False
        return bool(draft.values.get("amount")) and bool(_customers(draft))

    def _money(self, draft: Draft) -> str:
        return str(draft.values.get("currency", self._currency))

    def _known(self, drafts: Sequence[Draft]) -> dict[tuple[str, str, int, str], list[Any]]:
        customers = {whose for draft in drafts for whose in _customers(draft)}
        firms = {firm for firm, _person in customers if firm}
        people = {person for _firm, person in customers if person}
        amounts = {draft.values["amount"] for draft in drafts}
        whose = Q(company__match_key__in=firms) | Q(company=None, contact__folded__in=people)
        rows = self._deals.filter(whose, amount__in=amounts).select_related("company", "contact")
        found: dict[tuple[str, str, int, str], list[Any]] = {}
        for deal in rows.order_by("pk"):
            firm = deal.company.match_key if deal.company else ""
            person = deal.contact.folded if deal.contact and not firm else ""
            found.setdefault((firm, person, deal.amount, deal.currency), []).append(deal)
        return found

    def _fits(self, draft: Draft, deal: Any) -> bool:
        title, called = _title(draft), _called(deal)
        if title and called and not are_alike(title, called):
            return False
        said = [_day(draft.values[name]) for name in ("created_at", "closed_at") if draft.values.get(name)]
        if said:
            days = (deal.created_at, deal.closed_at)
            return bool({day.astimezone(self._zone).date() for day in days if day} & set(said))
        return bool(title) and squash(title) == squash(called)


def _without_known_numbers(drafts: list[Draft]) -> list[Draft]:
    """A row whose number a deal has is that deal."""
    numbers = {number for draft in drafts if (number := str(draft.values.get("external_id") or ""))}
    if not numbers:
        return drafts
    refs = ExternalRef.objects.filter(kind="deal", key__in=numbers).values_list("key", flat=True)
    known = set(refs)
    return [draft for draft in drafts if str(draft.values.get("external_id") or "") not in known]


def _customers(draft: Draft) -> list[Customer]:
    """Who the customer may be: a person may stand in the column of companies."""
    company, contact = str(draft.values.get("company") or ""), draft.values.get("contact")
    person = company or (contact if isinstance(contact, str) else "")
    found = [(company_key(company), ""), ("", fold(person))]
    return [whose for whose in found if any(whose)]


def _title(draft: Draft) -> str:
    """What was sold; "" where the row is called by its customer alone."""
    values = draft.values
    return _telling(
        str(values.get("title", "")), *(str(values.get(name, "")) for name in ("company", "contact"))
    )


def _called(deal: Deal) -> str:
    return _telling(deal.title, *(one.name for one in (deal.company, deal.contact) if one))


def _telling(title: str, *names: str) -> str:
    return "" if squash(title) in map(squash, names) else title


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _came(prints: Iterable[str]) -> set[str]:
    """Those of the rows that came in before just so."""
    wanted = list(prints)
    if not wanted:
        return set()
    # As the index of known rows says it.
    rows = ImportRow.objects.filter(fingerprint__in=wanted)
    rows = rows.extra(where=["action IN ('created', 'updated') AND NOT taken_back"])
    return set(rows.values_list("fingerprint", flat=True))
