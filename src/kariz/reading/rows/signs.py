"""What is worth a look in a row that comes in: it is told on the row, and counted for the whole list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.said import quoting
from kariz.reading.cells.full_amounts import OfFew, far_from
from kariz.reading.cells.points import may_be_thousands
from kariz.reading.cells.sizes import WORTH
from kariz.reading.cells.values import LOST, OPEN, RESTING, WON, BadValue
from kariz.reading.columns.fields import BY_NAME
from kariz.reading.days import days, days_in_status, long_past
from kariz.reading.days.ends_in_notes import day_in
from kariz.reading.days.near_days import NEAR_DAY
from kariz.reading.days.said_days import Reader
from kariz.reading.days.years import READ_AS, in_words
from kariz.reading.deals.own_numbers import SAME
from kariz.reading.deals.stages import outcome_said, outcome_told
from kariz.reading.layout.below import BELOW, BELOW_DEAL
from kariz.reading.rows.settings import NOTHING, SKIP, Settings

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

OUTLIER, TINY, NO_STATUS, NO_RETURN, UNDATED = "outlier", "tiny", "no_status", "no_return", "undated"
SAID_TWICE = "said_twice"
TYPED_AGAIN = "typed_again"
"""The row is one above once more, with another running number."""
SUPERSEDED = "superseded"
"""A later revision of the quote is the deal."""
CARRIED_OVER = "carried_over"
LEFT_BY_WORD = "left_by_word"
"""A person said of the word of its status that such rows do not come."""
OUT = frozenset({SAID_TWICE, TYPED_AGAIN, SUPERSEDED, CARRIED_OVER, LEFT_BY_WORD})
"""Rows that are left out and would be records."""
ADDED = "added"
"""The amount of the row was added to that of an earlier one with the same number."""
OTHERS, OVER_OTHERS = "others", "over_others"
"""The number of the row is that of another company's deal: it waits, or is written into that deal all the same."""
COLOURED = "coloured"
"""The colour of the row says how its deal ended, beside words by which it goes on."""
OF_LIST = "list_"
"""Begins the sign of a row that says no stage and no outcome, and ended, or rests, as all deals of its list."""
UNIT_BESIDE = "unit_beside"
"""Under which a layout keeps the unit that the other lists of its set say, and the sign of a list that has it."""
UNIT_ASKED = "unit_asked"
"""The same of a list that may have it."""
SMALL_DEALS = "small_deals"
"""The amount is less than any deal comes to."""
CLOSED_OPEN = "closed_open"
"""The row has a closing day that is past, and its word goes on."""
LEFT_DAY = "left_day"
"""A day of the row cannot be read, and is left out."""
POINTED = "pointed"
"""The point of the amount may be one of thousands, and is read as that of a decimal."""
UNPRICED = "unpriced"
"""The amount cannot be read, and is left out."""
FEWEST = 11
"""Amounts of which one may be told to be far from the others."""
FEW = 5
"""Amounts of which one may be told to be out of all measure."""
BELOW_USUAL = 10_000
"""An amount that is a ten thousandth of the usual one, and less than any deal comes to, was counted in something else."""
WORDED = ("stage", "outcome")
ENDS = frozenset({WON, LOST, RESTING})
COLOUR_STAGE = "colour_stage"
"""Under which the values have the stage that the colour of the row means."""
_DAYS = ("created_at", "closed_at")
_LATER_DAYS = ("closed_at", "expected_close", "next_step_on")
_DAY = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\d{1,2} [^\W\d]+(?: ماه)? \d{4}")


_MONTH = re.compile(r"(?<![\d/] )(?<!\w)[^\W\d]+(?: ?ماه)? (?:1[34]|20)\d\d(?![\d/.\-])")
"""«فروردین ۱۴۰۶» without a day."""


def usual(amounts: Sequence[int]) -> int:
    """What most amounts of a list are about; 0 where there are too few to say."""
    if len(amounts) < FEW:
        return 0
    return int(median(amounts)) if len(amounts) >= FEWEST else OfFew(median(amounts))


