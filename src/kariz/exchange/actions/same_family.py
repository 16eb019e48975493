"""People of a company whom rows call with another title: «آقای رستمی» and «رستمی» of one company are one."""

from __future__ import annotations

from collections.abc import Iterable

from kariz.access.models import User
from kariz.exchange.rules.names import namesake, spellings
from kariz.people.models import Contact
from kariz.people.queries import matching

Pair = tuple[str, int | None]
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
