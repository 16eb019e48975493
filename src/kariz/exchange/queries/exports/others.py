"""What exports of activities, obstacles and products are asked: the same as their lists in the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kariz.localisation.text import fold
from kariz.pipeline.models import Activity, Obstacle
from kariz.pipeline.queries.agenda import WAITING
from kariz.web.errors import DomainError

YES, NO = ("1", "true", "yes"), ("0", "false", "no")
ON_NOTHING = Q(deal=None, contact=None, company=None)


class BadFilter(DomainError):
    """What the address asks cannot be read, or there is nothing called so."""

    code = "bad_filter"
    status = 400


def narrowed(kind: str, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
    """The rows that `asked` means. Raises BadFilter, naming the parameter."""
    known = ASKED[kind]
    for name, value in asked.items():
        if name not in known:
            names = {"name": name[:100], "names": ", ".join(sorted(known))}
            raise BadFilter(
                _("There is no filter “%(name)s” here; there are: %(names)s.") % names, field=name
            )
        if value:
            rows = rows.filter(known[name](name, str(value)))
    return rows


def _number(name: str, value: str) -> Q:
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise BadFilter(_("This is not the number of a record."), field=name)
    return Q(**{name: int(value)})


def _is(yes: Q) -> Callable[[str, str], Q]:
    def asked(name: str, value: str) -> Q:
        if value.lower() not in YES + NO:
            raise BadFilter(_("Give true or false."), field=name)
        return yes if value.lower() in YES else ~yes

    return asked


def _one_of(choices: Any) -> Callable[[str, str], Q]:
    """One or several of the values, with commas between them."""

    def asked(name: str, value: str) -> Q:
        given = [word.strip() for word in value.split(",")]
        if unknown := set(given) - set(choices.values):
            text = _("There is no “%(name)s” here; there are: %(names)s.")
            names = {"name": min(unknown)[:100], "names": ", ".join(choices.values)}
            raise BadFilter(text % names, field=name)
        return Q(**{f"{name}__in": given})

    return asked


def _loose(name: str, value: str) -> Q:
    return ON_NOTHING if _is(ON_NOTHING)(name, value) == ON_NOTHING else Q()


def _holding(name: str, value: str) -> Q:
    return Q(folded__contains=fold(value[:200]))


ASKED: dict[str, dict[str, Callable[[str, str], Q]]] = {
    "activities": {
        "deal": _number,
        "contact": _number,
        "company": _number,
        "owner": _number,
        "kind": _one_of(Activity.Kind),
        "done": _is(Q(done_at__isnull=False)),
        "waiting": _is(WAITING),
        "loose": _loose,
    },
    "obstacles": {
        "deal": _number,
        "owner": _number,
        "kind": _one_of(Obstacle.Kind),
        "open": _is(Q(cleared_at=None)),
    },
    "products": {"q": _holding, "retired": _is(Q(retired_at__isnull=False))},
}
