"""What of people and records follows a contact or company into its survivor."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from .actions import namesakes, pairs_of_merges, repointing
from .actions.repointing import Column
from .models import Contact
from .registry import Repoint, on_merge

LABELS = {"comment": _("notes"), "file": _("files")}


def register_all() -> None:
    """Called once when the application starts."""
    points = Repoint(
        "points",
        "",
        repointing.move_points,
        repointing.points_back,
    )
    on_merge("contact", points)
    people = Column("people", _("people"), Contact, "company", versioned=True, counted={"deleted_at": None})
    on_merge("company", people.repoint())
    below = Column(
        "reports", _("people who report to them"), Contact, "reports_to", versioned=True, apart=True
    )
    on_merge("contact", below.repoint())
    for kind in ("contact", "company"):
        for model in _hanging():
            on_merge(kind, _hangs_on(kind, model).repoint())
        pairs = Repoint("pairs", "", pairs_of_merges.settle(kind), pairs_of_merges.back)
        on_merge(kind, pairs)
    on_merge("company", Repoint("namesakes", "", namesakes.propose, namesakes.back))


def _hanging() -> list[type[Model]]:
    """Everything of `records` that hangs on a record of any kind."""
    wanted = {"subject_kind", "subject_id"}
    models = apps.get_app_config("records").get_models()
    return [model for model in models if wanted <= {field.name for field in model._meta.fields}]


def _hangs_on(kind: str, model: type[Model]) -> Column:
    name = model._meta.model_name or ""
    binned = {"deleted_at": None} if "deleted_at" in {field.name for field in model._meta.fields} else {}
    return Column(
        f"{name}s",
        LABELS.get(name, model._meta.verbose_name_plural),
        model,
        "subject_id",
        where={"subject_kind": kind},
        counted=binned,
    )
