"""Deals, companies and people whom rows of calls, notes and product lines name instead of numbering them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import by_number
from kariz.exchange.actions.rows.people_rows import company_ids, contact_ids
from kariz.localisation.said import gettext as _
from kariz.localisation.text import fold
from kariz.people.models import Company, Contact
from kariz.people.queries.matching import match_companies
from kariz.pipeline.models import Deal
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names.alike import are_alike, are_alike_in_haste
from kariz.reading.names.names import are_man_and_woman, bare, reads_as_person, spellings, who_is, words_of

if TYPE_CHECKING:
    from kariz.exchange.actions.rows.links import Links

LONGEST = 400
Found = dict[str, list[Any]]


def find(results: Sequence[Result], links: Mapping[int, Links], context: Context) -> None:
    """Fill in what the numbers of the rows left open: deals by their title, companies as rows of deals find them,
    people by who of that company may be called so."""
    having = by_number.find_people(results, links, context)
    _deals(results, links, context)
    _companies(results, links, context)
    _people(results, links, context)
    by_number.link_the_rest(results, links, having)


def _open(kind: str, name: str, results: Sequence[Result], links: Mapping[int, Links]) -> list[Result]:
    """Rows that name such a record, and have none yet."""
    return [
        result
        for result in results
        if result.draft.values.get(name)
        and f"{kind}_ref" not in result.draft.values
        and getattr(links[result.draft.number], kind) is None
    ]


def _deals(results: Sequence[Result], links: Mapping[int, Links], context: Context) -> None:
    rows = _open("deal", "deal_title", results, links)
    names = {fold(row.draft.values["deal_title"])[:LONGEST] for row in rows}
    if not names:
        return
    found: Found = {}
    deals = Deal.objects.visible_to(context.by).filter(folded__in=names, deleted_at=None)
    for deal in deals.select_related("pipeline", "stage", "company", "contact", "owner"):
        found.setdefault(deal.folded, []).append(deal)
    for row in rows:
        called = found.get(fold(row.draft.values["deal_title"])[:LONGEST], [])
        if len(called) == 1:
            links[row.draft.number].deal = called[0]
        else:
            _tell(row, "deal_title", context, several=bool(called))


def _companies(results: Sequence[Result], links: Mapping[int, Links], context: Context) -> None:
    """A company that a list of ours does not know is made, as by rows of deals; an export of another product has them
    all in a file of their own."""
    rows = _open("company", "company", results, links)
    if not rows:
        return
    if context.settings.of_product or context.own != "activity":
        known = match_companies({row.draft.values["company"] for row in rows}, by=context.by)
        ids = {row.draft.number: known.get(row.draft.values["company"]) for row in rows}
    else:
        context.made.clear()
        ids = dict(company_ids(rows, context))
    companies = Company.objects.in_bulk({pk for pk in ids.values() if pk})
    for row in rows:
        company = companies.get(ids.get(row.draft.number) or 0)
        links[row.draft.number].company = company
        if company is None and not row.action:
            _tell(row, "company", context)


def _people(results: Sequence[Result], links: Mapping[int, Links], context: Context) -> None:
    rows = _open("contact", "contact", results, links)
    if not rows:
        return
    firms = {company.pk for row in rows if (company := _company(links[row.draft.number]))}
    names = {name for row in rows for name in spellings(_name(row))}
    people = Contact.objects.visible_to(context.by).filter(Q(company__in=firms) | Q(folded__in=names))
    people = people.select_related("company")
    new: dict[int, Result] = {}
    of_firm: dict[int | None, list[Contact]] = {}
    called: Found = {}
    unknown: list[tuple[Result, list[Contact]]] = []
    for person in people.order_by("pk"):
        of_firm.setdefault(person.company_id, []).append(person)
        called.setdefault(bare(person.name), []).append(person)
    for row in rows:
        one = links[row.draft.number]
        company = _company(one)
        known = of_firm.get(company.pk, []) if company else []
        namesakes = [
            person
            for person in called.get(bare(_name(row)), [])
            if not are_man_and_woman(person.name, _name(row))
        ]
        # Of another company nobody is meant.
        free = [person for person in namesakes if company is None or person.company_id is None]
        one.contact = who_of_company(_name(row), known) or (free[0] if len(free) == 1 else None)
        if one.contact is None and not known:
            one.contact = _elsewhere(row, namesakes, company, context)
        alone = isinstance(row.draft.values["contact"], str)
        if one.contact is None and not namesakes and company and alone and _is_new(_name(row), known):
            new[row.draft.number] = row
        elif one.contact is None:
            unknown.append((row, namesakes))
    _make(new, links, context)
    fresh: dict[int | None, list[Contact]] = {}
    for person in filter(None, (links[number].contact for number in new)):
        fresh.setdefault(person.company_id, []).append(person)
    for row, namesakes in unknown:
        one = links[row.draft.number]
        company = _company(one)
        # «رستمی» is whom another row of these calls «آقای رستمی».
        mates = fresh.get(company.pk, []) if company and len(namesakes) <= 1 else []
        one.contact = who_of_company(_name(row), mates)
        if one.contact is None:
            _tell(row, "contact", context, several=len(namesakes) > 1, at=_company_of(namesakes))


def _elsewhere(
    row: Result, namesakes: Sequence[Contact], company: Company | None, context: Context
) -> Contact | None:
    """The only one of that full name, where the company of the call is spelt nearly as theirs: in haste one writes "Dragon
    Gdn", where nobody knew such a company before. A namesake of another company is but told of."""
    if company is None or len(namesakes) != 1 or " " not in bare(_name(row)) or context.own != "activity":
        return None
    person = namesakes[0]
    theirs = person.company.name if person.company else ""
    # A company that another list of the set has brought is as new as one of the call.
    started = (context.one.part_of or context.one).started_at
    is_new = bool(started and company.created_at >= started)
    if not are_alike(company.name, theirs) and not (is_new and are_alike_in_haste(company.name, theirs)):
        return None
    text = _("The only person called “%(name)s” is at %(company)s; the call is taken to be with them.")
    row.draft.warn("contact", text % {"name": person.name[:60], "company": theirs[:60]})
    return person


