"""Paging by cursor: a page starts behind the last row of the one before; nothing shifts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldError, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models import Field as ModelField
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from kariz.web.errors import DomainError

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
T = TypeVar("T")
_SALT = "kariz.web.paging"


class BadCursor(DomainError):
    """The cursor was not given out here, or for another order."""

    code = "bad_cursor"
    status = 400

    def __init__(self) -> None:
        super().__init__(_("This cursor is not valid. Start again without one."), field="cursor")


class PageParams(Schema):
    """`page: Query[PageParams]` on a list of the API."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    cursor: str = Field("", max_length=2000)


class Page(Schema, Generic[T]):
    """The answer of a list: `response=Page[DealOut]`. `next` is null on the last page."""

    items: list[T]
    next: str | None


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    descending: bool
    nullable: bool
    field: Any

    @property
    def ordering(self) -> Any:
        if not self.nullable:
            return F(self.name).desc() if self.descending else F(self.name).asc()
        return F(self.name).desc(nulls_last=True) if self.descending else F(self.name).asc(nulls_last=True)

    def after(self, value: Any) -> Q:
        if value is None:
            return Q(pk__in=[])
        beyond = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return beyond | Q(**{f"{self.name}__isnull": True}) if self.nullable else beyond

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def paginate(
    rows: QuerySet[Any],
    params: PageParams,
    *,
    order: Sequence[str] = ("-id",),
    item: Callable[[Any], Any] | None = None,
) -> dict[str, Any]:
    """One page `{"items", "next"}` of `rows`, ordered by `order` (names, "-" for descending; id breaks ties).

    Names may follow relations or be annotations; empty values come last. One query. Raises BadCursor.
    """
    keys = _keys(rows, order)
    label = ",".join(order)
    if params.cursor:
        rows = rows.filter(_behind(keys, _read(params.cursor, label, keys)))
    found = list(rows.order_by(*(key.ordering for key in keys))[: params.limit + 1])
    items = found[: params.limit]
    following = _write(label, keys, items[-1]) if len(found) > params.limit else None
    return {"items": [item(row) for row in items] if item else items, "next": following}


def _keys(rows: QuerySet[Any], order: Sequence[str]) -> list[_Key]:
    names = list(order)
    if not any(name.lstrip("-") in ("id", "pk") for name in names):
        names.append("-id" if names and names[0].startswith("-") else "id")
    return [_key(rows, name) for name in names]


def _key(rows: QuerySet[Any], name: str) -> _Key:
    bare = name.lstrip("-")
    annotation = rows.query.annotations.get(bare)
    if annotation is not None:
        return _Key(bare, name.startswith("-"), True, annotation.output_field)
    model: type[Model] = rows.model
    nullable = False
    field: Any = None
    for part in bare.split("__"):
        if not isinstance(model, type):
            raise FieldError(f"cannot order by {bare!r}")
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        nullable = nullable or bool(field.null)
        model = field.related_model
    return _Key(bare, name.startswith("-"), nullable, field)


def _behind(keys: Sequence[_Key], values: Sequence[Any]) -> Q:
    """The first key bounds the range, so that its index serves; the rest only breaks ties."""
    later = keys[-1].after(values[-1])
    for key, value in reversed(list(zip(keys[:-1], values[:-1], strict=True))):
        later = key.after(value) | (key.same(value) & later)
    first, value = keys[0], values[0]
    if not first.nullable and len(keys) > 1:
        bound = Q(**{f"{first.name}__{'lte' if first.descending else 'gte'}": value})
        return bound & later
    return later


def _write(label: str, keys: Sequence[_Key], row: Any) -> str:
    values = [_plain(_value(row, key.name)) for key in keys]
    return signing.dumps([label, values], salt=_SALT)


def _read(cursor: str, label: str, keys: Sequence[_Key]) -> list[Any]:
    try:
        given, values = signing.loads(cursor, salt=_SALT)
        if given != label or len(values) != len(keys):
            raise BadCursor
        return [_typed(key.field, value) for key, value in zip(keys, values, strict=True)]
    except (signing.BadSignature, ValueError, TypeError, ValidationError):
        raise BadCursor from None


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = row.get(part) if isinstance(row, dict) else getattr(row, part, None)
    return row.pk if isinstance(row, Model) else row


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _typed(field: ModelField[Any, Any], value: Any) -> Any:
    target = getattr(field, "target_field", field)
    return None if value is None else target.to_python(value)
