from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kariz.jobs.leases import Work
from kariz.localisation.said import worded
from kariz.reading.files.colours import with_shades

from .sets import ImportSet, OwnImports

if TYPE_CHECKING:
    from kariz.access.models import User


GAVE_UP = "gave_up"
"""Under which the outcome tells what was under way when the import was given up."""


class Import(Work):
    """One file on its way in. `state` is the worker's, `phase` is what people see."""

    MAX_TRIES: ClassVar[int] = 5
    """A quarter of an hour: somebody waits for it."""

    class Kind(models.TextChoices):
        DEALS = "deals", _("Deals")
        CONTACTS = "contacts", _("Contacts")
        COMPANIES = "companies", _("Companies")
        USERS = "users", _("Users")
        PRODUCTS = "products", _("Products")
        LINES = "lines", _("Product lines of deals")
        ACTIVITIES = "activities", _("Activities")
        NOTES = "notes", _("Notes")
        HISTORY = "history", _("History of stages")
        COMMITTEE = "committee", _("Buying committees of deals")
        OBSTACLES = "obstacles", _("Obstacles of deals")
        FILES = "files", _("Files on records")

    class Phase(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MAPPED = "mapped", _("Ready to run")
        CHECKING = "checking", _("Being checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")
        TAKING_BACK = "taking_back", _("Being taken back")
        TAKEN_BACK = "taken_back", _("Taken back")

    part_of = models.ForeignKey(ImportSet, null=True, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=150)
    stored = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    """By which the same file is known when it is brought again."""
    layout = models.JSONField(default=dict)
    """How the file is read: {"type", "encoding", "delimiter", "header", "skip"}."""
    columns = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DEALS)
    mapping = models.JSONField(default=dict)
    """{column name: field name}; a column that is not in it is left out."""
    options = models.JSONField(default=dict)
    phase = models.CharField(max_length=12, choices=Phase, default=Phase.UPLOADED)
    position = models.PositiveIntegerField(default=0)
    """Rows worked off."""
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    merged_count = models.PositiveIntegerField(default=0)
    """Of the updated: rows that named no record and were known by phone, e-mail or name."""
    asked_count = models.PositiveIntegerField(default=0)
    """Rows put aside until a person says what becomes of them."""
    outcome = models.JSONField(default=dict)
    """What a rehearsal of the whole file found: {"version", "counts": {group: rows}, "reasons": {group: {text: rows}},
    "said": {text: a note that words it},
    "records": {kind: number}, "odd": rows that come and are worth a look, "without": rows that come without a cell,
    "here": rows of what is here already, "kept": those among them that say otherwise, "binned": rows of what is in the bin,
    "stopped": rows whose deal its stage does not let go where they say,
    "otherwise": rows that came in before, when their columns meant something else, and are compared anew,
    "compared": rows, as they came, that were skipped because their deals have all that they say,
    "usual": [what is told of so many rows that it is no reason to look at each, with its "rows"], also as they came}.
    Empty while nobody asked; out of date when `version` is not the import's."""
    kept_count = models.PositiveIntegerField(default=0)
    """Records that were changed since, and stayed when the import was taken back."""
    stayed = models.JSONField(default=list)
    """The first of what stayed when it was taken back: [{"kind", "id", "name", "why"}]."""
    takes_changed = models.BooleanField(default=False)
    """Taking it back takes what people changed since, too."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    worked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who started the run or the taking back: the work is done with their rights."""
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = OwnImports.as_manager()

    together: Sequence[Import] | None = None
    """The imports of its set, with itself, as they are just being changed in memory; None where the database knows them."""

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="import_to_do", condition=Q(state__in=["waiting", "running"])
            ),
            models.Index(fields=["digest"], name="import_same_file", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def batch(self) -> str:
        """The mark that every event of this import, or of the set that it is part of, carries."""
        return f"import-{self.pk}" if self.part_of_id is None else f"imports-{self.part_of_id}"

    @property
    def own_sheet(self) -> str:
        """Which sheet of the workbook it is, where the workbook has several."""
        return str(self.layout.get("sheet", "")) if self.layout.get("of_many") else ""

    @property
    def sheet(self) -> str:
        """The same for who reads it, with the columns where it is one of several tables beside each other."""
        columns = self.columns_apart
        if not columns:
            return self.own_sheet
        said = {"sheet": str(self.layout.get("sheet", "")), "first": columns[0], "last": columns[-1]}
        if said["sheet"]:
            return str(_("%(sheet)s (columns %(first)s to %(last)s)") % said)
        return str(_("columns %(first)s to %(last)s") % said)

    @property
    def columns_apart(self) -> list[str]:
        """The letters of the first and the last column, of one of several tables beside each other."""
        told = self.layout.get("beside", {})
        return list(told["tables"][told["place"]]) if told.get("reading") == "apart" else []

    @property
    def mark_of_sheet(self) -> str:
        """By which it is told from other tables of its workbook that have the same columns."""
        return " ".join(filter(None, [self.own_sheet, "-".join(self.columns_apart)]))

    @property
    def stays(self) -> list[dict[str, Any]]:
        """What stayed, with the reasons in the reader's language."""
        return [one | {"why": worded(one.get("said", {"text": one["why"]}))} for one in self.stayed]

    @property
    def lines_left_out(self) -> list[int]:
        """The numbers of lines that are no records, or that a person left out."""
        own = self.options.get("rows", {})
        asides = self.layout.get("asides", {}) if self.options.get("asides") != "take" else {}
        lines = {*asides, *own} - {number for number, said in own.items() if said == "take"}
        return sorted(map(int, lines))

    @property
    def left_before(self) -> list[int]:
        """Those among them that were left out of an earlier import, too."""
        known = set(self.layout.get("left_before", ()))
        return [number for number in self.lines_left_out if number in known]

    @property
    def acts_as(self) -> User:
        """As whom its rows are read and written: whoever set it going last, else whoever brought the file."""
        return self.worked_by or self.created_by

    @property
    def agreed_colours(self) -> dict[str, str]:
        """{colour: how deals ended by the words of its other rows}."""
        return dict(self.layout.get("agreed_colours", {}))

    @property
    def legend(self) -> dict[str, str]:
        """{colour: what a line above the table says that it means}"""
        return with_shades(self.layout.get("legend", {}), self.layout.get("colours", {}))

    @property
    def followed(self) -> dict[str, int]:
        """{"company", "contact"}: how many came to whoever has their deals, as no row said whose they are."""
        return dict(self.layout.get("followed", {}))

    @property
    def left_out(self) -> int:
        """How many such lines there are."""
        return len(self.lines_left_out)

    @property
    def noted(self) -> int:
        """How many of its lines have notes on their cells."""
        return int(self.layout.get("noted") or 0)

    @property
    def counts(self) -> dict[str, int]:
        """{group: rows} that came; each row is in one group."""
        found = {group: getattr(self, f"{group}_count") for group in Group.values}
        return found | {Group.UPDATED: self.updated_count - self.merged_count}

    @property
    def busy(self) -> bool:
        return self.phase in (self.Phase.CHECKING, self.Phase.RUNNING, self.Phase.TAKING_BACK)

    @property
    def stumbled(self) -> bool:
        """Did its last try fail, and does it wait for the next one?"""
        return self.busy and self.state == self.State.WAITING and self.tries > 0 and bool(self.error)

    @property
    def minutes_to_next(self) -> int:
        """Until the next try of one that stumbled."""
        return max(1, round((self.due_at - timezone.now()).total_seconds() / 60))

    @property
    def gave_up(self) -> str:
        """What was under way when its last try failed; "" where no fault stopped it."""
        stopped = self.phase == self.Phase.FAILED and self.state == self.State.FAILED
        return str(self.outcome.get(GAVE_UP, "")) if stopped else ""

    @property
    def changeable(self) -> bool:
        return self.phase in (self.Phase.UPLOADED, self.Phase.MAPPED)


class ImportRow(models.Model):
    """What became of one row of the file. `number` is the row as a spreadsheet counts it."""

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        SKIPPED = "skipped", _("Skipped")
        REFUSED = "refused", _("Refused")
        ASKED = "asked", _("Waiting for your decision")

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=8, choices=Action)
    errors = models.JSONField(default=list)
    """[{"field", "text"}] why it was refused or skipped: the text of who imported, with what words it for others."""
    warnings = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    """The row as it was, kept only where somebody must look at it."""
    result_kind = models.CharField(max_length=10, blank=True, default="")
    result_id = models.BigIntegerField(null=True)
    joined = models.BooleanField(default=False)
    """The record was known by phone, e-mail or name; the row named none."""
    made = models.JSONField(default=list)
    """[[kind, id]] of what was created beside the result."""
    fingerprint = models.CharField(max_length=32)
    cell_marks = models.TextField(blank=True, default="")
    """Of a row of a list of deals or people that came in, or whose record has all that it says: a mark for each of its
    cells, and one for its colour."""
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["of_id", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_row_once")]
        indexes = [
            models.Index(
                fields=["fingerprint"],
                name="import_row_known",
                condition=Q(action__in=["created", "updated"], taken_back=False),
            ),
            models.Index(
                fields=["result_kind", "result_id"],
                name="import_row_found",
                condition=Q(action__in=["skipped", "updated"]),
            ),
            models.Index(fields=["of", "number"], name="import_row_bad", condition=Q(action="refused")),
            models.Index(fields=["of", "number"], name="import_row_asked", condition=Q(action="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.of_id}:{self.number}"

    @property
    def why(self) -> list[str]:
        """Why it was refused, in the reader's language."""
        return [worded(note) for note in self.errors]

    @property
    def told(self) -> list[str]:
        """What is odd about it, in the reader's language."""
        return [worded(note) for note in self.warnings]


class Group(models.TextChoices):
    """What would become of a row."""

    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    MERGED = "merged", _("Merged into a record")
    ASKED = "asked", _("Put aside for you")
    SKIPPED = "skipped", _("Skipped")
    REFUSED = "refused", _("Refused")


class ExpectedRow(models.Model):
    """One of the first rows of each group, as the rehearsal found it. Gone when the import starts."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="expected")
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=8, choices=Group)
    title = models.CharField(max_length=300, blank=True, default="")
    notes = models.JSONField(default=list)
    """[{"field", "text"}] why, and what is odd about it."""
    cells = models.JSONField(default=list)
    result_kind = models.CharField(max_length=10, blank=True, default="")
    result_id = models.BigIntegerField(null=True)
    """The record that is there already."""

    class Meta:
        ordering = ["of_id", "group", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "group", "number"], name="import_expected_once")]

    def __str__(self) -> str:
        return f"{self.of_id}:{self.number} {self.group}"

    @property
    def told(self) -> list[str]:
        """Why, in the reader's language."""
        return [worded(note) for note in self.notes]


class RememberedMapping(models.Model):
    """What a person said of files with these columns, offered when such a file comes again."""

    signature = models.CharField(max_length=32)
    """Of the folded names of the columns, in any order."""
    kind = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    """{folded column: field}"""
    options = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signature", "by"], name="import_mapping_once")]
        indexes = [models.Index(fields=["signature", "-used_at"], name="import_mapping_known")]

    def __str__(self) -> str:
        return self.signature
