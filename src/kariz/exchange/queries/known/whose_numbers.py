"""Whether the numbers of a list of deals are those of deals that are here, or in a list beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kariz.access.models import User
from kariz.exchange.models import ExternalRef, Import
from kariz.exchange.queries.known import other_names
from kariz.exchange.queries.known.continued import numbers_of_rows
from kariz.people.queries.merged import former_names
from kariz.pipeline.models import Deal
from kariz.reading.deals.own_numbers import MARK, Meeting, Whose, fresh, meeting, told_of

OF_FILES = "file-"
AT_ONCE = 900
Held = dict[str, tuple[Whose, str]]
"""{number: (whose deal it is, which list of the set says so; "" for a deal that is here)}"""
Row = tuple[int, str, Whose]


def whose_numbers(part: Import) -> dict[str, Any] | None:
    """Of a list of deals that has numbers, {"whose", "met", "others", "of"}: whose they are, and how many of its rows that
    meet deals are of another company."""
    if part.kind != Import.Kind.DEALS or "external_id" not in part.mapping.values():
        return None
    return told_of(part.options, part.layout)


@dataclass(slots=True)
class There:
    """Deals by whose number they have, in files that nobody knows, and by the number that they show."""

    by_source: dict[str, Held] = field(default_factory=dict)
    shown: dict[str, tuple[Whose, set[str]]] = field(default_factory=dict)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    """{(source, number): deal}; of the numbers that deals show the source is blank."""

    def tell(self, source: str, rows: Sequence[Row], name: str) -> None:
        """What a list of the same set says before this one."""
        held = self.by_source.setdefault(source, {})
        for _row, number, whose in rows:
            held.setdefault(number, (whose, name))

    def of(self, source: str) -> Held:
        """The deals that a number of that source finds."""
        if MARK in source:
            return self.by_source.get(source, {})
        free = {
            number: (whose, "")
            for number, (whose, sources) in self.shown.items()
            if all(one.startswith(OF_FILES) and MARK not in one for one in sources)
        }
        return {**free, **self.by_source.get(source, {})}

    def id(self, source: str, number: str) -> int:
        return self.ids.get((source, number)) or self.ids["", number]

    def apart(self) -> Iterator[str]:
        return (source for source in self.by_source if MARK in source)


def any_numbers() -> bool:
    """Has any deal a number?"""
    refs = ExternalRef.objects.filter(kind="deal", record_kind="deal")
    return refs.exists() or Deal.objects.exclude(external_id="").exists()


def rows_of(part: Import) -> list[Row]:
    return list(numbers_of_rows(part))


def there(rows: Sequence[Row], by: User) -> There:
    """The living deals that have one of these numbers; of those that the person may not see only that they are there."""
    found = There()
    numbers = list(dict.fromkeys(number for _row, number, _whose in rows))
    for start in range(0, len(numbers), AT_ONCE):
        keys = numbers[start : start + AT_ONCE]
        refs = ExternalRef.objects.filter(kind="deal", record_kind="deal", key__in=keys)
        linked = list(refs.filter(source__startswith=OF_FILES).values_list("source", "key", "record_id"))
        whose = _whose({pk for _source, _key, pk in linked}, keys, by)
        for source, key, pk in linked:
            if pk in whose:
                found.by_source.setdefault(source, {})[key] = (whose[pk][0], "")
                found.ids[source, key] = pk
        shown = {pk: number for pk, (_one, number) in whose.items() if number in keys}
        claimed: dict[int, set[str]] = {pk: set() for pk in shown}
        for pk, source in ExternalRef.objects.filter(record_kind="deal", record_id__in=shown).values_list(
            "record_id", "source"
        ):
            claimed[pk].add(source)
        found.shown |= {number: (whose[pk][0], claimed[pk]) for pk, number in shown.items()}
        found.ids |= {("", number): pk for pk, number in shown.items()}
    return found


def _whose(ids: set[int], numbers: Sequence[str], by: User) -> dict[int, tuple[Whose, str]]:
    """{deal: (whose it is, the number that it shows)}"""
    alive = Deal.objects.filter(deleted_at=None)
    seen = Deal.objects.visible_to(by).filter(deleted_at=None)
    found: dict[int, tuple[Whose, str]] = {}
    for among in ({"pk__in": ids}, {"external_id__in": numbers}):
        found |= {
            pk: (Whose(hidden=True), number)
            for pk, number in alive.filter(**among).values_list("pk", "external_id")
        }
        rows = list(seen.filter(**among).select_related("company", "contact"))
        owners = whose_are(rows)
        found |= {deal.pk: (owners[deal.pk], deal.external_id) for deal in rows}
    return found


def whose_are(deals: Collection[Deal]) -> dict[int, Whose]:
    """{deal: whose it is}; companies and people by all names that were merged into them, too."""
    firms = other_names.former_names({deal.company_id for deal in deals if deal.company_id})
    people = former_names("contact", {deal.contact_id for deal in deals if deal.contact_id})
    return {
        deal.pk: Whose(
            deal.company.name if deal.company else "",
            deal.contact.name if deal.contact else "",
            deal.title,
            firms=tuple(firms.get(deal.company_id or 0, ())),
            people=tuple(people.get(deal.contact_id or 0, ())),
        )
        for deal in deals
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What the numbers of a list meet: as those of all lists, and as numbers of its own."""

    shared: Meeting
    own: Meeting
    source: str
    """Of its own numbers: of a list that had them before, or one that nobody has."""
    spare: str
    proposed: bool
    """Do the numbers seem to be its own?"""


def told(base: str, rows: Sequence[Row], found: There, used: set[str]) -> Told:
    """`used`: sources that no list may take anew."""
    shared = meeting(rows, found.of(base))
    apart = {source: meeting(rows, found.of(source)) for source in found.apart()}
    best = max(apart, key=lambda one: apart[one].alike, default="")
    known = best if best and apart[best].agrees else ""
    source = known or fresh(base, used)
    own = apart.get(source, Meeting())
    proposed = shared.disagrees or (own.agrees and own.alike > shared.alike)
    left = frozenset((own if proposed else shared).rows)
    spare = _spare([row for row in rows if row[0] in left], found, {source} if proposed else set())
    return Told(shared, own, source, spare or fresh(base, {*used, source}), proposed)


def _spare(rows: Sequence[Row], found: There, but: set[str]) -> str:
    """Where such rows have come in before as deals of their own."""
    alike = {source: meeting(rows, found.of(source)).alike for source in found.apart() if source not in but}
    best = max(alike, key=lambda one: alike[one], default="")
    return best if best and alike[best] else ""


def used_sources(base: str, sources: Mapping[int, Sequence[str]]) -> set[str]:
    """Sources of own numbers that lists have, or that wait for their lists to come in; of lists among `sources` only
    what is said there."""
    refs = ExternalRef.objects.filter(source__startswith=f"{base}{MARK}", kind="deal")
    found = set(refs.values_list("source", flat=True).distinct())
    waiting = Import.objects.filter(options__source=base, kind=Import.Kind.DEALS).exclude(
        phase__in=[Import.Phase.DONE, Import.Phase.TAKEN_BACK, Import.Phase.FAILED]
    )
    for layout in waiting.exclude(pk__in=sources).values_list("layout", flat=True):
        numbers = layout.get("numbers", {})
        found |= {numbers.get("own", ""), numbers.get("spare", "")}
    return found.union(*sources.values()) - {""}
