"""What an import understood as another name of a company is kept as one, for the lists that come later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kariz.exchange.actions.at_work.context import Context
from kariz.exchange.models import Import, OtherName
from kariz.people.models import Company
from kariz.people.normal import company_key
from kariz.people.queries.matching import match_companies
from kariz.reading.names.parts_of_names import Parts
from kariz.reading.names.several import KINDS

AT_ONCE = 500


def keep(one: Import, context: Context) -> None:
    """Called when the rows are in. Who goes on after a dead worker finds what is kept already."""
    spellings = context.reader.spellings
    if spellings is None or one.kind not in KINDS:
        return
    meant = {
        company_key(typed): (typed, group.name)
        for group in spellings.groups
        for said in group.typed
        for typed in (said, _without_person(spellings.parts(said)))
        if typed
    }
    firms = match_companies({name for _typed, name in meant.values()}, by=context.by)
    held = _of_its_set(one)
    _write(
        OtherName(of=one, company_id=firms[name], match_key=key, name=typed)
        for key, (typed, name) in meant.items()
        if name in firms and key != company_key(name) and (key, firms[name]) not in held
    )


def _without_person(parts: Parts) -> str:
    """«آرد زرین دشت - علی خسروی»: later lists name the company alone."""
    return parts.head if parts.person and not parts.city and not parts.beside else ""


def _of_its_set(one: Import) -> set[tuple[str, int]]:
    """What other files of its set have said, which go with it."""
    rows = (
        OtherName.objects.filter(of__part_of=one.part_of_id) if one.part_of_id else OtherName.objects.none()
    )
    return set(rows.values_list("match_key", "company_id"))


def learn(one: Import, meant: Mapping[str, Company]) -> None:
    """What a person said that names of its rows mean."""
    _write(
        OtherName(of=one, company=firm, match_key=company_key(said), name=said)
        for said, firm in meant.items()
    )


def _write(names: Iterable[OtherName]) -> None:
    OtherName.objects.bulk_create(names, batch_size=AT_ONCE, ignore_conflicts=True)


def take_back(one: Import) -> None:
    OtherName.objects.filter(of=one).delete()
