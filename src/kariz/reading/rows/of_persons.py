"""What cells say of a person: links and names in social networks, yes or no, roles, who spoke first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kariz.localisation.digits import to_latin
from kariz.localisation.said import gettext as _
from kariz.localisation.text import squash
from kariz.people import normal
from kariz.people.models import StartedBy
from kariz.reading.cells import mailboxes
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import BadValue, read_line, read_text
from kariz.reading.columns.person_fields import PERSON_TARGETS, SAID, SOCIAL
from kariz.reading.columns.settling import PERSON, most
from kariz.reading.rows.work_rows import role_of

if TYPE_CHECKING:
    from kariz.reading.rows.drafts import Draft

KINDS = frozenset({"deals", "contacts"})
LABELS = {target.name: target.label for target in PERSON_TARGETS}
LOOKED_AT = 50
_SIGNS = {"✓": "yes", "✔": "yes", "✅": "yes", "☑": "yes", "✗": "no", "✘": "no", "❌": "no", "☐": "no"}


_YES = keys_of("yes|y|true|1|بله|بلی|آره|آری|هست|است|دارد|تصمیم گیرنده|تصمیم گیر|decision maker|dm")
_NO = keys_of("no|n|false|0|نه|خیر|نیست|ندارد|نمی باشد")
_NOBODY_KNOWS = keys_of("unknown|not sure|?|نامشخص|نامعلوم|نمی دانم")
_BOUND = {StartedBy.THEM.value: keys_of("inbound|ورودی"), StartedBy.US.value: keys_of("outbound|خروجی")}
"""Words that say who spoke first wherever they stand."""
_STARTED = {
    StartedBy.THEM.value: _BOUND["them"]
    | keys_of(
        "them|they|they did|customer|client|the customer|incoming|in|lead|prospect|آنها|خودشان|خودش|او|مشتری|"
        "خود مشتری|از طرف مشتری|مخاطب|خریدار|طرف مقابل"
    ),
    StartedBy.US.value: _BOUND["us"]
    | keys_of(
        "us|we|we did|me|our side|outgoing|out|sales|seller|our team|ما|خودمان|خود ما|از طرف ما|من|فروش|فروشنده|"
        "تیم فروش|شرکت ما"
    ),
}
_ROLE_HEADERS = keys_of(
    "role|contact role|buyer role|buying role|role in decision|نقش|نقش در خرید|نقش در تصمیم|نقش در تصمیم گیری|نقش خرید|"
    "نقش مخاطب|نقش شخص|نقش در کمیته خرید"
)
_SAYS_ROLE = re.compile(r"^نقش|نقش$|role$")
_ROLES = keys_of("role|نقش")
"""Of a job, unless the cells say buying roles."""
_DECIDES = next(target.keys for target in PERSON_TARGETS if target.name == "decision_maker")
_HOSTS = {
    "linkedin": re.compile(r"(?:^|[./@])linkedin\.com(?=[/?]|$)", re.IGNORECASE),
    "telegram": re.compile(r"(?:^|[./@])(?:t\.me|telegram\.me)(?=[/?]|$)", re.IGNORECASE),
    "instagram": re.compile(r"(?:^|[./@])instagram\.com(?=[/?]|$)", re.IGNORECASE),
    "whatsapp": re.compile(r"(?:^|[./@])(?:wa\.me|api\.whatsapp\.com)(?=[/?]|$)", re.IGNORECASE),
}
_OF_FIRM = re.compile(r"linkedin\.com/(?:company|school|showcase)/", re.IGNORECASE)
_HANDLE = re.compile(r"@?[A-Za-z0-9][\w.\-]{1,63}(?:/[\w.\-%]{2,100})?", re.ASCII)
_JOINING = frozenset(("", "و", "یا", "and", "or", "/", "-", "–"))
_BETWEEN = re.compile(r"[\s,;،؛|]+")
LONGEST = 254


class Way(str):
    """A way to reach somebody, of which kind it is."""

    __slots__ = ("kind",)

    kind: str

    def __new__(cls, kind: str, value: str) -> Way:
        found = super().__new__(cls, value)
        found.kind = kind
        return found


def told(means: Mapping[str, str], kind: str, values: Mapping[str, Sequence[Cell]]) -> dict[str, str]:
    """{column: field} of such columns as their cells say them, "" of one that is none although its header says so."""
    found: dict[str, str] = {}
    if kind not in KINDS:
        return found
    for column, name in means.items():
        cells = [str(cell) for cell in values[column][:LOOKED_AT]]
        said = _told(squash(column), name, cells, set(means.values()))
        if said is not None and (not said or said not in found.values()):
            found[column] = said
    return found


def _told(key: str, name: str, cells: Sequence[str], others: set[str]) -> str | None:
    if not cells:
        return None
    if network := _network(name, cells):
        return network
    if name in SOCIAL:
        return name if 2 * sum(map(_reaches, cells)) >= len(cells) else ""
    if key in _ROLE_HEADERS or (name in ("", "position", "contact") and _SAYS_ROLE.search(key)):
        if most(bool(role_of(cell)) for cell in cells):
            return "role"
        return ("" if "position" in others - {name} else "position") if key in _ROLES else None
    if key in _DECIDES or name == "decision_maker":
        if most(bool(role_of(cell)) and squash(cell) not in _YES for cell in cells):
            return "role"
        answered = sum(yes_or_no(cell) is not None or squash(cell) in _NOBODY_KNOWS for cell in cells)
        return "decision_maker" if 2 * answered >= len(cells) else "" if others & PERSON else "contact"
    if name == "is_firm":
        return name if most(squash(cell) in _FIRM | _PERSON for cell in cells) else ""
    if name in ("channel", "started_by") and most(bool(started(cell)) for cell in cells):
        return "started_by"
    return None


def _network(name: str, cells: Sequence[str]) -> str:
    """The network of links, whatever is above them; where they lead to several, to any of them."""
    if name not in (*SOCIAL, "", "website", "notes", "channel", "contact"):
        return ""
    found = {host for cell in cells for part in _parts(cell) if (host := _host(part))}
    if not found or not most(any(map(_host, _parts(cell))) for cell in cells):
        bare = not name and most(cell.strip().startswith("@") and _reaches(cell) for cell in cells)
        return "social" if bare else ""
    return found.pop() if len(found) == 1 and name != "social" else "social"


def _parts(cell: str) -> list[str]:
    return [part for part in _BETWEEN.split(cell) if part not in _JOINING]


def _host(part: str) -> str:
    found = next((kind for kind, host in _HOSTS.items() if "." in part and host.search(part)), "")
    # The page of a company is nobody's.
    return "" if found == "linkedin" and _OF_FIRM.search(part) else found


def _reaches(cell: str) -> bool:
    if normal.phone(cell):
        return True
    parts = _parts(cell)
    # A name may stand alone; several words are words.
    return all(_host(part) or normal.phone(part) or _is_handle(part, alone=len(parts) == 1) for part in parts)


def _is_handle(part: str, *, alone: bool) -> bool:
    fits = _HANDLE.fullmatch(part.lstrip("/")) is not None and any(map(str.isalpha, part))
    return fits and (alone or part.startswith("@"))


def names_deciders(column: str) -> bool:
    """Does the header of a column of people say that they decide?"""
    return squash(column) in _DECIDES


def ways(name: str, cell: Cell) -> list[Way]:
    """The ways to reach somebody in a cell of one of SOCIAL."""
    text = to_latin(read_line(cell))
    if name == "whatsapp" and (number := normal.phone(text)):
        return [Way(name, number)]
    parts = _parts(text) if not normal.phone(text) else [text]
    found = [way for part in parts if (way := _way(name, part, alone=len(parts) == 1))]
    if not found or len(found) < len(parts):
        raise BadValue(_("This leads to nobody in a social network."))
    return found


def own_ways(name: str, cell: Cell) -> list[Way]:
    """The same of a file of ours: whatever it holds was typed by a person."""
    parts = re.split(r"\n|, ", read_text(cell))
    return [Way("other" if name == "social" else name, part.strip()) for part in parts if part.strip()]


def _way(name: str, part: str, *, alone: bool) -> Way | None:
    kind = _host(part) or ("other" if name == "social" else name)
    if kind == "whatsapp":
        number = normal.phone(f"+{digits}" if (digits := _digits_of_link(part)) else part)
        return Way(kind, number) if number else None
    if name != "social" and (number := normal.phone(part)):
        # A number in a network of names is how it knows somebody who has none.
        return Way(kind, number)
    fits = bool(_host(part)) or _is_handle(part, alone=alone)
    return Way(kind, part.rstrip("/")) if fits and len(part) <= LONGEST else None


def _digits_of_link(part: str) -> str:
    if not _host(part):
        return ""
    link = urlsplit(part if "//" in part else f"//{part}")
    return re.sub(r"\D", "", link.path) or re.sub(r"\D", "", link.query.partition("text=")[0])


def yes_or_no(cell: Cell) -> bool | None:
    """None of what is neither."""
    text = read_text(cell).strip()
    key = squash(_SIGNS.get(text[:1], "")) or squash(text)
    return True if key in _YES else False if key in _NO else None


def started(word: str) -> str:
    """Who spoke first, one of StartedBy; "" where the word does not say it."""
    return next((who for who, keys in _STARTED.items() if squash(word) in keys), "")


_FIRM = keys_of("company|true|1|yes|organisation|organization|legal|حقوقی|شرکت|بله|سازمان|شخص حقوقی")
_PERSON = keys_of("individual|person|contact|false|0|no|natural|حقیقی|شخص|خیر|فرد|شخص حقیقی")


def of_firm(values: dict[str, Any]) -> None:
    """A row of a list of people that says it is of a company names nobody, and has the company's number."""
    if squash(values.pop("is_firm", "")) not in _FIRM or not {"contact", "company"} & set(values):
        return
    name = values.pop("contact", "")
    values["company"] = name or values["company"]
    values.pop("company_ref", None)
    if number := values.pop("external_id", ""):
        values["company_ref"] = number
    mailboxes.keep(values)
    values["only_company"] = True


