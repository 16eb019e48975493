"""Sets of imports as people see them: their parts in the order in which they are worked, and how far all is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from kariz.access.models import User
from kariz.exchange.models import ExpectedRow, Group, Import, ImportRow, ImportSet
from kariz.exchange.queries.known.books import is_short_list
from kariz.exchange.queries.known.custom import NEW
from kariz.exchange.queries.known.said_before import OTHERWISE
from kariz.exchange.queries.pages.imports import kept_rows, reasons_of, usual_of, warned_rows
from kariz.exchange.queries.pages.stopped import list_of, stopped_by_part
from kariz.reading.columns.fields import REQUIRED
from kariz.reading.deals.continued import CONTINUES
from kariz.reading.deals.other_books import COMES
from kariz.reading.rows.settings import DEALS
from kariz.web.errors import NotFound

ORDER = (
    "users",
    "companies",
    "contacts",
    "products",
    "deals",
    "lines",
    "committee",
    "obstacles",
    "activities",
    "notes",
    "files",
    "history",
)
"""What others point at comes first."""
WRITES = (Group.CREATED, Group.UPDATED, Group.MERGED)
"""Groups of rows that come in."""


def seen(user: User) -> QuerySet[ImportSet]:
    """The sets of the user and of whom they see, newest first."""
    user.require("import.view")
    return ImportSet.objects.visible_to(user).select_related("created_by").order_by("-id")


def load(pk: int, user: User) -> ImportSet:
    """Raises NotFound, NotAllowed."""
    whole = seen(user).filter(pk=pk).first()
    if whole is None:
        raise NotFound
    return whole


def load_own(pk: int, user: User) -> ImportSet:
    """One that the user may also work with. Raises NotFound."""
    whole = load(pk, user)
    if not user.reach.covers("change", whole.created_by_id):
        raise NotFound
    return whole


def parts_of(whole: ImportSet) -> list[Import]:
    """The parts in the order in which they are worked."""
    return in_order(Import.objects.filter(part_of=whole))


def over_of(whole: ImportSet) -> list[Import]:
    """The parts that are over; none while the set is at work."""
    return [] if whole.busy else over(parts_of(whole))


def over(parts: Sequence[Import]) -> list[Import]:
    return [part for part in parts if part.phase == Import.Phase.DONE]


def in_order(parts: Any) -> list[Import]:
    """By what they hold; of lists of deals, the one whose deals another goes on with comes before that one, and short ones
    of what is to be followed up come behind those that say the deals in full."""
    found = {part.pk: part for part in parts}
    return sorted(
        found.values(),
        key=lambda part: (
            not complete(part),
            ORDER.index(part.kind),
            depth(part, found),
            is_short_list(part),
            part.pk,
        ),
    )


def depth(part: Import, found: Mapping[int, Import]) -> int:
    """Over how many other lists the deals of this one have come."""
    seen: set[int] = set()
    while part.pk not in seen and (of := part.layout.get(CONTINUES, {}).get("of")) in found:
        seen.add(part.pk)
        part = found[of]
    return len(seen)


def complete(part: Import) -> bool:
    """Does it come in: do its columns name the record, and did nobody leave it aside?"""
    return is_known(part) and not stays_out(part)


def is_known(part: Import) -> bool:
    """Do its columns name the record?"""
    return bool(set(REQUIRED[part.kind]) & set(part.mapping.values()))


def stays_out(part: Import) -> bool:
    """Is it left aside, as a file of a set that is about something else?"""
    return part.part_of_id is not None and not part.options.get(COMES, True)


def left_out(part: Import) -> list[str]:
    """Columns that are not taken over."""
    return [column for column in part.columns if column not in part.mapping]


def is_thin(part: Import) -> bool:
    """Are fewer than half of the columns of a file that nobody knows taken over? Perhaps it holds something else."""
    source = str(part.options.get("source", ""))
    known = bool(source) and not source.startswith("file-")
    return not known and 2 * len(part.mapping) < len(part.columns)


def follows(part: Import) -> bool:
    """Does a list of companies or people leave it to the deals with them whose they are?"""
    kinds = (Import.Kind.COMPANIES, Import.Kind.CONTACTS)
    named = {"owner", "owner_ref"} & set(part.mapping.values())
    return part.kind in kinds and not named and part.options.get("owner") == DEALS


def followed(parts: Sequence[Import]) -> dict[str, int]:
    """The same of all parts as `followed` of each."""
    found: Counter[str] = Counter()
    for part in parts:
        found.update(part.followed)
    return dict(found)


def is_nameless(part: Import) -> bool:
    """Is no column of a list of deals what the deals are called, though one that is left out may be it?"""
    named = {"title", "product", "id"} & set(part.mapping.values())
    return part.changeable and part.kind == Import.Kind.DEALS and not named and bool(left_out(part))


AGAIN = "again"
"""Under which the layout keeps the columns whose field of the company's own is gone since."""


def made_again(part: Import) -> list[str]:
    """Columns whose field is gone since and is made anew, as the mapping only proposes it yet."""
    gone = part.layout.get(AGAIN, ())
    return [column for column in _proposed(part) if column in gone]


def newly_proposed(part: Import, user: User) -> list[str]:
    """Columns of which a field is made for the first time, unless it is left out; for who may make fields."""
    gone = part.layout.get(AGAIN, ())
    proposed = _proposed(part) if user.can("custom_field.manage") else []
    return [column for column in proposed if column not in gone]


def _proposed(part: Import) -> list[str]:
    return [column for column in part.columns if part.mapping.get(column, "").startswith(NEW)]


