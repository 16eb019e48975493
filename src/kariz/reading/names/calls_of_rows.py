"""Whom a row of a list of calls means: by the number before the name, and by a name only where one has it."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import combinations

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.people import normal
from kariz.people.normal import company_key
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.phones import read_phones
from kariz.reading.cells.values import BadValue, read_line
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.names import whom
from kariz.reading.names.directory import Directory, Entry, may_be_called
from kariz.reading.names.firms_near import may_be_same
from kariz.reading.names.names import people_in, words_of
from kariz.reading.names.several import reach
from kariz.reading.names.spellings import Spellings
from kariz.reading.rows.drafts import Draft

CALLED = "called"
NUMBERED = frozenset({"company_ref", "contact_ref", "deal_ref", "parent_ref"})

_ALONE = re.compile(r"[+\d\s().\-–/،,]+")
_NUMBER = r"(?P<number>\+?\d[\d\s\-–.]{6,18}\d)"
_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>\D*[^\W\d]\D*?)[\s\-–—:/،,(\[]*{_NUMBER}[\s)\].]*",
        rf"\s*\(?{_NUMBER}[\s\-–—:/،,)]+(?P<name>\D*[^\W\d]\D*)",
    )
)
"""«خانم رجایی ۰۹۱۲۲۷۴۴۲۱۵», or the number first."""
_NAMELESS = (
    r"(?:(?:چند|یک|دو|سه|\d)\s+(?:نفر\s+)?|یکی\s+)?(?:از\s+)?(?:همکار|دستیار|معاون|منشی)(?:ان|های)?"
    r"[\s\u200c]?(?:ش|شان|شون|یش|یشان)?"
)
_COLLEAGUE = (
    r"(?:(?:his|her|their|a|an|the|one|two|three|some|of|\d)\s+)*(?:colleagues?|co-?workers?|assistants?)"
)
_WITH = re.compile(
    rf"(.+?)\s*(?:\s(?:و|با|به همراه|همراه)\s+{_NAMELESS}|(?:\s(?:and|with)\s+|\s*[&+]\s*){_COLLEAGUE})\s*",
    re.IGNORECASE,
)
"""«خانم قاسمی و همکارش», "Ian Stott and colleague"."""
DIALLED = 10
"""Figures of a number beside a name: fewer may be the number of an invoice, or a year."""
LONGEST = 120
"""Letters of a cell that says who it was, and nothing else."""
SHORTEST = 7
"""Figures of a number that is dialled from anywhere."""


def numbers_in(cell: Cell) -> list[str]:
    """The numbers of a cell that should name somebody and has nothing else: «0919 845 6554», 9198456554."""
    text = read_line(cell)
    if _ALONE.fullmatch(to_latin(text)) and sum(map(str.isdigit, text)) >= SHORTEST:
        with suppress(BadValue):
            return list(read_phones(text))
    return []


def name_and_numbers(cell: Cell) -> tuple[str, list[str]]:
    """What a cell that should name somebody says of their name, and of their number: either may be missing."""
    if numbers := numbers_in(cell):
        return "", numbers
    text = read_line(cell)
    asked = _BESIDE if len(text) <= LONGEST else ()
    found = next(filter(None, (one.fullmatch(to_latin(text)) for one in asked)), None)
    if found is None or sum(map(str.isdigit, found["number"])) < DIALLED or not normal.phone(found["number"]):
        return text, []
    start, end = found.span("number")
    return found["name"].strip(" \t\u200c-–—:/،,()[]"), [text[start:end]]


def numbers_apart(draft: Draft) -> None:
    """A number in the column of names is one that was called, alone or beside a name."""
    for name in whom.FIELDS:
        said = draft.values.get(name)
        if not isinstance(said, str) or not (found := name_and_numbers(said))[1]:
            continue
        called, numbers = found
        if called:
            draft.values[name] = called
            if name == "contact":
                reach(draft.values, numbers)
        else:
            del draft.values[name]
        draft.values[CALLED] = list(dict.fromkeys([*draft.values.get(CALLED, ()), *numbers]))


LONGEST_NAME = 200
"""Characters; in a long text nobody is named with colleagues."""


def without_company(text: str) -> str:
    """«X و همکارش», "X and colleague": who it was, without those who were there and have no name."""
    found = _WITH.fullmatch(text) if len(text) <= LONGEST_NAME else None
    return found[1].strip(" \t\u200c-–—:/،,") if found and any(map(str.isalpha, found[1])) else text


def colleagues_apart(draft: Draft, *, of_firms: bool) -> None:
    """The call is with the one who is named; what else the cell says stands in the text. `of_firms`: the column of
    companies names people, too."""
    for name in whom.FIELDS if of_firms else ("contact",):
        said = draft.values.get(name)
        if isinstance(said, str) and (called := without_company(said)) != said:
            draft.values[name] = called
            draft.remarks.append(f"{BY_NAME['contact'].label}: {said}")


def settle(draft: Draft, directory: Directory, spellings: Spellings | None) -> None:
    """A number of somebody says who it is, unless the row names another company. What stays unsure is linked to nobody,
    and stands in the text."""
    values = draft.values
    if NUMBERED & set(values) or isinstance(values.get("contact"), list):
        return
    numbers = list(filter(None, map(normal.phone, values.get(CALLED, ()))))
    reached = directory.reached(numbers)
    company, name = str(values.get("company", "")), _bare(str(values.get("contact", "")))
    if company:
        reached = _of(company, reached, spellings)
    if reached:
        _by_number(draft, reached, name)
    elif name and not company:
        _by_name(draft, directory.called(name), name, numbers)
    elif name:
        _there(draft, directory.called(name), name, spellings)


def _of(company: str, reached: list[Entry], spellings: Spellings | None) -> list[Entry]:
    """The company that is named goes before whose number it is."""
    key = company_key((spellings.find(company) if spellings else "") or company)
    return [one for one in reached if one.key == key]


def _by_number(draft: Draft, reached: list[Entry], name: str) -> None:
    firms = {one.key: one.company for one in reached}
    if len(firms) != 1:
        fits = [one for one in reached if name and may_be_called(name, one.person)]
        if len({one.key for one in fits}) != 1:
            _unsure(draft, name)
            return
        reached, firms = fits, {fits[0].key: fits[0].company}
    if company := next(iter(firms.values())):
        draft.values["company"] = company
    people = [one.person for one in reached if one.person and (not name or may_be_called(name, one.person))]
    if one := _only(people):
        draft.values["contact"] = one


def _by_name(draft: Draft, called: list[Entry], name: str, numbers: list[str]) -> None:
    if not called:
        return
    # Who has other numbers is a namesake.
    mine = [one for one in called if not (numbers and one.phones)]
    if not mine or not _are_of_one_firm(called):
        _unsure(draft, name)
        return
    if company := max((one.company for one in mine), key=len):
        draft.values["company"] = company
        text = _("“%(said)s” is taken for the person of “%(name)s” who is called so.")
        draft.warn("contact", text % {"said": name[:60], "name": company[:60]})
    if one := _only([one.person for one in mine]):
        draft.values["contact"] = one


def _are_of_one_firm(called: list[Entry]) -> bool:
    """As far as lists that write it each in its way can tell; who has no company may be a namesake."""
    firms = list({one.key: one.company for one in called}.values())
    return all(may_be_same(one, other) for one, other in combinations(firms, 2))


def _there(draft: Draft, called: list[Entry], name: str, spellings: Spellings | None) -> None:
    """Who is called so works for a company that may be the one of the row, which other lists write otherwise: "Castlegate
    Dev". Nobody is looked for elsewhere who may be of that very company."""
    company = str(draft.values["company"])
    if _of(company, called, spellings):
        return
    near = [one for one in called if one.company and may_be_same(company, one.company)]
    if not near or not _are_of_one_firm(near) or not (person := _only([one.person for one in near])):
        return
    firm = next(one.company for one in near if one.person == person)
    draft.values["company"], draft.values["contact"] = firm, person
    text = _("“%(said)s” is taken for the person of “%(name)s” who is called so.")
    draft.warn("contact", text % {"said": name[:60], "name": firm[:60]})


def _only(people: list[str]) -> str:
    """The fullest of the names, where all are of one person."""
    fullest = max(people, key=lambda one: len(words_of(one)), default="")
    return fullest if all(words_of(one) <= words_of(fullest) for one in people) else ""


def _unsure(draft: Draft, name: str) -> None:
    if not name or "company" in draft.values:
        return
    draft.values.pop("contact", None)
    draft.remarks.append(f"{BY_NAME['contact'].label}: {name}")
    draft.warn(
        "contact", _("Nobody is surely meant by “%(name)s”; it stands in the text.") % {"name": name[:60]}
    )


def _bare(name: str) -> str:
    found, rest = people_in(name) if name else ([], [])
    return found[0].name if len(found) == 1 and not rest else name
