"""The profiles as the settings list them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from kariz.access.models import User
from kariz.jobs.leases import Work
from kariz.records.custom import gone
from kariz.rules.sentence import sentence
from kariz.web.errors import NotFound

from ..models import SUBJECTS, Band, FitRun, Profile, Weight
from ..rules.fit import parts_of
from .fit import MODELS


@dataclass(frozen=True, slots=True)
class Line:
    """One part in words; `readable` is false where the field that it asks for is gone."""

    weight: str
    weight_label: str
    text: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A profile with its parts in words and how many records it suits best, by band."""

    profile: Profile
    lines: list[Line]
    bands: list[tuple[str, str, int]]

    @property
    def count(self) -> int:
        return sum(count for _band, _label, count in self.bands)


def load(pk: int) -> Profile:
    """Raises NotFound."""
    profile = Profile.objects.filter(pk=pk).first()
    if profile is None:
        raise NotFound
    return profile


def listed(kind: str, *, by: User) -> list[Listed]:
    """All profiles of a kind, those in use first, in two queries."""
    counts: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = MODELS[kind].objects.visible_to(by).exclude(fit_profile=None)
    for profile, band, count in (
        rows.order_by().values_list("fit_profile", "fit_band").annotate(count=Count("pk"))
    ):
        counts[profile][band] = count
    every = Profile.objects.filter(kind=kind).order_by("position", "id")
    in_order = sorted(every, key=lambda one: one.retired_at is not None)
    return [Listed(one, lines_of(one), _bands(counts[one.pk])) for one in in_order]


def _bands(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(band.value, str(band.label), counts.get(band, 0)) for band in Band if counts.get(band)]


def lines_of(profile: Profile) -> list[Line]:
    """The parts in words."""
    return [
        Line(
            part.weight,
            str(Weight(part.weight).label),
            part.name or (sentence(part.rule, subject=SUBJECTS[profile.kind]) if part.rule else ""),
            part.rule is not None,
        )
        for part in parts_of(profile)
    ]


def under_way() -> list[FitRun]:
    """The kinds whose records are being judged anew."""
    return list(FitRun.objects.exclude(state=Work.State.DONE).order_by("kind"))


def runs() -> list[Any]:
    """Every kind's work, done or not, for programs."""
    return list(FitRun.objects.order_by("kind"))


def asking(subject: str) -> dict[str, list[str]]:
    """{key of a custom field of this kind of record: the profiles in use that ask for it}."""
    found: dict[str, list[str]] = {}
    for profile in Profile.objects.filter(retired_at=None):
        rules = [part.get("rule") for part in profile.parts]
        keys = {key for kind, key in gone.named_in_rule(rules, profile.kind) if kind == subject}
        for key in sorted(keys):
            name = {"kind": profile.get_kind_display(), "name": profile.name}
            found.setdefault(key, []).append(_("%(kind)s “%(name)s”") % name)
    return found
