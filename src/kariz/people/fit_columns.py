"""The columns of a table that say how well a record matches; they are there once somebody described whom they look for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.records import tables
from kariz.records.tables import Cell, Column, Group
from kariz.records.tables.shower import Shower
from kariz.rules.operators import Type

from .models import Band, Profile
from .rule_fields import profile_choices

LABELS = dict(Band.choices)


def register_all() -> None:
    """Called once when the application starts."""
    for kind in ("company", "contact"):
        tables.register_provider(kind, partial(fit_columns, kind))


def fit_columns(kind: str, path: str = "", dot: str = "") -> Iterable[Column]:
    """The match, its band and the profile of the record at `path` ("company__"); none while there is no profile."""
    if not Profile.objects.filter(kind=kind, retired_at=None).exists():
        return []
    persona = kind == Profile.Kind.CONTACT
    name = "persona" if persona else "profile"
    return [
        Column(
            name=f"{dot}fit",
            label=_("match with the persona") if persona else _("match with the ideal customer"),
            type=Type.NUMBER,
            show=partial(_score, path),
            reads=(f"{path}fit", f"{path}fit_known", f"{path}fit_band"),
            order=f"{path}fit",
            rule_field=f"{dot}fit",
            width=120,
        ),
        Column(
            name=f"{dot}fit_band",
            label=_("how well it matches"),
            type=Type.CHOICE,
            show=partial(_band, path),
            reads=(f"{path}fit_band",),
            group=Group(path=f"{path}fit_band", names=lambda: LABELS),
            rule_field=f"{dot}fit_band",
            usual=False,
        ),
        Column(
            name=f"{dot}{name}",
            label=_("persona") if persona else _("ideal customer profile"),
            type=Type.REFERENCE,
            show=partial(_profile, path),
            reads=(f"{path}fit_profile__name",),
            group=Group(path=f"{path}fit_profile_id", names=lambda: dict(profile_choices(kind))),
            rule_field=f"{dot}{name}",
            usual=persona,
            width=170,
        ),
    ]


def _of(path: str, record: Any) -> Any:
    return getattr(record, path.removesuffix("__")) if path else record


def _score(path: str, record: Any, shower: Shower) -> Cell:
    judged = _of(path, record)
    if judged is None or judged.fit is None:
        return Cell("")
    known = _("%(known)s%% of it is known") % {"known": shower.number(judged.fit_known)}
    title = f"{LABELS.get(judged.fit_band, '')} · {known}"
    tone = "good" if judged.fit_band == Band.STRONG else ""
    return Cell(shower.number(judged.fit), tone=tone, title=title)


def _band(path: str, record: Any, _shower: Shower) -> str:
    judged = _of(path, record)
    return str(LABELS.get(judged.fit_band, "")) if judged else ""


def _profile(path: str, record: Any, _shower: Shower) -> str:
    judged = _of(path, record)
    return judged.fit_profile.name if judged and judged.fit_profile else ""
