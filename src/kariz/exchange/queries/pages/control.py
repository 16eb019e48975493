"""Counts what a list of deals comes to, for who compares it with their own sums before and after it comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress

from kariz.exchange.models import Import
from kariz.exchange.queries.known.books import book_of
from kariz.exchange.queries.known.ends import Ends
from kariz.exchange.queries.known.told import Told
from kariz.exchange.queries.pages import doubted_units
from kariz.exchange.queries.pages.at_once import AtOnce
from kariz.exchange.queries.pages.counted_deals import CountedDeal, tell_what_is_new
from kariz.exchange.queries.pages.figures import Control
from kariz.exchange.queries.pages.gone import Gone
from kariz.exchange.queries.pages.marked import Marked, Marking
from kariz.exchange.queries.pages.stated import Stated, told_apart
from kariz.localisation.preferences import today
from kariz.reading.cells.cells import Cell, Repeated, plain
from kariz.reading.cells.units import is_amount, is_of_amounts
from kariz.reading.cells.values import OPEN, BadValue, read_money
from kariz.reading.deals.changed import CHANGED, WRITTEN, say
from kariz.reading.deals.doubles import DOUBLE, ONCE, Doubles, is_one
from kariz.reading.deals.here import HERE, ONE
from kariz.reading.deals.here import LEFT as HERE_LEFT
from kariz.reading.deals.here import say as say_here
from kariz.reading.deals.own_numbers import source_of
from kariz.reading.deals.repeats import added, own_amount
from kariz.reading.layout.asides import TOTAL
from kariz.reading.layout.below import BELOW, BELOW_LEFT, LEFT, has_groups
from kariz.reading.layout.sums import number_of
from kariz.reading.rows.drafts import Draft
from kariz.reading.rows.rows import RowReader
from kariz.reading.rows.settings import GOES_ON, OF_ROW, SAME, SKIP, SURELY, UPDATE, Settings, settings_of
from kariz.reading.rows.signs import ADDED, NO_RETURN, OTHERS, OUT, tell_closed

STEP = frozenset({"next_step", "next_step_on"})
WHOSE = frozenset({"company", "company_ref", "contact", "contact_ref"})
SHOWN = 5
"""Totals that the file itself writes."""
LEFT_LIST = "left_list"
"""The sign of deals that a list brought before, and that it has no more."""


class Counting:
    """Goes along with who reads the rows of a list of deals; other kinds count nothing. Counts as the import adds up."""

    def __init__(
        self,
        one: Import,
        reader: RowReader,
        doubles: Doubles | None = None,
        told: Told | None = None,
        before: str = "",
        changed: Mapping[int, int] | None = None,
        here: Container[int] = (),
        gone: Gone | None = None,
        left: Sequence[str] = (),
        same: Container[int] = (),
        stay: Mapping[int, int] | None = None,
    ) -> None:
        """`doubles` and `told`: what other files of the set said before; `before`: whose numbers the deals have with
        which its rows go on; `changed`: rows that came in before and say something else since, but for
        `same` ones; `here`: those that seem to be here already; `gone`: what lies in the bin, and does not
        come; `left`: what deals are called that no row is any more; `stay`: rows that are as they were."""
        self._no_more, self._same, self._today = left, same, today()
        self._changed, self._here, self._gone = changed or {}, here, gone or Gone()
        self._known = {**(stay or {}), **self._changed}
        self._numbers = source_of(one.options, one.layout)
        self._before = before or self._numbers
        self._told, self._ends = told, Ends(one, reader) if one.kind == Import.Kind.DEALS else None
        self._doubles, self._marking = doubles or Doubles(), Marking(one)
        settings: Settings = settings_of(one.options)
        self._book, self._at_once = book_of(one), AtOnce(one, settings)
        self._currency, self._one, self._colours = settings.currency, one, settings.colours
        self._settings = settings
        self._found = Control(of=one.pk)
        self._amounts = [
            (place, reader.units.of(column))
            for place, column in enumerate(one.columns)
            if one.mapping.get(column) == "amount"
        ]
        self._beside = [
            (place, column)
            for place, column in enumerate(one.columns)
            if column not in one.mapping and is_of_amounts(column)
        ]
        self._added = settings.amounts_of == OF_ROW or has_groups(one.layout)
        self._policy = settings.existing
        self._leaves_here, self._takes_here = settings.here == SKIP, settings.here == SAME
        self._once = settings.doubles if told is not None or settings.doubles != SURELY else ""
        if self._once and self._told is None:
            self._told = Told()
        self._deals: dict[str | int, CountedDeal] = {}
        self._totals: list[tuple[int, int, bool]] = []
        self._part = 0

    def row(self, draft: Draft) -> None:
        if self._one.kind != Import.Kind.DEALS:
            return
        if draft.aside:
            self._aside(draft)
            return
        if self._stays_out(draft):
            return
        if draft.beside:
            self._found.told[draft.beside] += 1
        if draft.colour and not draft.beside:
            self._found.coloured[draft.colour] += 1
            self._found.unmeant += not self._colours.get(draft.colour)
        values = draft.values
        key = values.get("external_id", "") if "id" not in values else ""
        rows = draft.deal if "id" not in values else ""
        if draft.errors and not (rows and self._added):
            return
        self._doubles.tell(draft, self._book)
        if once := is_one(draft, self._once):
            draft.signs[draft.signs.index(DOUBLE)] = ONCE
        if OTHERS in draft.signs:
            # It waits for a person.
            amount = own_amount(values) if self._added and rows else values.get("amount")
            self._marking.row(draft.number, draft.signs, amount, values.get("currency", self._currency))
            return
        deal = self._deals.setdefault(rows or draft.number, CountedDeal())
        if values.get("currency", self._currency) == self._currency:
            self._part += (own_amount(values) if rows else values.get("amount")) or 0
        amount = own_amount(values) if self._added and rows else values.get("amount")
        if self._added and deal.said and amount and not draft.group:
            draft.signs.append(ADDED)
        if self._ends and not deal.said:
            deal.outcome = self._ends.of(draft) or OPEN
            tell_closed(draft, deal.outcome, self._today)
        deal.step = deal.step or not STEP.isdisjoint(values)
        deal.said.append((amount, values.get("currency", self._currency)))
        deal.customer = deal.customer or bool(WHOSE & set(values))
        deal.refused = deal.refused or bool(draft.errors)
        deal.key = f"{self._numbers}\n{key}" if key else ""
        if (pk := self._known.get(draft.number)) and not deal.key:
            # Two lists may have brought it; what one of them says otherwise by now makes it no other deal.
            deal.key = f"{HERE}\n{pk}"
            deal.stays = draft.number not in self._changed
        deal.continues = deal.continues or (f"{self._before}\n{draft.continues}" if draft.continues else "")
        deal.here = deal.here or draft.here
        if self._once:
            deal.place = deal.place or f"{self._one.pk}\n\n{draft.number}"
            deal.key = deal.key or deal.place
            deal.again = once
            deal.continues = "{}\n\n{}".format(*draft.double) if draft.double and once else deal.continues
        if amount is None and not draft.errors:
            self._look_beside(draft.cells)
        self._marking.row(draft.number, draft.signs, amount, deal.said[-1][1])
        if draft.number not in self._changed and not deal.continues:
            # What goes on with another row ends as that one says, or says it to that one.
            self._at_once.look(draft, amount, deal.said[-1][1])
        deal.first = deal.first or draft
        deal.closes = deal.closes or "closed_at" in values
        deal.returns = deal.returns or "back_on" in values
        if NO_RETURN in draft.signs:
            deal.unsaid = self._marking.found[NO_RETURN], draft.number

    def _aside(self, draft: Draft) -> None:
        if out := OUT.intersection(draft.signs):
            self._marking.row(draft.number, out, self._amount(draft), self._currency)
        elif self._one.layout.get("asides", {}).get(str(draft.number)) == TOTAL:
            self._total(draft)

    def _stays_out(self, draft: Draft) -> bool:
        """Does the row bring no deal, as that lies in the bin, or is here? Of others that came in before it is told."""
        if draft.errors:
            return False
        if self._gone.has(draft):
            self._found.binned += 1
            return True
        if draft.number in self._changed and draft.number not in self._same:
            draft.signs.append(WRITTEN if self._policy == UPDATE else CHANGED)
            say(draft)
        if draft.number in self._here:
            say_here(draft)
            draft.signs.append(HERE_LEFT if self._leaves_here else ONE if self._takes_here else HERE)
            if self._leaves_here:
                self._marking.row(draft.number, [HERE_LEFT], self._amount(draft), self._currency)
                return True
        return False

    def end(self) -> Control:
        """What all rows that were read come to."""
        found = self._found
        own = [one.said[0][0] for one in self._deals.values() if one.said[0][1] == self._currency]
        units = doubted_units.tell(self._one, self._settings, self._marking.found, list(filter(None, own)))
        self._at_once.tell(self._marking)
        tell_what_is_new(self._deals.values(), self._at_once, self._marking, self._changed)
        found.marked = [*units, *self._marking.found.values()]
        if self._no_more:
            names = list(self._no_more[:SHOWN])
            found.marked.append(
                Marked(LEFT_LIST, self._one.pk, looked=False, count=len(self._no_more), columns=names)
            )
        if left := self._one.layout.get(BELOW, {}).get(LEFT):
            found.marked.append(Marked(BELOW_LEFT, self._one.pk, looked=False, count=left))
        if (added_up := self._marking.found.get(ADDED)) is not None:
            added_up.deals = sum(
                sum(bool(amount) for amount, _c in one.said) > 1 for one in self._deals.values()
            )
        for deal in self._deals.values():
            if deal.refused:
                continue
            found.repeated += len(deal.said) - 1
            whole = added(deal.said) if self._added else added(deal.said[:1])
            self._left(deal, whole)
            if self._is_new(deal, whole):
                found.deals += 1
                found.without_customer += not deal.customer
                found.stepless += deal.stepless
                found.without_amount += whole is None
                found.sums.update(dict([whole]) if whole else {})
        read = found.sums[self._currency]
        said = [
            Stated(number, amount, self._currency, amount == read, part=part)
            for number, amount, part in self._totals[::-1]
        ]
        # The sum of all mostly stands at the end.
        found.stated = [one for one in said if one.same] or sorted(
            told_apart(said, read), key=lambda one: not one.times
        )
        found.more = len(found.stated[SHOWN:])
        found.stated = found.stated[:SHOWN]
        return found

    def _is_new(self, deal: CountedDeal, whole: tuple[str, int] | None) -> bool:
        """Is it no deal of a list before? What it says of such a one changes what that one comes to."""
        if self._told is None or deal.here:
            self._found.continued += bool(deal.continues)
            if not deal.continues:
                self._found.standings.put(deal.outcome, *(whole or (self._currency, None)))
            return not deal.continues
        known = self._told.find(deal.continues, deal.key)
        if known is None:
            one = deal.key, whole, deal.said[0][1], deal.customer, deal.place
            at = self._found.standings
            self._told.tell(
                *one,
                stepless=deal.stepless,
                unsaid=(deal.unsaid, deal.undated),
                outcome=deal.outcome,
                counts_in=at,
            )
            at.put(deal.outcome, *(whole or (deal.said[0][1], None)))
            return True
        inside = deal.continues.startswith(f"{self._one.pk}\n\n")
        policy = GOES_ON if deal.continues else "" if deal.stays else self._policy
        more = self._told.again(
            known,
            deal.key,
            whole,
            deal.customer,
            policy,
            step=deal.step,
            answers=(deal.returns, deal.closes),
            outcome=deal.outcome,
        )
        self._found.continued += not inside
        self._found.again += not inside and deal.again
        self._found.sums.update(more.sums)
        self._found.without_amount += more.without_amount
        self._found.without_customer += more.without_customer
        self._found.stepless += more.stepless
        return False

    def _left(self, deal: CountedDeal, whole: tuple[str, int] | None) -> None:
        """Amounts of further rows that do not count."""
        rest = Counter[str]()
        for amount, currency in deal.said:
            rest[currency] += amount or 0
        if whole is not None:
            rest[whole[0]] -= whole[1]
        self._found.twice.update({currency: amount for currency, amount in rest.items() if amount})

    def _look_beside(self, cells: Sequence[Cell]) -> None:
        for place, column in self._beside:
            cell = cells[place] if place < len(cells) else ""
            self._found.beside[column] += number_of(cell) is not None or is_amount(str(cell))

    def _total(self, draft: Draft) -> None:
        """A line that is left out, and says amounts where the records have theirs."""
        if (amount := self._amount(draft)) is not None:
            self._totals.append((draft.number, amount, amount == self._part))
            self._part = 0

    def _amount(self, draft: Draft) -> int | None:
        found = []
        for place, unit in self._amounts:
            cell = draft.cells[place] if place < len(draft.cells) else ""
            if cell == "" or isinstance(cell, Repeated):
                continue
            with suppress(BadValue):
                found.append(int(read_money(plain(cell), currency=self._currency, unit=unit)))
        return sum(found) if found else None
