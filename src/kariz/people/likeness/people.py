"""Two contacts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kariz.localisation.text import fold

from .. import normal
from ..models import DIALLED, PointKind
from . import names
from .evidence import BEHIND, Likeness, weigh

WEIGHTS = {
    "mobile": 6.0,
    "email": 6.0,
    "handle": 5.0,
    "phone": 2.0,  # a switchboard rings for everybody
    "mailbox": 1.0,  # info@, sales@
    "name": 3.5,
    "name_alike": 2.5,
    "name_given": 2.0,
    "name_initial": 1.0,
    "name_part": 1.0,
    "name_family": 0.5,
    "company": 3.0,
    "company_alike": 2.0,
    "position": 1.0,
    "not_name": -5.0,
    "not_company": -2.5,
    "not_mobile": -2.0,
    "not_email": -1.0,
    "not_position": -0.5,
}
OWN_KEYS = frozenset({"mobile", "email", "handle"})
"""What belongs to one person."""
_MAILBOX_NAMES = (
    "info sales sale office admin support contact hello mail factory export import hr finance pr ceo"
)
_MAILBOXES = frozenset(_MAILBOX_NAMES.split())


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as likeness looks at it: everything in its normal form."""

    words: tuple[str, ...]
    mobiles: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    mailboxes: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    firm: tuple[str, ...] = ()
    position: str = ""

    @classmethod
    def of(
        cls, *, name: str, points: Iterable[tuple[str, str]] = (), company: str = "", position: str = ""
    ) -> Person:
        """`points` are pairs of kind and normal form; `company` is its name."""
        sorted_: dict[str, set[str]] = {
            "mobiles": set(),
            "phones": set(),
            "emails": set(),
            "mailboxes": set(),
            "handles": set(),
        }
        for kind, value in points:
            sorted_[_shelf(kind, value)].add(value if kind in DIALLED or "@" in value else f"{kind}:{value}")
        return cls(
            words=names.person_words(name),
            firm=names.firm_words(company) if company else (),
            position=fold(position),
            **{shelf: frozenset(values) for shelf, values in sorted_.items()},
        )


def of_people(one: Person, other: Person) -> Likeness:
    """How likely these are one person."""
    found = [
        _shared("mobile", one.mobiles, other.mobiles),
        _shared("email", one.emails, other.emails),
        "mailbox" if one.mailboxes & other.mailboxes else "",
        "handle" if one.handles & other.handles else "",
        "phone" if one.phones & other.phones else "",
        names.people(one.words, other.words),
        _company(one, other),
        _position(one, other),
    ]
    reasons = [reason for reason in found if reason]
    if OWN_KEYS & set(reasons):
        # Who has one mobile in common may well have two; who changed employer has another mailbox there.
        reasons = [one for one in reasons if one not in ("not_mobile", "not_email")]
    related = (
        names.DIFFERENT in reasons and "mobile" in reasons and names.family_shared(one.words, other.words)
    )
    if related:
        # Perhaps a brother: a person decides.
        reasons[reasons.index(names.DIFFERENT)] = "name_family"
    if "email" in reasons and names.DIFFERENT in reasons and names.nothing_shared(one.words, other.words):
        # A list that names two people beside one address says whose it is of neither.
        reasons = list(dict.fromkeys("mailbox" if one == "email" else one for one in reasons))
    own = bool(OWN_KEYS & set(reasons))
    # Of one house and one family may well be two who have these names.
    doubt = related or (not own and bool({names.GIVEN, names.INITIAL} & set(reasons)))
    return _with_forms(weigh(reasons, WEIGHTS, keys=OWN_KEYS, doubt=doubt), one, other)


def _with_forms(likeness: Likeness, one: Person, other: Person) -> Likeness:
    """The reason says which given names are taken for one."""
    if names.GIVEN not in likeness.reasons:
        return likeness
    forms = names.given_forms(*sorted((one.words, other.words))) or ()
    words = " = ".join(word.title() for form in forms[:1] for word in form)
    told = (
        f"{names.GIVEN}{BEHIND}{words}" if reason == names.GIVEN else reason for reason in likeness.reasons
    )
    return replace(likeness, reasons=tuple(told))


def _shelf(kind: str, value: str) -> str:
    if kind in DIALLED:
        return "mobiles" if kind != PointKind.PHONE or normal.is_mobile(value) else "phones"
    if kind == PointKind.EMAIL:
        return "mailboxes" if value.partition("@")[0] in _MAILBOXES else "emails"
    return "handles"


def _shared(key: str, one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return ""
    return key if one & other else f"not_{key}"


def _company(one: Person, other: Person) -> str:
    if not one.firm or not other.firm:
        return ""
    return {
        names.SAME: "company",
        names.ALIKE: "company_alike",
        names.KIND: "company_alike",
        names.SHORT: "company_alike",
        names.PART: "company_alike",
        names.DIFFERENT: "not_company",
    }[names.firms(one.firm, other.firm)]


def _position(one: Person, other: Person) -> str:
    if not one.position or not other.position:
        return ""
    return "position" if one.position == other.position else "not_position"
