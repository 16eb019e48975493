"""How one import is to be run: its options, checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.calendar import Calendar
from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.text import squash
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.scales import SCALES
from kariz.reading.deals.own_numbers import HOW
from kariz.reading.files.colours import is_colour
from kariz.web.errors import FieldErrors

SKIP, CREATE, FILL, UPDATE, ASK = "skip", "create", "fill", "update", "ask"
EXISTING = (SKIP, CREATE, FILL, UPDATE, ASK)
"""Leave the record as it is; make another one; fill what it lacks; overwrite; put the row aside for a person."""
GOES_ON = "goes on"
"""Of a row that goes on with the deal of another list: that the later list knows better what became of it."""
NEW = "new"
SAME_AS = "as:"
"""Begins the meaning of a name that stands for the same new seller as another name of the file."""
UNSAID = "ask"
"""Of a name that several people have: nobody has said whose it is, and the import does not start before."""
TELL = "tell"
ALIKE = (ASK, TELL)
"""Of a row that looks like somebody known: put it aside for a person; make a new record and say so."""
MENTIONED = (SKIP, CREATE, FILL, UPDATE)
DEALS = "deals"
"""Of rows that name no owner: their companies and people are whose the deals with them are, all else is mine."""
OWNERS = ("me", "nobody", DEALS)
CARDS = "vcard"
ADDRESS_BOOKS = frozenset({CARDS, "google"})
"""Shapes of lists of people that anybody keeps beside whatever else they use."""
CALENDARS = ("jalali", "gregorian")
DAY_ORDERS = ("", "day", "month")
"""What a date like 05/03/2027 begins with; "" where nobody has said: refused when both could be meant."""
WEIGHED, REFUSE, LEAVE = "weighed", "refuse", "leave"
UNREADABLE = (WEIGHED, REFUSE, LEAVE)
"""Of a row with a cell that cannot be read: it comes without a cell of little weight, and is refused for others; it is
always refused; it comes without any cell that it can do without."""
"""What becomes of a row with a cell that cannot be read: refused, or taken without the cell, which becomes a note."""
TAKE = "take"
SAME = "same"
"""Rows of deals that seem to be here are those deals."""
NAMES = "names"
"""Of a single row: it names the columns, and the rows below are read by it."""
ASIDES = (SKIP, TAKE)
"""What becomes of lines that look like totals and the like."""
OF_ROWS = (SKIP, TAKE, NAMES)
"""What a person may say of a single row."""
LEFT_BEFORE = "left_before"
"""Under which the layout keeps the numbers of rows that a person left out of an earlier import."""
MOST_APART = 2_000
"""So many names can be said to be companies of their own."""
MOST_ROWS = 500
"""So many rows can be spoken of one by one."""
SPLIT, NOTE, WHOLE = "split", "note", "whole"
SEVERAL = (SPLIT, NOTE, WHOLE)
"""What becomes of several names in one cell: a person of each, the first and the rest as a note, one odd name."""
UNITS = (
    "toman",
    "rial",
    "thousand toman",
    "million toman",
    "billion toman",
    "thousand rial",
    "million rial",
    "billion rial",
    "",
)
OF_DEAL, OF_ROW = "deal", "row"
NOTHING = "nothing"
ENDS = ("won", "lost", "resting", NOTHING, "")
"""What a colour of rows may mean, beside a stage; "" where nobody has said."""
LIST_ENDS = ("won", "lost", "resting")
ONE_DEAL, SURELY = "one", "sure"
DOUBLES = ("", ONE_DEAL, SURELY)
AMOUNTS_OF = (OF_DEAL, OF_ROW)
"""Of rows that share a number: each says the amount of the whole deal again, or that of its own line."""


WITHIN = " › "


@dataclass(slots=True)
class Settings:
    """Ids are numbers of records; `rate` is one unit of `currency` in the base currency; `stages` is
    {text in the file: stage id, "open", "won", "lost", "resting", SKIP where such rows do not come, or "" where nobody
    has said}."""

    pipeline: int | None = None
    stage: int | None = None
    end: str = ""
    """How deals ended of which no word of a row says where they stand: won, lost, resting; "" for open ones."""
    owner: str = "me"
    """Of rows that name none: me, nobody, DEALS, or the id of a user as text."""
    existing: str = "skip"
    """What becomes of records of the file's own kind that are there already."""
    existing_company: str = "skip"
    existing_contact: str = "skip"
    """The same for companies and people that a file of another kind names."""
    alike: str = ASK
    all_or_nothing: bool = False
    currency: str = "IRR"
    unit: str = "toman"
    scale: str = ""
    """By how much amounts in another currency than the rial are to be multiplied; `unit` says it of rials."""
    rate: str = "1"
    """"" where the currency is not the company's and nobody has said it: such an import does not start."""
    calendar: Calendar = "jalali"
    day_order: str = ""
    unreadable: str = WEIGHED
    asides: str = SKIP
    rows: dict[str, str] = field(default_factory=dict)
    """{number of a row: SKIP, TAKE or NAMES}: what a person says of it alone goes before what its kind of line gets."""
    several: str = SPLIT
    amounts_of: str = OF_DEAL
    doubles: str = SURELY
    """Of rows that say a deal again which another row says: each a deal, or one deal with that of the other row, or that
    only where one of the two lists is a short one of what is to be followed up and both say the same."""
    here: str = ""
    """SKIP: rows of deals that seem to be here already do not come; SAME: they are those deals."""
    comes: bool = True
    """Of a file of a set: False where it stays out, as it is about something else than what comes."""
    numbers: str = ""
    """Whose the numbers of a list of deals are: what other lists have, too; the same, whatever company; its own."""
    apart: list[str] = field(default_factory=list)
    """Names of companies that are each their own, whatever company they are like."""
    right_names: list[str] = field(default_factory=list)
    """Of several spellings of companies those that are the right names; of one company the last."""
    same_companies: dict[str, str] = field(default_factory=dict)
    """{name of a company: the name of the company that it is as well}"""
    source: str = ""
    """Whose numbers the records have: a known product, or a mark of the file's columns."""
    stages: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    """{word for why a deal was lost that is none of the reasons: id of one, NEW for a new one, or "" for "other" with the
    words as a note}"""
    colours: dict[str, str] = field(default_factory=dict)
    """{colour of rows that say no status: id of a stage, "won", "lost", "resting", NOTHING, or "" where nobody has said}"""
    people: dict[str, str] = field(default_factory=dict)
    """{name in the owner column: id of a user, NEW for a seller who is made, SAME_AS and another name, "" for
    nobody, or UNSAID}. Names that
    are not here mean the user who is called so, else NEW."""
    pipelines: dict[str, str] = field(default_factory=dict)
    """{pipeline of the other system: id of one here, or "" for the chosen one}. Words of the stages of such a
    pipeline stand in `stages` behind its name: "Upsell › Demo"."""

    def pipeline_of(self, said: str) -> int | None:
        """The pipeline here that deals of that one go to."""
        meant = self.pipelines.get(said, "")
        return int(meant) if meant else self.pipeline

    def all_pipelines(self) -> set[int]:
        """The ids of all pipelines here that deals go to."""
        ids = {self.pipeline, *map(self.pipeline_of, self.pipelines)}
        return {pk for pk in ids if pk is not None}

    def stage_key(self, said: str, word: str) -> str:
        """Under which a word of a stage stands in `stages`."""
        return (
            f"{said}{WITHIN}{word}"
            if self.pipelines.get(said) not in ("", None, str(self.pipeline))
            else word
        )

    def meaning_of(self, key: str) -> str | None:
        """What was said of a word of a stage, in whatever capitals: "HOT" is "Hot"."""
        return self.stages.get(as_said(key, self.stages))

    def reason_of(self, word: str) -> str:
        """What was said of a word for why a deal was lost."""
        return self.reasons.get(as_spelled(word, self.reasons), "")

    def person(self, name: str) -> str:
        """The name of an owner as it was asked about."""
        return as_spelled(name, self.people)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_recognised(self) -> bool:
        """Is the file an export of a product that is known here?"""
        return bool(self.source) and not self.source.startswith("file-")

    @property
    def of_product(self) -> bool:
        """Is it, and do its names stand for records that the product has as well? In an address book people typed them."""
        return self.is_recognised and self.source not in ADDRESS_BOOKS

    @property
    def factor(self) -> Decimal:
        """Minor units of the base currency in one minor unit of `currency`, given both have their scales."""
        return Decimal(self.rate or 0)


