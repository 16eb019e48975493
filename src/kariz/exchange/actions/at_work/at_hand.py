"""Whom and what the rows of a chunk lead to, asked for all of them at once: what each would ask of the database for itself.

Where a row makes or changes what others lead to, only these ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kariz.access.models import User
from kariz.exchange.actions.rows import same_family
from kariz.exchange.queries.known.points_came import Came, points_came
from kariz.exchange.queries.known.touches import changed_here, moved_here, touched_here
from kariz.localisation.text import fold
from kariz.people import normal
from kariz.people.models import Company, Contact
from kariz.people.queries import matching
from kariz.people.queries.merged import former_names
from kariz.reading.rows.drafts import Draft

K = TypeVar("K")
V = TypeVar("V")
Number = Callable[[str, str], int | None]
"""(kind, number) → the record that another system knows by it."""
WAYS = ("mobile", "phone", "email")
Change = tuple[Contact, Iterable[Mapping[str, str]]]


class Answers(Generic[K, V]):
    """The answers to one question, by what is asked; `coming` is what the rows of the chunk will ask."""

    def __init__(
        self, ask: Callable[[Collection[K]], Mapping[K, V]], coming: Callable[[], Iterable[K]] = tuple
    ) -> None:
        self._ask, self._coming = ask, coming
        self.held: dict[K, V | None] = {}
        self._all = False
        self._new: set[K] = set()
        self._began = False

    def of(self, keys: Iterable[K]) -> dict[K, V]:
        """{key: answer} of those that have one."""
        wanted = dict.fromkeys(keys)
        if missing := wanted.keys() - self.held.keys():
            if not self._all:
                missing |= set(self._coming()) - self.held.keys()
                self._all = True
            found = self._ask(missing)
            self.held |= {key: found.get(key) for key in missing}
            self._new |= missing
        return {key: answer for key in wanted if (answer := self.held[key]) is not None}

    def forget(self, keys: Iterable[K]) -> None:
        for key in keys:
            self.held.pop(key, None)
            self._new.add(key)

    def tell(self, key: K, answer: V) -> None:
        """It is so from now on."""
        self.held[key] = answer
        self._new.add(key)

    def tell_all(self, keys: Iterable[K], answer: V) -> None:
        for key in keys:
            self.tell(key, answer)

    def begin(self) -> None:
        self._new, self._began = set(), self._all

    def let_go(self) -> None:
        """Nobody asks any more."""
        self.held, self._coming = {}, tuple

    def go_back(self) -> None:
        """What was asked since `begin` was asked of rows that are gone again."""
        self._all = self._began
        self.forget(self._new)


@dataclass(frozen=True, slots=True)
class Lists:
    """What earlier rows and other lists have said, asked where a row needs it: `jobs`, to whom earlier rows of the import
    gave one; `others`, of which deals other lists have spoken; `places`, where they said that deals stand."""

    jobs: Callable[[Collection[int]], Mapping[int, str]] = lambda _ids: {}
    others: Callable[[Collection[int]], Collection[int]] = tuple
    places: Callable[[Collection[int]], Mapping[int, frozenset[str]]] = lambda _ids: {}


class AtHand:
    def __init__(
        self,
        by: User,
        drafts: Sequence[Draft] = (),
        number: Number = lambda _kind, _key: None,
        lists: Lists = Lists(),
    ) -> None:
        self._by, self._number = by, number
        self._drafts = [draft for draft in drafts if not (draft.aside or draft.errors)]
        self.deals: set[int] = set()
        """Deals that are here and that rows of the chunk speak of."""
        self._of_people(by, lists)
        self._of_deals(lists)
        self._all: tuple[Answers[Any, Any], ...] = tuple(
            one for one in vars(self).values() if isinstance(one, Answers)
        )

    def _of_people(self, by: User, lists: Lists) -> None:
        self.companies: Answers[str, int] = Answers(
            lambda names: matching.match_companies(names, by=by),
            lambda: (draft.values["company"] for draft in self._drafts if draft.values.get("company")),
        )
        self.phones: Answers[str, list[int]] = Answers(
            lambda texts: matching.match_phones(texts, by=by), lambda: self._said("mobile", "phone")
        )
        self.emails: Answers[str, list[int]] = Answers(
            lambda texts: matching.match_emails(texts, by=by), lambda: self._said("email")
        )
        self.namesakes: Answers[same_family.Pair, int] = Answers(
            lambda pairs: same_family.match(pairs, by=by), self._pairs
        )
        self.staff: Answers[int, same_family.Staff] = Answers(
            lambda firms: same_family.staff(firms, by=by),
            lambda: {pair[1] for pair in self._pairs() if pair[1] and same_family.is_asked(pair[0])},
        )
        self.names: Answers[int, str] = Answers(_names, self._reached)
        self.people: Answers[int, Contact] = Answers(_people, self._met)
        self.former: Answers[int, frozenset[str]] = Answers(_former, self._met)
        """Folded, what those were called who were merged into somebody."""
        self.points_came: Answers[int, Came] = Answers(
            points_came, lambda: self._met() | self._numbered() | self._named()
        )
        self.firms: Answers[int, Company] = Answers(Company.objects.in_bulk, self._firms)
        renamed = any(draft.called for draft in self._drafts)
        self.former_firms: Answers[int, frozenset[str]] = Answers(
            _former_firms if renamed else lambda _ids: {}, self._firms
        )
        """By what companies are found that were merged into one."""
        says = any("position" in draft.values for draft in self._drafts)
        self.jobs: Answers[int, str] = Answers(
            lists.jobs if says else lambda _ids: {}, lambda: self._met() | self._numbered()
        )

    def _of_deals(self, lists: Lists) -> None:
        self._touched: Answers[int, bool] = Answers(
            lambda ids: dict.fromkeys(touched_here(ids), True), lambda: self.deals
        )
        self._moved: Answers[int, bool] = Answers(
            lambda ids: dict.fromkeys(moved_here(ids), True), lambda: self.deals
        )
        self._changed: Answers[int, frozenset[str]] = Answers(changed_here, lambda: self.deals)
        self._others: Answers[int, bool] = Answers(
            lambda ids: dict.fromkeys(lists.others(ids), True), lambda: self.deals
        )
        self._places: Answers[int, frozenset[str]] = Answers(lists.places, lambda: self.deals)

    def touched(self, deal: int) -> bool:
        """Did somebody touch the deal here since an import brought it?"""
        return bool(self._touched.of([deal]))

    def moved(self, deal: int) -> bool:
        """Did somebody move, close or reopen the deal here since an import brought it?"""
        return bool(self._moved.of([deal]))

    def of_others(self, deal: int) -> bool:
        """Has another list spoken of the deal?"""
        return bool(self._others.of([deal]))

    def said_places(self, deal: int) -> frozenset[str]:
        """The stages and outcomes in which other lists have said that the deal is."""
        return self._places.of([deal]).get(deal, frozenset())

    def changed(self, deal: int) -> frozenset[str] | None:
        """Which fields of the deal did somebody change here since an import brought it? None where none did bring it."""
        return self._changed.of([deal]).get(deal)

    # What the rows will ask

    def _said(self, *kinds: str) -> set[str]:
        return {text for draft in self._drafts for kind in kinds for text in draft.values.get(kind, ())}

    def _company(self, draft: Draft) -> int | None:
        said = self._number("company", draft.values.get("company_ref", ""))
        return said or self.companies.held.get(draft.values.get("company", ""))

    def _pairs(self) -> set[same_family.Pair]:
        return {
            (draft.values["contact"], company)
            for draft in self._drafts
            if draft.values.get("contact")
            and ((company := self._company(draft)) is not None or not any(map(draft.values.get, WAYS)))
        }

    def _firms(self) -> set[int]:
        return {company for draft in self._drafts if (company := self._company(draft)) is not None}

    def _reached(self) -> set[int]:
        lists = (*self.phones.held.values(), *self.emails.held.values())
        return {pk for some in lists for pk in some or ()}

    def _met(self) -> set[int]:
        return self._reached() | {pk for pk in self.namesakes.held.values() if pk is not None}

    def _numbered(self) -> set[int]:
        keys = (
            draft.values.get(name, "") for draft in self._drafts for name in ("contact_ref", "external_id")
        )
        return {pk for key in keys if (pk := self._number("contact", key)) is not None}

    def _named(self) -> set[int]:
        return {draft.values["id"] for draft in self._drafts if "id" in draft.values}

    # What is otherwise since

    def companies_made(self, companies: Iterable[Company]) -> None:
        keys = {normal.company_key(company.name) for company in companies}
        if keys:
            self.companies.forget([name for name in self.companies.held if normal.company_key(name) in keys])

    def company_changed(self, pk: int) -> None:
        self.firms.forget([pk])

    def people_changed(self, changes: Sequence[Change]) -> None:
        """Or made; each with the ways to reach somebody that are new."""
        ways = {
            normal.point(point["kind"], point["value"]) for _person, points in changes for point in points
        }
        if ways:
            self.phones.forget([text for text in self.phones.held if normal.phone(text) in ways])
            self.emails.forget([text for text in self.emails.held if normal.email(text) in ways])
        firms = {person.company_id for person, _points in changes}
        self.namesakes.forget([pair for pair in self.namesakes.held if pair[1] in firms])
        self.staff.forget(firm for firm in firms if firm is not None)
        ids = [person.pk for person, _points in changes]
        self.names.forget(ids)
        self.people.forget(ids)
        self.points_came.forget(ids)

    # Rows that are gone again

    def begin(self) -> None:
        """A row begins that may go again."""
        for one in self._all:
            one.begin()

    def go_back(self) -> None:
        for one in self._all:
            one.go_back()

    def let_go(self) -> None:
        """Its rows are done. The questions know it and it knows them: without this the rows of many chunks would stay in
        memory until Python looks for such rings."""
        for one in self._all:
            one.let_go()


def _names(ids: Collection[int]) -> dict[int, str]:
    return dict(Contact.objects.filter(pk__in=ids).values_list("pk", "name"))


def _people(ids: Collection[int]) -> dict[int, Contact]:
    return Contact.objects.select_related("company").prefetch_related("points").in_bulk(ids)


def _former_firms(ids: Collection[int]) -> dict[int, frozenset[str]]:
    return {
        pk: frozenset(map(normal.company_key, names)) for pk, names in former_names("company", ids).items()
    }


def _former(ids: Collection[int]) -> dict[int, frozenset[str]]:
    return {pk: frozenset(map(fold, names)) for pk, names in former_names("contact", ids).items()}
