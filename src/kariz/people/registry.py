"""What other areas tell people at start: panels on a record's page, listeners, what of theirs hangs on a record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from .words import Words

Build = Callable[[HttpRequest, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    template: str
    build: Build
    order: int


_panels: dict[str, list[Panel]] = {"contact": [], "company": []}


def register_panel(kind: str, template: str, build: Build, *, order: int = 100) -> None:
    """Show `template` on pages of `kind` with what `build(request, record)` returns; None leaves it out."""
    panel = Panel(template, build, order)
    if panel not in _panels[kind]:
        _panels[kind] = sorted([*_panels[kind], panel], key=lambda one: one.order)


def panels(kind: str, request: HttpRequest, record: Any) -> list[str]:
    """The rendered panels of one record's page."""
    built = [(panel.template, panel.build(request, record)) for panel in _panels[kind]]
    return [
        render_to_string(template, {"record": record, **context}, request)
        for template, context in built
        if context is not None
    ]


@dataclass(frozen=True, slots=True)
class HeadLink:
    """What begins from a record, in the head of its page; `url(record)` opens in the page's window."""

    label: Any
    icon: str
    capability: str
    url: Callable[[Any], str]


_head_links: dict[str, list[HeadLink]] = {"contact": [], "company": []}


def register_head_link(kind: str, link: HeadLink) -> None:
    if link not in _head_links[kind]:
        _head_links[kind].append(link)


def head_links(kind: str, user: Any, record: Any) -> list[dict[str, Any]]:
    """The links that the user may follow from this record."""
    return [
        {"label": link.label, "icon": link.icon, "url": link.url(record)}
        for link in _head_links[kind]
        if user.can(link.capability)
    ]


FitListener = Callable[[str, Sequence[int]], None]
_fit_listeners: list[FitListener] = []


def register_fit_listener(listener: FitListener) -> None:
    """Let `listener(kind, ids)` follow, in the same transaction, when the kept match of records changed."""
    if listener not in _fit_listeners:
        _fit_listeners.append(listener)


def tell_fit(kind: str, ids: Sequence[int]) -> None:
    if ids:
        for listener in _fit_listeners:
            listener(kind, ids)


@dataclass(frozen=True, slots=True)
class Repoint:
    """How what refers to a record follows it when it is merged into another.

    `move(survivor id, other ids)` lets all that refers to the others refer to the survivor, inside the merge's
    transaction, and returns what it moved as plain JSON. `back(survivor id, moved)` lets it refer to the others again,
    where nobody changed it since, and returns how many could not. `count(ids)` is {id: how many refer to it}.
    """

    name: str
    label: Any
    move: Callable[[int, Sequence[int]], Any]
    back: Callable[[int, Any], int]
    count: Callable[[Sequence[int]], dict[int, int]] | None = None


_repoints: dict[str, dict[str, Repoint]] = {}


def on_merge(kind: str, repoint: Repoint) -> None:
    """Have `repoint` called whenever records of `kind` are merged, and when that is undone."""
    _repoints.setdefault(kind, {})[repoint.name] = repoint


def repoints(kind: str) -> list[Repoint]:
    """In the order in which they were registered, lower areas first."""
    return list(_repoints.get(kind, {}).values())


Gone = Callable[[str, Sequence[int]], Any | None]
_gone: list[Gone] = []


def register_gone(why: Gone) -> None:
    """`why(kind, ids)`: why one of these records must not come back when their merge is undone; None where they may."""
    if why not in _gone:
        _gone.append(why)


def why_gone(kind: str, ids: Sequence[int]) -> Any | None:
    return next((text for why in _gone if (text := why(kind, ids)) is not None), None)


@dataclass(frozen=True, slots=True)
class DuplicateTab:
    """A further kind of what may stand twice, beside contacts and companies; `count`: how many pairs the user is shown."""

    kind: str
    label: Any
    icon: str
    url_name: str
    capability: str
    count: Callable[[Any], int] = lambda _user: 0


_tabs: list[DuplicateTab] = []


def register_duplicate_tab(tab: DuplicateTab) -> None:
    if tab not in _tabs:
        _tabs.append(tab)


def duplicate_tabs(user: Any) -> list[DuplicateTab]:
    """Those that the user may open."""
    return [tab for tab in _tabs if user.can(tab.capability)]