def as_spelled(word: str, said: Collection[str]) -> str:
    """The word as it was asked about, capitals and signs aside; the word itself where nobody asked."""
    if word in said or not word:
        return word
    key = squash(word) or word
    return next((other for other in said if squash(other) == key), word)


def as_said(word: str, said: Collection[str]) -> str:
    """The same of words for how a deal stands: "Won?" is another one than "Won"."""
    return (
        word if word in said else as_spelled(word, [one for one in said if is_asked(one) == is_asked(word)])
    )


def settings_of(given: Mapping[str, Any]) -> Settings:
    """Raises FieldErrors naming every option that is wrong or unknown."""
    names = Settings.__dataclass_fields__
    kept = {name: value for name, value in given.items() if name in names}
    if isinstance(people := kept.get("people"), dict):
        # Who is to come and is called just so: a new seller of this name is that one.
        kept["people"] = {
            name: NEW if value == f"{SAME_AS}{name}" else value for name, value in people.items()
        }
    errors: dict[str, list[Any]] = {name: [_("There is no such option.")] for name in set(given) - set(names)}
    errors |= _not_offered(kept)
    errors |= {name: [_("This value has the wrong structure.")] for name in _misshapen(kept)}
    if kept.get("currency", "IRR") not in CURRENCIES:
        errors["currency"] = [_("This currency is not known.")]
    if kept.get("rate") != "" and not _is_rate(kept.get("rate", "1")):
        errors["rate"] = [_("The rate must be a number above zero.")]
    for name in ("pipeline", "stage"):
        if kept.get(name) is not None and not isinstance(kept[name], int):
            errors[name] = [_("This is not the number of a record.")]
    if "rows" not in errors and len(kept.get("rows", {})) > MOST_ROWS:
        errors["rows"] = [_("At most %(max)d rows can be chosen one by one.") % {"max": MOST_ROWS}]
    if errors:
        raise FieldErrors(errors)
    return Settings(**kept)


