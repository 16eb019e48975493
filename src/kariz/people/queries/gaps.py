"""What is not known yet of the best candidates, and where to fill it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from kariz.access.models import User
from kariz.rules.fields import all_of

from ..models import SUBJECTS, Band, Profile
from . import fit
from .fit import MODELS, Criteria, Shown

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Gap:
    """One field that nobody filled: on the record itself, or on the company of a contact (`of_company`)."""

    field: str
    label: str
    of_company: bool

    @property
    def own_field(self) -> str:
        return self.field.removeprefix("company.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record with its best match as it is now, and what that match waits for."""

    record: Any
    shown: Shown
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class Gaps:
    """`waiting`: how many candidates there are; `counts`: of those shown, how many lack which field."""

    waiting: int
    candidates: list[Candidate]
    counts: list[tuple[str, int]]


def gaps(kind: str, *, by: User) -> Gaps:
    """The candidates that could match best, had somebody filled what is missing."""
    rows = MODELS[kind].objects.changeable_by(by).filter(fit_known__lt=100).exclude(fit_band=Band.WEAK)
    rows = rows.select_related("owner", *(["company"] if kind == "contact" else []))
    reach = Coalesce(F("fit"), 0) + 100 - F("fit_known")
    asked = fit.profiles(kind)
    best = rows.annotate(reach=reach).order_by("-reach", "fit", "id")[:SHOWN] if asked else []
    found = [candidate(kind, record, asked) for record in best]
    counts = Counter(gap.label for one in found for gap in one.gaps)
    return Gaps(rows.count() if asked else 0, found, counts.most_common())


def candidate(kind: str, record: Any, asked: Sequence[Criteria] | None = None) -> Candidate:
    """One record, judged now. The kept profile may have gone meanwhile; the best of now counts."""
    shown = fit.shown(kind, record, asked)
    if not shown:
        raise LookupError("there is no profile")
    return Candidate(record, shown[0], _gaps(kind, record, shown[0]))


def _gaps(kind: str, record: Any, shown: Shown) -> list[Gap]:
    known = all_of(SUBJECTS[kind])
    names = [name for part in shown.parts for name in fit.open_fields(part, record, kind)]
    found = []
    for name in dict.fromkeys(names):
        of_company = kind == Profile.Kind.CONTACT and name.startswith("company.")
        found.append(Gap(name, str(known[name].label), of_company))
    return found