def _company_of(namesakes: Sequence[Contact]) -> str:
    return str(namesakes[0].company.name) if len(namesakes) == 1 and namesakes[0].company else ""


def _is_new(name: str, people: Sequence[Contact]) -> bool:
    """Does it read as the name of a person, and of nobody of the company?"""
    return reads_as_person(name) and not any(words_of(name) & words_of(person.name) for person in people)


def _make(rows: Mapping[int, Result], links: Mapping[int, Links], context: Context) -> None:
    """People of a sheet of calls whom nobody knew come to their company, as those of rows of deals do."""
    made: Mapping[int, Contact] = {}
    if rows and context.own == "activity" and not context.settings.of_product:
        firms = {number: company.pk for number in rows if (company := _company(links[number]))}
        ids = contact_ids(list(rows.values()), firms, context)
        people = Contact.objects.in_bulk(set(ids.values()))
        made = {number: people[pk] for number, pk in ids.items() if pk in people}
    for number, row in rows.items():
        links[number].contact = made.get(number)
        if number not in made and not row.action:
            _tell(row, "contact", context)


def _name(row: Result) -> str:
    name = row.draft.values["contact"]
    return str(name[0] if isinstance(name, list) else name)


def _company(one: Links) -> Company | None:
    return one.company or (one.deal.company if one.deal else None)


def who_of_company(name: str, people: Sequence[Contact]) -> Contact | None:
    """Of the people of one company who is called so: «آقای احمدی» is Ali Ahmadi, where no other Ahmadi is."""
    by_id = {person.pk: person for person in people}
    mine = words_of(name)
    alike = [
        person
        for person in people
        if mine
        and (mine <= words_of(person.name) or words_of(person.name) <= mine)
        and not are_man_and_woman(person.name, name)
    ]
    if len(alike) > 1 and all(words_of(person.name) != mine for person in alike):
        return None
    pk = who_is(name, [(person.name, person.pk) for person in alike])
    return by_id.get(pk or 0)


def _tell(row: Result, name: str, context: Context, *, several: bool = False, at: str = "") -> None:
    """Nothing that a row of a call names is lost: it stands in its text, and the row says so. Others are refused where
    they belong to nothing. `at`: another company, where the only one of that name is."""
    if context.own != "activity":
        return
    said = _name(row) if name == "contact" else str(row.draft.values[name])
    text = _("Nothing here is called “%(name)s”; the name stands in the text.")
    if several:
        text = _("Several here are called “%(name)s”; the name stands in the text.")
    elif at:
        text = _(
            "“%(name)s” is at %(company)s; whether the call is with them is not certain, the name stands in its text."
        )
    row.draft.warn(name, text % {"name": said[:60], "company": at[:60]})
    note = f"{BY_NAME[name].label}: {said}"
    if note not in row.draft.remarks:
        row.draft.remarks.append(note)
