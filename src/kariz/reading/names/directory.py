"""Who is reached by which number, and called how, in the lists that come together and here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kariz.people import normal
from kariz.people.normal import company_key
from kariz.reading.names.names import are_man_and_woman, words_of
from kariz.reading.rows.drafts import Draft


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of a company, each "" where nobody says it."""

    company: str
    person: str = ""
    phones: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        return company_key(self.company)


class Directory:
    """People and companies of the lists."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_phone: dict[str, list[Entry]] = defaultdict(list)
        self._by_word: dict[str, list[Entry]] = defaultdict(list)
        for entry in dict.fromkeys(entries):
            for phone in entry.phones:
                self._by_phone[phone].append(entry)
            for word in words_of(entry.person):
                self._by_word[word].append(entry)

    def reached(self, numbers: Iterable[str]) -> list[Entry]:
        """Who has one of these numbers."""
        whole = filter(normal.is_whole, numbers)
        return list(dict.fromkeys(one for number in whole for one in self._by_phone.get(number, ())))

    def called(self, name: str) -> list[Entry]:
        """Who may be called so; of a whole name only those who are called just so, if there are any."""
        words = words_of(name)
        near = dict.fromkeys(one for word in words for one in self._by_word.get(word, ()))
        found = [one for one in near if may_be_called(name, one.person)]
        exact = [one for one in found if words_of(one.person) == words] if len(words) > 1 else []
        return exact or found

    def knows(self, name: str) -> bool:
        """Is somebody called just so, titles aside?"""
        return any(words_of(name) == words_of(one.person) for one in self.called(name))


def may_be_called(name: str, person: str) -> bool:
    """«آقای قربانی» may be «دکتر محمد قربانی», not «خانم قربانی»."""
    mine, theirs = words_of(name), words_of(person)
    if not mine or not theirs or are_man_and_woman(name, person):
        return False
    return mine <= theirs or theirs <= mine


def entries_of(draft: Draft) -> list[Entry]:
    """What a row of another list says of who is reached how."""
    values = draft.values
    company = str(values.get("company", ""))
    found = []
    if company and (own := _normal(values.get("company_phone", ()))):
        found.append(Entry(company, "", own))
    numbers = _normal([*values.get("mobile", ()), *values.get("phone", ())])
    if person := str(values.get("contact", "")):
        found.append(Entry(company, person, numbers))
    elif company and numbers:
        found.append(Entry(company, "", numbers))
    found += [Entry(company, one.name, _normal(one.phones)) for one in values.get("people", ())]
    return found


def _normal(numbers: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(normal.phone, numbers)))
