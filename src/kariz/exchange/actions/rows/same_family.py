"""People of a company whom rows call with another title, or by one of their names alone: «آقای رستمی» and «رستمی» of one
company are one, as are "Ellie" and "Ellie Whitfield"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from django.db.models import Exists, OuterRef

from kariz.access.models import User
from kariz.people.models import Contact, ContactPoint, PointKind
from kariz.people.models.contact_point import DIALLED
from kariz.people.queries import matching
from kariz.reading.names.families import EMAIL, PHONE, Colleague, name_alone, only_one
from kariz.reading.names.names import bare, namesake, spellings

Pair = tuple[str, int | None]
Asked = tuple[str, int, str, frozenset[str]]
"""(name, company id, job, whether a number or an address stands beside it that is nobody's)"""
Staff = list[Colleague]
"""The people of one company."""
LONGEST = 400


def match(pairs: Iterable[Pair], *, by: User) -> dict[Pair, int]:
    """{(name, company id): id} by the same name, else by the only one of the company who has it with another title; at
    most two queries more."""
    asked = set(pairs)
    found = matching.match_contacts(asked, by=by)
    others = {pair for pair in asked if pair not in found and pair[1] is not None}
    if not others:
        return found
    people = Contact.objects.visible_to(by)
    names = {name[:LONGEST] for pair in others for name in spellings(pair[0])}
    near = people.filter(company_id__in={pair[1] for pair in others}, folded__in=names)
    firms = set(near.values_list("company_id", flat=True))
    known: dict[int | None, list[tuple[str, int]]] = {}
    if firms:
        for firm, name, pk in people.filter(company_id__in=firms).values_list("company_id", "name", "id"):
            known.setdefault(firm, []).append((name, pk))
    for pair in others:
        if pair[1] in known and (pk := namesake(pair[0], known[pair[1]])):
            found[pair] = pk
    return found


def is_asked(name: str) -> bool:
    """Is it one name alone?"""
    return bool(name_alone(name))


def staff(firms: Collection[int], *, by: User) -> dict[int, Staff]:
    """{company: its people}"""
    known: dict[int, Staff] = {}
    people = Contact.objects.visible_to(by).filter(company_id__in=firms)
    points = ContactPoint.objects.filter(contact=OuterRef("pk"))
    people = people.annotate(
        rings=Exists(points.filter(kind__in=DIALLED)), written_to=Exists(points.filter(kind=PointKind.EMAIL))
    )
    for firm, pk, name, job, *by_what in people.values_list(
        "company_id", "id", "name", "position", "rings", "written_to"
    ):
        reached = frozenset(kind for kind, there in zip((PHONE, EMAIL), by_what, strict=True) if there)
        known.setdefault(firm or 0, []).append(Colleague(pk, name, job, reached))
    return known


def kinds_of(points: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Whether there are numbers, and addresses, among the ways to reach somebody."""
    kinds = {point["kind"] for point in points}
    return frozenset(
        ({PHONE} if kinds & DIALLED else set()) | ({EMAIL} if PointKind.EMAIL in kinds else set())
    )


def only_ones(
    asked: Iterable[Asked], said: Iterable[Pair], people: Callable[[set[int]], dict[int, Staff]]
) -> dict[Asked, tuple[int, str]]:
    """{asked: (id, name)} of whom a row means by a name that one alone of the company has, among its `people` and
    in `said`, the other names of the rows."""
    names = {one: own for one in asked if (own := name_alone(one[0]))}
    if not names:
        return {}
    told: dict[int, set[str]] = {}
    for name, company in said:
        if company is not None:
            told.setdefault(company, set()).add(bare(name))
    known = people({one[1] for one in names})
    found = {}
    for one, own in names.items():
        meant = only_one(one[0], one[2], known.get(one[1], ()), one[3])
        others = {name for name in told.get(one[1], ()) if name != own and own in name.split()}
        if meant and others <= {bare(meant.name)}:
            found[one] = (meant.pk, meant.name)
    return found
