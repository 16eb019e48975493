"""Paging by cursor: a page starts behind the last row of the one before; nothing shifts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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


class ListParams(PageParams):
    """`page: Query[ListParams]` on a list that is searched and filtered; plain fields (`owner=me`) come besides."""

    q: str = Field("", description="Words, in either script and either digits.")
    f: str = Field(
        "", description="A rule as JSON. Plain fields do as well: `stage=3&amount__gte=1000&owner=me`."
    )


class Page(Schema, Generic[T]):
    """The answer of a list: `response=Page[DealOut]`. `next` is null on the last page."""

    items: list[T]
    next: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """One of the values that rows are ordered by: an ORM name, and the field that reads it out of a cursor."""

    name: str
    descending: bool
    nullable: bool
    field: Any

    @property
    def ordering(self) -> Any:
        if not self.nullable:
            return self.plain
        return F(self.name).desc(nulls_last=True) if self.descending else F(self.name).asc(nulls_last=True)

    @property
    def plain(self) -> Any:
        """Where nothing is empty: an index in either direction gives this order."""
        return F(self.name).desc() if self.descending else F(self.name).asc()

    def after(self, value: Any) -> Q:
        if value is None:
            return Q(pk__in=[])
        beyond = self.beyond(value)
        return beyond | Q(**{f"{self.name}__isnull": True}) if self.nullable else beyond

    def beyond(self, value: Any) -> Q:
        return Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})

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

    Names may follow relations or be annotations; empty values come last. One query, and one more where the page goes
    over to those that have no value of the first name. Raises BadCursor.
    """
    keys = _keys(rows, order)
    return paginate_parts(
        lambda seen: _parts(rows, keys, seen), keys, params, label=",".join(order), item=item
    )


def paginate_parts(
    parts: Callable[[Sequence[Any] | None], Iterable[QuerySet[Any]]],
    keys: Sequence[Key],
    params: PageParams,
    *,
    label: str,
    item: Callable[[Any], Any] | None = None,
) -> dict[str, Any]:
    """The same of rows that come in several parts, one after the other: `parts(seen)` gives those behind the values
    `seen` of the keys, all of them for None. Cursors are good for lists of the same `label`."""
    seen = _read(params.cursor, label, keys) if params.cursor else None
    found: list[Any] = []
    for part in parts(seen):
        found += part[: params.limit + 1 - len(found)]
        if len(found) > params.limit:
            break
    items = found[: params.limit]
    following = _write(label, keys, items[-1]) if len(found) > params.limit else None
    return {"items": [item(row) for row in items] if item else items, "next": following}


def _parts(rows: QuerySet[Any], keys: Sequence[Key], seen: Sequence[Any] | None) -> Iterator[QuerySet[Any]]:
    """The rows behind those that were seen: first those with a value of the first key, then those without.

    Apart, so that an index gives the order of each; together a database would sort everything.
    """
    first, rest = keys[0], keys[1:]
    if not first.nullable:
        ordered = rows.order_by(*(key.ordering for key in keys))
        yield ordered if seen is None else ordered.filter(behind(keys, seen))
        return
    if seen is None or seen[0] is not None:
        valued = rows.filter(**{f"{first.name}__isnull": False})
        ordered = valued.order_by(first.plain, *(key.ordering for key in rest))
        yield ordered if seen is None else ordered.filter(behind(keys, seen))
    empty = rows.filter(**{f"{first.name}__isnull": True}).order_by(*(key.ordering for key in rest))
    yield empty if seen is None or seen[0] is not None else empty.filter(behind(rest, seen[1:]))


def _keys(rows: QuerySet[Any], order: Sequence[str]) -> list[Key]:
    names = list(order)
    if not any(name.lstrip("-") in ("id", "pk") for name in names):
        names.append("-id" if names and names[0].startswith("-") else "id")
    return [_key(rows, name) for name in names]


def _key(rows: QuerySet[Any], name: str) -> Key:
    bare = name.lstrip("-")
    annotation = rows.query.annotations.get(bare)
    if annotation is not None:
        return Key(bare, name.startswith("-"), True, annotation.output_field)
    model: type[Model] = rows.model
    nullable = False
    field: Any = None
    joined = rows.query._filtered_relations  # type: ignore[attr-defined]
    for part in bare.split("__"):
        if not isinstance(model, type):
            raise FieldError(f"cannot order by {bare!r}")
        part = joined[part].relation_name if part in joined else part
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        nullable = nullable or bool(field.null)
        model = field.related_model
    return Key(bare, name.startswith("-"), nullable, field)


def behind(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """The first key, which has a value, bounds the range, so that its index serves; the rest only breaks ties."""
    later = keys[-1].after(values[-1])
    for key, value in reversed(list(zip(keys[1:-1], values[1:-1], strict=True))):
        later = key.after(value) | (key.same(value) & later)
    if len(keys) == 1:
        return later
    first, value = keys[0], values[0]
    if value is None:
        return first.after(value) | (first.same(value) & later)
    bound = Q(**{f"{first.name}__{'lte' if first.descending else 'gte'}": value})
    return bound & (first.beyond(value) | (first.same(value) & later))


def _write(label: str, keys: Sequence[Key], row: Any) -> str:
    values = [_plain(_value(row, key.name)) for key in keys]
    return signing.dumps([label, values], salt=_SALT)


def _read(cursor: str, label: str, keys: Sequence[Key]) -> list[Any]:
    try:
        given, values = signing.loads(cursor, salt=_SALT)
        if given != label or len(values) != len(keys):
            raise BadCursor
        return [_typed(key.field, value) for key, value in zip(keys, values, strict=True)]
    except (signing.BadSignature, ValueError, TypeError, ValidationError):
        raise BadCursor from None


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict) and name in row:
        return row[name]
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