def finish(draft: Draft, *, named: bool) -> None:
    """Words become what the record of a person holds; what nobody understands, and what is said of nobody, is kept in the
    notes and told. `named`: does the row name a person?"""
    values = draft.values
    if not named:
        for name in (*SAID, *SOCIAL, "reports_to"):
            if said := values.pop(name, None):
                line = f"{_label(name)}: {'، '.join(said) if isinstance(said, list) else said}"
                values["notes"] = "\n".join(filter(None, [values.get("notes", ""), line]))
        return
    _decide(draft)
    _read(draft, "role", _first_role)
    if who := next((who for who, keys in _BOUND.items() if squash(values.get("channel", "")) in keys), ""):
        values.setdefault("started_by", who)
        del values["channel"]
    _read(draft, "started_by", started)


def _first_role(words: str) -> str:
    """HubSpot says several: "Decision Maker;Champion"."""
    return next((role for word in re.split(r"[;|]", words) if (role := role_of(word))), "")


def _decide(draft: Draft) -> None:
    values = draft.values
    if (word := values.pop("decision_maker", None)) is None:
        return
    if (answer := yes_or_no(word)) is not None:
        values["decision_maker"] = answer
    elif role_of(word):
        values.setdefault("role", word)
    elif squash(word) not in _NOBODY_KNOWS:
        _leave(draft, "decision_maker", word)


def _read(draft: Draft, name: str, meaning: Any) -> None:
    if (word := draft.values.pop(name, "")) and (found := meaning(word)):
        draft.values[name] = found
    elif word and squash(word) not in _NOBODY_KNOWS:
        _leave(draft, name, word)


def _leave(draft: Draft, name: str, word: str) -> None:
    text = _("“%(word)s” says nothing that is known here; it is kept as a note.")
    draft.warn(name, text % {"word": word[:60]}, word)
    draft.remarks.append(f"{_label(name)}: {word}")


def _label(name: str) -> str:
    return str(LABELS.get(name) or _("Buying role"))