def duplicates_of_tabs(user: Any) -> int:
    """How many pairs these show the user."""
    return sum(tab.count(user) for tab in duplicate_tabs(user))


Teller = Callable[[Any, Any], tuple[str, str] | None]
_tellers: dict[str, list[Teller]] = {}


def register_merge_teller(kind: str, teller: Teller) -> None:
    """After a merge of records of `kind` tell the user (text, address) of what `teller(survivor, user)` found."""
    if teller not in _tellers.setdefault(kind, []):
        _tellers[kind].append(teller)


def told_of_merge(kind: str, survivor: Any, user: Any) -> list[tuple[str, str]]:
    return [told for teller in _tellers.get(kind, []) if (told := teller(survivor, user)) is not None]


Customers = Callable[[], QuerySet[Any]]
_customers: dict[str, Customers] = {}


def register_customers(kind: str, ids: Customers) -> None:
    """Name the query of the ids of those who bought: companies, or the contacts they bought through."""
    _customers[kind] = ids


def customers(kind: str) -> Any:
    """A query of ids, or an empty list while no area above knows."""
    return _customers[kind]() if kind in _customers else []


@dataclass(frozen=True, slots=True)
class Personal:
    """What an area keeps about a person, and how it goes when the person asks for that.

    `ids` are the contact's own and those of all that were merged into it. `kept(ids)` is all of it as plain JSON, each
    with "what" (a line for people) and "at" (ISO, or None). `redact(ids, words)` takes it out, inside the transaction
    of the erasing, and returns how many things it touched; what must stay, as a deal does, loses `words`. `files(ids)`
    are those that go into the person's archive.
    """

    name: str
    label: Any
    kept: Callable[[Sequence[int]], list[dict[str, Any]]]
    redact: Callable[[Sequence[int], Words], int]
    files: Callable[[Sequence[int]], Sequence[Any]] | None = None


_personal: dict[str, dict[str, Personal]] = {"contact": {}}


def on_erase(kind: str, personal: Personal) -> None:
    """Have what an area keeps about people of `kind` shown, exported and erased with the rest."""
    _personal[kind][personal.name] = personal


def personal(kind: str) -> list[Personal]:
    """In the order in which they were registered, lower areas first."""
    return list(_personal[kind].values())


@dataclass(frozen=True, slots=True)
class Numbers:
    """What records are called in other systems, as the area above that keeps it knows.

    `of(kind, ids)` is {id: [(number, name of the system or "")]}, `having(kind, number)` a query of ids, and
    `give(kind=, pk=, number=, by=)` keeps a number of a new record, inside its transaction; it raises FieldErrors.
    """

    of: Callable[[str, Sequence[int]], Mapping[int, Sequence[tuple[str, Any]]]]
    having: Callable[[str, str], Any]
    give: Callable[..., None]


_numbers: list[Numbers] = []


def register_numbers(numbers: Numbers) -> None:
    _numbers[:] = [numbers]


def numbers() -> Numbers:
    """Raises LookupError while no area above keeps any."""
    for found in _numbers:
        return found
    raise LookupError("no area keeps numbers of other systems")


@dataclass(frozen=True, slots=True)
class Running:
    """What still goes on with a company, or with a person who is the customer: `deals` open ones, of which the user sees
    those that come to `total`, in minor units of the company's currency; `unseen` are a colleague's."""

    deals: int
    total: int
    unseen: int = 0


RunningOf = Callable[[Sequence[int], Any], Mapping[int, Running]]
_running: dict[str, RunningOf] = {}


def register_running(kind: str, running: RunningOf) -> None:
    """`running(ids, user)`: what still goes on with records of `kind`, of those with whom anything does."""
    _running[kind] = running


def running(kind: str, ids: Sequence[int], user: Any) -> Mapping[int, Running]:
    return _running[kind](ids, user) if ids and kind in _running else {}


Reached = Callable[[Collection[int]], Iterable[tuple[int, str, str]]]
"""(company, kind, normal form) of how people of these companies are reached who are in no other way known as theirs."""
_reached: list[Reached] = []


def register_reached(reached: Reached) -> None:
    """People whom what hangs on companies names."""
    if reached not in _reached:
        _reached.append(reached)


def reached_through(ids: Collection[int]) -> Iterator[tuple[int, str, str]]:
    for reached in _reached:
        yield from reached(ids)