def foreseen(parts: Sequence[Import]) -> Counter[str] | None:
    """{group: rows} that a rehearsal of all these parts found, or None where one was not, or changed since."""
    found: Counter[str] = Counter()
    for part in parts:
        if part.outcome.get("version") != part.version:
            return None
        found.update(part.outcome["counts"])
    return found if parts else None


@dataclass(frozen=True, slots=True)
class Total:
    """What became, or would become, of the rows of one kind; `counts` by group."""

    kind: str
    label: str
    rows: int
    counts: dict[str, int]


def totals(parts: Sequence[Import]) -> list[Total]:
    """Of every kind of file, in the order in which they are worked: as foreseen before the run, as they came after."""
    found: dict[str, Total] = {}
    for part in parts:
        if not complete(part):
            continue
        total = found.setdefault(
            part.kind, Total(part.kind, part.get_kind_display(), 0, dict.fromkeys(Group.values, 0))
        )
        counts = part.outcome.get("counts", {}) if part.changeable else part.counts
        for group, count in counts.items():
            total.counts[group] += count
        found[part.kind] = replace(total, rows=total.rows + part.total)
    return list(found.values())


def came(parts: Sequence[Import]) -> dict[str, Any]:
    """{"rows", "counts": {group: rows}} over all parts, as the run left them."""
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.counts)
    return {
        "rows": sum(part.total for part in parts),
        "counts": {name: counts[name] for name in Group.values},
    }


def has_run(parts: Sequence[Import]) -> bool:
    """Has any of them come in, whatever became of it after?"""
    return any(not part.changeable and not part.busy for part in parts)


def bad_rows(whole: ImportSet) -> QuerySet[ImportRow]:
    """Rows that were refused, in all parts."""
    rows = ImportRow.objects.filter(of__part_of=whole, action=ImportRow.Action.REFUSED)
    return rows.select_related("of").order_by("of_id", "number")


def expected_bad(whole: ImportSet) -> QuerySet[ExpectedRow]:
    """Rows that would be refused, as far as the rehearsal kept them."""
    rows = ExpectedRow.objects.filter(of__part_of=whole, group=Group.REFUSED)
    return rows.select_related("of").order_by("of_id", "number")


def reasons(parts: Sequence[Import], group: str) -> list[tuple[str, int]]:
    """Why rows of all parts are in that group, the commonest first."""
    found: Counter[str] = Counter()
    for part in parts:
        found.update(dict(reasons_of(part, group)))
    return found.most_common(20)


def worth_a_look(parts: Sequence[Import]) -> dict[int, dict[str, Any]]:
    """{part: {"rows", "without", "group", "usual", "kept", "stopped", "otherwise", "deals"}}: how many rows are odd, or
    lack a cell that cannot be read, as the rehearsal found (and in which group most of them are), or as they came, and
    what is told of so many that it is no reason to look at each; how many records stay although the rows say otherwise,
    how many deals because their stage does not let them go, and where those are listed; how many rows came before by
    other columns. Three queries."""
    ran = [part for part in parts if not part.changeable and not part.busy]
    counts = warned_rows(*ran).order_by().values_list("of").annotate(rows=Count("*")) if ran else ()
    found: dict[int, dict[str, Any]] = {pk: {"rows": rows} for pk, rows in counts}
    kept = kept_rows(*ran).order_by().values_list("of").annotate(rows=Count("*")) if ran else ()
    for pk, rows in kept:
        found.setdefault(pk, {"rows": 0})["kept"] = rows
    stopped = stopped_by_part(*ran)
    for part in ran:
        if part.pk in stopped:
            found.setdefault(part.pk, {"rows": 0}).update(stopped=stopped[part.pk], deals=list_of(part))
    for part in parts:
        if part.changeable and part.outcome.get("version") == part.version:
            found[part.pk] = _foreseen_odd(part.outcome)
        if part.pk in found or part in ran:
            told = found.setdefault(part.pk, {"rows": 0})
            told |= {"usual": usual_of(part), OTHERWISE: part.outcome.get(OTHERWISE, 0)}
    return found


def _foreseen_odd(outcome: dict[str, Any]) -> dict[str, Any]:
    reasons = outcome.get("reasons", {})
    told = {group: sum(reasons.get(group, {}).values()) for group in WRITES}
    rows, without = outcome.get("odd", 0), outcome.get("without", 0)
    kept = {"kept": outcome.get("kept", 0), "stopped": outcome.get("stopped", 0), "expected": True}
    return kept | {"rows": rows, "without": without, "group": max(told, key=lambda group: told[group])}


def stayed(parts: Sequence[Import]) -> list[dict[str, Any]]:
    """What stayed when the set was taken back, and why; each record once."""
    found = {(one["kind"], one["id"]): one for part in parts for one in part.stays}
    return list(found.values())


def progress(whole: ImportSet, parts: list[Import]) -> dict[str, Any]:
    """{"done", "total", "percent", "seconds_left"} over all parts."""
    running = [part for part in parts if complete(part)]
    total = sum(part.total for part in running)
    done = sum(part.total if _is_through(whole, part) else part.position for part in running)
    share = min(1.0, done / total) if total else 1.0
    left = None
    if whole.busy and whole.started_at and done:
        passed = (timezone.now() - whole.started_at).total_seconds()
        left = round(passed / done * max(0, total - done))
    return {"done": done, "total": total, "percent": int(share * 100), "seconds_left": left}


def _is_through(whole: ImportSet, part: Import) -> bool:
    if whole.phase == ImportSet.Phase.CHECKING:
        return part.outcome.get("version") == part.version
    return part.phase in (Import.Phase.DONE, Import.Phase.TAKEN_BACK)
