"""What all chunks of one run share: the settings, the pipeline, and who and what the rows' words mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property, partial
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.actions.at_work.at_hand import AtHand, Lists
from kariz.exchange.actions.at_work.refs import OWN, Refs, codes_alone
from kariz.exchange.actions.installation.of_processes import OfProcesses
from kariz.exchange.actions.rows.packed_files import Packed
from kariz.exchange.actions.rows.products_of_rows import Products
from kariz.exchange.actions.rows.sellers_of_rows import Sellers
from kariz.exchange.actions.setup import why_lost
from kariz.exchange.models import Import, ImportRow
from kariz.exchange.queries.known.books import book_of, is_short_list
from kariz.exchange.queries.known.columns_before import ColumnsBefore
from kariz.exchange.queries.known.continued import later_keys
from kariz.exchange.queries.known.continued_before import before_of
from kariz.exchange.queries.known.doubles import doubles_before
from kariz.exchange.queries.known.given_jobs import given_jobs, last_event
from kariz.exchange.queries.known.lost import Reasons
from kariz.exchange.queries.known.reading import SEEN, reader_of
from kariz.exchange.queries.known.said_before import SaidBefore, said_before
from kariz.exchange.queries.known.said_places import said_places, spoken_of
from kariz.exchange.queries.known.sources import deals_of
from kariz.exchange.queries.known.tables import table_of
from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import to_latin
from kariz.organisation.queries.current import organisation
from kariz.pipeline.actions import stage_work
from kariz.pipeline.models import Deal, LostReason, Pipeline, Stage
from kariz.pipeline.queries.rates import rates
from kariz.pipeline.queries.stages import Process, process_of
from kariz.reading.days.days import Instant
from kariz.reading.deals import stages
from kariz.reading.deals.doubles import Doubles
from kariz.reading.deals.lost_reasons import answered_in, said_in
from kariz.reading.deals.own_numbers import NUMBERS
from kariz.reading.layout.tables import Table
from kariz.reading.rows.drafts import Draft, Note
from kariz.reading.rows.settings import Settings, settings_of
from kariz.reading.rows.usual import Usual, usual_of

YEAR = re.compile(r"(?<!\d)(?:1[34]|20)\d\d(?!\d)")
APART, OF_BEFORE, AGAIN = "\x1f", "\x1e", "\x1d"


@dataclass(slots=True)
class Result:
    """What became of one draft, before it is written down."""

    draft: Draft
    action: str = ""
    kind: str = ""
    pk: int | None = None
    made: list[tuple[str, int]] = field(default_factory=list)
    again: str = ""
    """Which row says its deal, where that is to be one deal with this."""
    joined: bool = False
    """The record was known by what it is like; the row named none."""
    before: str = ""
    """Of a product line that came before: what is said of the row where nothing is different."""
    policy: str = ""
    """What the row may write into the deal that is there, where that is not what the import may."""
    moves: bool = False
    """Although it only fills what its deal lacks, the deal stands where it says."""
    own: frozenset[str] = frozenset()
    """Fields of the deal that is there which somebody changed here since an import brought it: they stay as they are."""
    together: bool = False
    """The deal that it speaks of came with it, from this import or another list of its set."""
    compared: bool = False
    """It was skipped because its deal has all that it says, but for a stage that does not let it go."""
    stopped: bool = False
    """The stage of its deal did not let that go where the row says."""
    held: list[str] = field(default_factory=list)
    """Fields that the record has otherwise, and that stay."""
    filled: set[str] = field(default_factory=set)
    """Fields that the row has written into a record that was there."""
    firm_stays: bool = False
    """Its person stays with their company, and what the row calls that is no other one."""
    apart: bool = False
    """It is none of the deal that has its number."""
    firm_changed: bool = False
    """Its company, which is here, has something from it."""
    people_went: bool = False
    """People whom it names went with the import that brought them, and its record stayed."""
    binned: bool = False
    """Its record is in the bin."""
    told: bool = False
    """The same row came in before."""
    said: dict[str, Any] = field(default_factory=dict)
    """All that the row says, where it writes only a part of it."""
    otherwise: set[str] = field(default_factory=set)
    """Fields of columns that meant something else when the same row came in before."""
    joins: bool = False
    """An earlier row of the import has given its deal notes; `noted`: this one does."""
    noted: bool = False
    added: list[str] = field(default_factory=list)
    """What its record gets that it did not have, of a rehearsal."""

    def end(self, action: str, kind: str = "", pk: int | None = None) -> None:
        self.action, self.kind, self.pk = action, kind, pk

    def ask(self, text: Any, kind: str, pk: int) -> None:
        self.draft.warn("", text)
        self.end(ImportRow.Action.ASKED, kind, pk)

    def refuse(self, text: Any, name: str = "") -> None:
        self.draft.refuse(name, text)
        self.end(ImportRow.Action.REFUSED)

    def skip(self, text: Any, kind: str = "", pk: int | None = None, *, stays: bool = False) -> None:
        self.draft.warn("", text, stays=stays)
        self.end(ImportRow.Action.SKIPPED, kind, pk)

    @property
    def number(self) -> str:
        """By which the deal of the row is known among those of its chunk."""
        key = self.draft.values.get("external_id", "")
        return f"{APART}{key}" if key and self.apart else key or self.draft.group

    @property
    def goes_on(self) -> str:
        """The same of the deal of another list that it goes on with."""
        return f"{OF_BEFORE}{self.draft.continues}" if self.draft.continues else self.again

    @property
    def notes(self) -> list[Note]:
        return self.draft.errors


class Context:
    """One run of one import by one person."""

    def __init__(self, one: Import, by: User) -> None:
        company = organisation()
        self.one, self.by = one, by
        self.own = OWN[one.kind]
        self.settings: Settings = settings_of(one.options)
        self.zone = ZoneInfo(company.timezone)
        self.today: date = timezone.now().astimezone(self.zone).date()
        self.table: Table = table_of(one)
        self.reader = reader_of(one, self.today)
        self.fields = self.reader.fields
        self.base = company.currency
        self.rate = minor_rate(self.settings, self.base)
        self.rates = rates()
        self.now = timezone.now()
        if one.kind in (Import.Kind.DEALS, Import.Kind.HISTORY):
            self._open_pipeline()
        self.rehearses = False
        """Is all that is written taken back?"""
        self.at_once = True
        """Are deals that are there written together?"""
        self.was_there: dict[str, bool] = {}
        """Kinds of which there was something before the import began."""
        self.chosen: dict[int, int] = {}
        """{row number: record} that a person said the row is."""
        self._doubles: Doubles | None = None
        self.linked: dict[str, set[int]] = {}
        self._deals, self._before = deals_of(one), before_of(one)
        self.titles_tell = bool(one.layout.get(NUMBERS, {}).get("titles"))
        """Do titles tell one deal from another with its number?"""
        self._spare = one.layout.get(NUMBERS, {}).get("spare", "")
        self.gone_on: dict[str, int] = {}
        """{rows of one deal of the present chunk: the deal}, where it came in before and has a further row since."""
        self.again: dict[int, tuple[int, int]] = {}
        """{row that says a deal again: (import, row) that said it}, where it is to be one deal."""
        self.surely: set[int] = set()
        """Those of them of which nobody need be asked."""
        self.changed: dict[int, int] = {}
        """{row: the deal that it brought before}, of rows that say something else since, in a list without numbers."""
        self.columns_before = ColumnsBefore(one)
        self.came: dict[int, int] = {}
        """{row: the record that it brought}, of rows that came in before by other columns."""
        self.is_short = one.part_of_id is not None and is_short_list(one)
        """Is it a short list of what is to be followed up, beside others of a set? What they say, they know better."""
        self.here: dict[int, int] = {}
        """{row: the deal}, of rows that seem to be here already."""
        self._since = last_event(one)
        self.apart: set[str] = set()
        """Numbers that rows have of which a deal of another company has them."""
        self.processes_there = OfProcesses(self.by, self.now)
        self.packed: Packed | None = None
        """The files beside the list, which were unpacked for the present chunk."""
        self.forget()

    process: Process
    default_stage: Stage
    stages: dict[str, Stage]

    def _open_pipeline(self) -> None:
        used = self.settings.all_pipelines()
        self.processes = {one.pk: process_of(one) for one in Pipeline.objects.filter(pk__in=used)}
        self.enter(self.settings.pipeline or 0)

    processes: dict[int, Process]

    def enter(self, pipeline: int) -> None:
        """Let words of stages mean those of this pipeline."""
        self.process = self.processes[pipeline]
        chosen = self.process.stage(self.settings.stage) if self.settings.stage else None
        self.default_stage = chosen or self.process.stages[0]
        self.stages = {str(stage.pk): stage for stage in self.process.stages}

    def usual_due(self, deal: Deal) -> datetime | None:
        """When the step is due that a stage plans: a step without a day is due then, too."""
        process = self.processes.get(deal.pipeline_id)
        return stage_work.first_due(process.activities).get(deal.stage_id) if process else None

    def enter_of(self, draft: Draft) -> int:
        """Enter the pipeline that the row names, or the chosen one; its id."""
        pipeline = self.settings.pipeline_of(draft.values.get("pipeline", "")) or 0
        if self.process.pipeline.pk != pipeline:
            self.enter(pipeline)
        return pipeline

    def meaning(self, draft: Draft, word: str) -> str:
        """What a word for a stage or an outcome means in the pipeline that was entered: as a person said, else as it
        reads."""
        said = draft.values.get("pipeline", "")
        if said or self.process.pipeline.pk == self.settings.pipeline:
            found = self.settings.meaning_of(self.settings.stage_key(said, word))
            return stages.match(word, self.process.stages) if found is None else found
        # The row names no pipeline, but its deal is in one: as the rows that name it were understood.
        names = [
            name
            for name in self.settings.pipelines
            if self.settings.pipeline_of(name) == self.process.pipeline.pk
        ]
        keys = [self.settings.stage_key(name, word) for name in names]
        found = next((said for key in keys if (said := self.settings.meaning_of(key)) is not None), None)
        return stages.match(word, self.process.stages) if found is None else found

    def forget(self) -> None:
        """Ask the database afresh: what was kept may have been rolled back."""
        self.made: dict[tuple[str, int], Any] = {}
        """Companies and contacts that the present chunk made, by kind and id."""
        self.empty: set[int] = set()
        """Companies that were made just now and have no people yet."""
        self.companies: dict[int, int] = {}
        """{row number: id of the company} of the deals of the present chunk."""
        self.refs = Refs(self.settings.source, self.one, self.by, self._deals)
        self.spare = Refs(self.settings.source, self.one, self.by, self._spare)
        """Of rows that are none of the deals which have their numbers."""
        self.before = Refs(self.settings.source, self.one, self.by, self._before)
        """Of the list with whose deals rows go on."""
        self.taken: set[str] = set()
        """Numbers that deals of another system show already."""
        self.sellers = Sellers(self.one, self.by, self.settings, self.refs, self.own)
        self.products = Products(self.by, self.refs)
        self._reasons: Reasons | None = None
        self._other_reason: list[LostReason | None] = []
        self.hand = AtHand(self.by)

    def expect(self, drafts: Sequence[Draft]) -> None:
        """These rows come next: what they lead to is asked for all of them at once."""
        for kind in ("company", "contact", "product"):
            self.refs.ask(kind, [draft.values.get(f"{kind}_ref", "") for draft in drafts])
        before = self.refs.firms_of_before(codes_alone(drafts)).ids
        self.hand.let_go()
        self.hand = AtHand(
            self.by,
            drafts,
            lambda kind, key: self.refs.id(kind, key) or (before.get(key) if kind == "company" else None),
            Lists(
                jobs=lambda ids: given_jobs(ids, self.one, self._since),
                others=partial(spoken_of, one=self.one),
                places=partial(said_places, one=self.one),
            ),
        )

    @cached_property
    def usual(self) -> Usual:
        """What is told of so many rows that it is said once."""
        first = islice(self.table.rows(), SEEN)
        return usual_of((self.reader.read(number, cells) for number, cells in first), self.fields)

    @cached_property
    def later(self) -> frozenset[str]:
        """The numbers of its deals with which other lists of the set go on."""
        return later_keys(self.one)

    def tell_doubles(self, drafts: Sequence[Draft]) -> None:
        """Say of rows which row of this file, or of one before it in the set, says the same deal."""
        if self._doubles is None:
            self._doubles = doubles_before(self.one, self.today)
        book = book_of(self.one)
        for draft in drafts:
            self._doubles.tell(draft, book)
            draft.double = self.again.get(draft.number, draft.double)
            draft.surely = draft.surely or draft.number in self.surely

    @cached_property
    def said_before(self) -> dict[int, SaidBefore]:
        return said_before(self.one, self.own)

    @cached_property
    def _sheets(self) -> dict[int, str]:
        parts = Import.objects.filter(part_of=self.one.part_of_id) if self.one.part_of_id else ()
        return {part.pk: part.sheet or part.name for part in parts}

    def is_later(self, result: Result) -> bool:
        """Was the row that says a deal again written later than the other? It is of a list behind that one, and of no year
        before it, as far as the names of both say. A short list of what is to be followed up only adds to deals."""
        other = result.draft.double[0] if result.draft.double else self.one.pk
        years = [year_in(self._sheets.get(pk, "")) for pk in (other, self.one.pk)]
        return not self.is_short and other != self.one.pk and not (all(years) and years[1] < years[0])

    def lost_reason(self, text: str) -> LostReason | None:
        """The reason that the words mean, as a person said or as they read; None for other words."""
        return self._reason(text, self.settings) if text else None

    def noted_reason(self, notes: str) -> LostReason | None:
        """The same of a remark: what somebody said of a word of the lists that come together holds there, too."""
        said = self._reasons_said
        if word := answered_in(notes, said):
            return self._reason(word, replace(self.settings, reasons=said))
        return self.lost_reason(said_in(notes))

    def _reason(self, text: str, settings: Settings) -> LostReason | None:
        if self._reasons is None:
            self._reasons = Reasons()
        return why_lost.meant(text, self._reasons, settings, self.by)

    @cached_property
    def _reasons_said(self) -> dict[str, str]:
        return why_lost.said_of_all(self.one)

    def other_reason(self) -> LostReason | None:
        """The reason that words are added to; None where the company has put it away."""
        if not self._other_reason:
            other = LostReason.objects.filter(retired_at=None, template=LostReason.OTHER)
            self._other_reason = [other.first()]
        return self._other_reason[0]

    def moment(self, day: date) -> datetime:
        """The beginning of the day in the company's zone; of a day of which the very moment is known, that one."""
        return day.at if isinstance(day, Instant) else datetime.combine(day, time(), self.zone)

    def at(self, value: date) -> datetime:
        """The moment that a row names: in its own zone, else in the company's."""
        if not isinstance(value, datetime):
            return self.moment(value)
        return value if value.tzinfo else value.replace(tzinfo=self.zone)


def year_in(name: str) -> int:
    """The year that a sheet or a file is called by; 0 where its name has none, or several."""
    found = {int(year) for year in YEAR.findall(to_latin(name))}
    return found.pop() if len(found) == 1 else 0


def minor_rate(settings: Settings, base: str) -> Decimal:
    """Minor units of the base currency in one minor unit of the import's, from the rate of whole units."""
    if settings.currency == base:
        return Decimal(1)
    whole = 10 if base == "IRR" and settings.unit.endswith("toman") else 1
    return settings.factor * CURRENCIES[base].scale * whole / CURRENCIES[settings.currency].scale