_OFFERED: dict[str, Collection[str]] = {
    "existing": EXISTING,
    "existing_company": MENTIONED,
    "existing_contact": MENTIONED,
    "alike": ALIKE,
    "calendar": CALENDARS,
    "day_order": DAY_ORDERS,
    "unreadable": UNREADABLE,
    "asides": ASIDES,
    "several": SEVERAL,
    "amounts_of": AMOUNTS_OF,
    "numbers": HOW,
    "doubles": DOUBLES,
    "here": ("", SKIP, SAME),
    "end": ("", *LIST_ENDS),
    "unit": UNITS,
    "scale": SCALES,
}


def _not_offered(kept: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What is none of the values that its option offers."""
    wrong = {
        name: allowed for name, allowed in _OFFERED.items() if name in kept and kept[name] not in allowed
    }
    said = kept.get("owner", "me")
    if said not in OWNERS and not (_is_id(said) and said) and not _is_other("", said):
        wrong["owner"] = OWNERS
    text = _("Choose one of: %(choices)s.")
    return {name: [text % {"choices": ", ".join(filter(None, allowed))}] for name, allowed in wrong.items()}


def _misshapen(kept: Mapping[str, Any]) -> set[str]:
    """Options of which the value is no value of its kind, whatever it says."""
    fits: dict[str, Callable[[Any], bool]] = {
        "stages": lambda given: _maps(given, lambda _name, value: isinstance(value, str)),
        "colours": lambda given: _maps(
            given, lambda name, value: is_colour(name) and (value in ENDS or _is_id(value))
        ),
        "pipelines": lambda given: _maps(given, lambda _name, value: _is_id(value)),
        "people": lambda given: _maps(
            given, lambda name, value: value in (NEW, UNSAID) or _is_id(value) or _is_other(name, value)
        ),
        "reasons": lambda given: _maps(given, lambda _name, value: value == NEW or _is_id(value)),
        "rows": _are_rows,
        "apart": _are_names,
        "right_names": _are_names,
        "same_companies": lambda given: isinstance(given, dict) and _are_names([*given, *given.values()]),
        "source": lambda given: isinstance(given, str) and len(given) <= 20,
        "all_or_nothing": lambda given: isinstance(given, bool),
        "comes": lambda given: isinstance(given, bool),
    }
    return {name for name, are in fits.items() if name in kept and not are(kept[name])}


def _maps(given: Any, fits: Callable[[Any, Any], bool]) -> bool:
    return isinstance(given, dict) and all(fits(name, value) for name, value in given.items())


def _is_id(text: Any) -> bool:
    return isinstance(text, str) and (text == "" or (text.isdecimal() and len(text) < 19))


def _is_other(name: str, meaning: Any) -> bool:
    return (
        isinstance(meaning, str) and meaning.startswith(SAME_AS) and meaning not in (SAME_AS, SAME_AS + name)
    )


def _are_names(given: Any) -> bool:
    return (
        isinstance(given, list)
        and len(given) <= MOST_APART
        and all(isinstance(name, str) and len(name) <= 400 for name in given)
    )


def _are_rows(given: Any) -> bool:
    return isinstance(given, dict) and all(
        _is_id(number) and number and said in OF_ROWS for number, said in given.items()
    )


def _is_rate(text: Any) -> bool:
    try:
        rate = Decimal(str(text))
    except InvalidOperation:
        return False
    return rate.is_finite() and 0 < rate < 10**11