_RETURNS = re.compile(
    r"\b(?:call|ring|phone|chase|revisit|review|contact|touch base|follow|check|again|back|until|till?|after|wait)\b|"
    r"تماس|زنگ|پیگیری|دوباره|مجدد|سراغ|بعد از|پس از|صبر|منتظر|موکول|(?<!\w)تا(?!\w)",
    re.IGNORECASE,
)
"""Words beside a day on which somebody comes back."""


@dataclass(slots=True)
class Signs:
    """Looks at rows of deals by `fields` that columns fill, and the `usual` amount of the list."""

    kind: str
    fields: frozenset[str]
    settings: Settings
    today: date
    usual: int = 0
    below: frozenset[int] = frozenset()
    """Rows that have the number of the deal above."""
    legend: Mapping[str, str] = field(default_factory=dict)
    """{colour: what a line above the table says that it means}"""
    end_by_day: str = ""
    """How the deals of a list without an outcome ended that have a closing day, as that is called: "When lost"."""
    left_days: str = ""
    """The column that is left out, and has days below it."""
    doubted: Sequence[int] = ()
    """Places of amounts whose points nobody knows."""
    newest: date | None = None
    """The newest day of the list that has come."""
    others: frozenset[int] = frozenset()
    """Rows whose number a deal of another company has."""

    def tell(self, draft: Draft) -> None:
        if self.kind == "activities" and not draft.errors and "id" not in draft.values:
            long_past.leave(draft, self.newest, self.settings.calendar)
        if self.kind != "deals" or draft.errors or "id" in draft.values:
            return
        self._of_list(draft)
        if self.newest and self.is_open(draft):
            long_past.leave(draft, self.newest, self.settings.calendar)
        draft.ended = self.has_ended(draft)
        begun, is_over = draft.values.get("created_at"), partial(self._is_over, draft)
        days_in_status.tell(draft, begun, self.today, is_over)
        if draft.ended and "closed_at" not in draft.values:
            self._closing_day(draft)
        self._amount(draft)
        if draft.number in self.others and not draft.continues:
            draft.signs.append(OVER_OTHERS if self.settings.numbers == SAME else OTHERS)
            draft.warn("external_id", _("A deal of another company has this number."))
        if draft.number in self.below and draft.group:
            draft.signs.append(BELOW_DEAL)
            draft.warn("", _("The row names no customer; it is a further row of the deal above."))
            return
        if draft.number in self.below:
            draft.signs.append(BELOW)
            draft.warn(
                "external_id",
                _("The row has no number and no customer; it is a further row of the deal above."),
            )
            return
        left = {note["field"] for note in draft.warnings if note.get("left")}
        if left.intersection(_DAYS) and NEAR_DAY not in draft.signs and "created_at" not in draft.values:
            draft.signs.append(UNDATED)
        elif any(name in left and name not in draft.values for name in _LATER_DAYS):
            draft.signs.append(LEFT_DAY)
        if "amount" in left and "amount" not in draft.values:
            draft.signs.append(UNPRICED)
        named = [name for name in WORDED if name in self.fields]
        # A colour may say it, or another column, where these are blank.
        if named and not any(draft.values.get(name) for name in (*WORDED, COLOUR_STAGE)):
            draft.signs.append(NO_STATUS)
            draft.warn(named[-1], _("The row says no stage and no outcome; a new deal of it is open."))
        # A column of its own goes before days that other cells name.
        elif "back_on" not in draft.values and self.rests(draft):
            if back := self._return(draft) or self._said_return(draft):
                draft.values["back_on"] = back
            else:
                draft.signs.append(NO_RETURN)

    def _closing_day(self, draft: Draft) -> None:
        """What else than a column of its own may say it: the note of the row, or a column that is left out."""
        begun = draft.values.get("created_at")
        meant = {self._meaning(draft, word) for name in WORDED if (word := draft.values.get(name))}
        ends = meant & {WON, LOST}
        outcome = ends.pop() if len(ends) == 1 else ""
        note = draft.values.get("notes", "")
        if day := day_in(note, begun, self.today, self.settings, outcome=outcome):
            draft.values["closed_at"] = day
            text = quoting(
                _("The day that its note says is taken as the closing day."),
                in_words(day, self.settings.calendar),
            )
            draft.warn("closed_at", text, often=True)
        elif self.left_days:
            draft.left_days = self.left_days

    def _of_list(self, draft: Draft) -> None:
        """What all deals of a list are whose rows do not say it, or those with a day when they were lost."""
        if any(draft.values.get(name) for name in (*WORDED, COLOUR_STAGE)):
            return
        if self.settings.end:
            draft.values["outcome"] = self.settings.end
            draft.signs.append(f"{OF_LIST}{self.settings.end}")
        elif self.end_by_day and "closed_at" in draft.values:
            draft.values["outcome"] = self.end_by_day
            text = _("What the column of its closing day is called says how the deal ended.")
            draft.warn("closed_at", text, often=True)

    def _amount(self, draft: Draft) -> None:
        amount = draft.values.get("amount")
        if not amount or "currency" in draft.values:
            return
        if any(place < len(draft.cells) and may_be_thousands(draft.cells[place]) for place in self.doubted):
            draft.signs.append(POINTED)
            text = _("The point of the amount is read as that of a decimal; does it divide thousands?")
            draft.warn("amount", text, often=True)
        if self.settings.currency == "IRR" and amount < WORTH:
            sure = not isinstance(self.usual, OfFew)
            if sure and self.usual and amount * BELOW_USUAL <= self.usual:
                draft.signs.append(TINY)
                text = _("This is far below the usual amount of this list; is it in millions or thousands?")
                draft.warn("amount", text)
            else:
                draft.signs.append(SMALL_DEALS)
        if not self.usual:
            return
        if amount <= far_from(self.usual) * self.usual:
            return
        times = amount // self.usual
        told = f"{round(times, 1 - len(str(times))):,}"
        draft.signs.append(OUTLIER)
        text = _("This is about %(times)s times the usual amount of this list; is it in another unit?")
        draft.warn("amount", text % {"times": told})

    def word_of_left(self, draft: Draft) -> str:
        """The word of a stage or an outcome of which a person said that such rows do not come."""
        pipeline = draft.values.get("pipeline", "")
        words = (draft.values.get(name, "") for name in WORDED)
        keys = ((word, self.settings.stage_key(pipeline, word)) for word in words if word)
        return next((word for word, key in keys if self.settings.meaning_of(key) == SKIP), "")

    def of_colour(self, draft: Draft, colour: str) -> None:
        """Where the deal of a coloured row stands, or how it ended, as a person said of the colour."""
        meaning = self.settings.colours.get(colour, "")
        if (told := self.legend.get(colour)) and meaning in ("", NOTHING):
            # «زرد = داغ»: neither a stage nor an end, and yet somebody painted it.
            draft.remarks.append(_("Colour: %(words)s") % {"words": told})
        if words := [word for name in WORDED if (word := draft.values.get(name))]:
            draft.beside = colour if colour in self.legend else ""
            if meaning in ENDS and not any(map(partial(self._ends, draft), words)):
                self._end_of_colour(draft, colour, meaning)
            return
        draft.colour = colour
        if meaning.isdecimal():
            draft.values[COLOUR_STAGE] = meaning
        elif meaning and meaning != NOTHING:
            draft.values["outcome"] = meaning

    def _end_of_colour(self, draft: Draft, colour: str, meaning: str) -> None:
        """Who paints a row whose words go on says the end later than they do."""
        draft.colour = colour
        if word := draft.values.get("outcome"):
            draft.remarks.append(f"{BY_NAME['outcome'].label}: {word}")
        draft.values["outcome"] = meaning
        draft.signs.append(COLOURED)
        draft.warn("outcome", _("The words of the row go on; its colour says how the deal ended."))

    def _ends(self, draft: Draft, word: str) -> bool:
        """Does the word itself say an end?"""
        return self._meaning(draft, word) in ENDS

    def _meaning(self, draft: Draft, word: str) -> str:
        said = self.settings.meaning_of(self.settings.stage_key(draft.values.get("pipeline", ""), word))
        return outcome_told(word) if said is None else said

    def has_ended(self, draft: Draft) -> bool:
        """Does a word of the row say that its deal was won or lost, or a stage that is called so?"""
        return any(self._is_over(draft, word) for name in WORDED if (word := draft.values.get(name)))

    def _is_over(self, draft: Draft, word: str) -> bool:
        """The same of one word."""
        meaning = self._meaning(draft, word)
        return (outcome_said(word) if meaning.isdecimal() else meaning) in (WON, LOST)

    def rests(self, draft: Draft) -> bool:
        """Does a word of the row say that its deal waits for another time?"""
        pipeline = draft.values.get("pipeline", "")
        for word in filter(None, (draft.values.get(name, "") for name in WORDED)):
            said = self.settings.stages.get(self.settings.stage_key(pipeline, word))
            if (said or (outcome_said(word) if said is None else "")) == RESTING:
                return True
        return False

    def _return(self, draft: Draft) -> date | None:
        """The day of the next step, or one that is still to come in what the row says besides."""
        values = draft.values
        planned = values.get("next_step_on")
        day = planned.date() if isinstance(planned, datetime) else planned
        if day and day > self.today:
            return day
        texts = [values.get(name, "") for name in ("next_step", "next_step_said", "notes", *WORDED)]
        texts += [said for _words, said, _day in draft.status_days]
        return next(
            (found for text in texts if text and (found := coming_day(text, self.today, self.settings))), None
        )

    def _said_return(self, draft: Draft) -> date | None:
        """The day that its words say otherwise than in numbers: "parked - revisit March", "call back Jan 18 2027". A note
        also tells of what was: a day without its year is one to come back on where the line says so."""
        settings = self.settings
        read = partial(days.read_date, today=self.today, calendar=settings.calendar, order=settings.day_order)
        reader = Reader(read, self.today, settings.calendar, settings.day_order)
        for name, text in self._said_of_return(draft):
            if (dated := reader.day_of(text)) is None:
                continue
            day = date(dated.day.year, dated.day.month, dated.day.day)
            if day > self.today and (name != "notes" or dated.whole or _RETURNS.search(text)):
                said = f"{dated.said}{READ_AS}{in_words(day, dated.calendar)}"
                text = _("The deal comes back on the day that its words say.")
                draft.warn(name, quoting(text, said), often=True)
                return day
        return None

    def _said_of_return(self, draft: Draft) -> Iterator[tuple[str, str]]:
        for name in (*WORDED, "next_step", "next_step_said", "notes"):
            for line in str(draft.values.get(name, "")).splitlines():
                yield name, line

    def is_open(self, draft: Draft) -> bool:
        """Does no word of the row say that its deal has ended, or rests?"""
        pipeline = draft.values.get("pipeline", "")
        for word in filter(None, (draft.values.get(name, "") for name in WORDED)):
            said = self.settings.stages.get(self.settings.stage_key(pipeline, word))
            if (outcome_said(word) if said is None else said) in (WON, LOST, RESTING):
                return False
        return True


def coming_day(text: str, today: date, settings: Settings) -> date | None:
    """The first day of the future, with its year, that a text names; else the first of a month that it names so."""
    for found in _DAY.findall(to_latin(text)):
        try:
            day = days.read_date(found, today=today, calendar=settings.calendar, order=settings.day_order)
        except BadValue:
            continue
        if day > today:
            return day
    months = (
        days.first_of_month(found, today, settings.calendar) for found in _MONTH.findall(to_latin(text))
    )
    return next((month.plain() for month in months if month and month > today), None)


def tell_closed(draft: Draft, outcome: str, today: date) -> None:
    """A deal that goes on, as its row says, and has a closing day may well have ended."""
    closed, worded = draft.values.get("closed_at"), any(draft.values.get(name) for name in WORDED)
    if closed and closed <= today and worded and outcome == OPEN:
        draft.signs.append(CLOSED_OPEN)
        draft.warn("closed_at", _("The row has a closing day, and its word says that the deal goes on."))
