"""Records in the order of values that stand in a table of their own: its index gives the order, no record is sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from kariz.web.paging import Key, PageParams, behind, paginate_parts


def by_kept(
    rows: QuerySet[Any], values: QuerySet[Any], column: str, *, down: bool, params: PageParams
) -> dict[str, Any]:
    """One page of the ids of `rows` as {"found": id}, by their value in `column` of `values`; those without come last."""
    value = Key("sorted_0", down, True, values.model._meta.get_field(column))
    found = Key("found", down, False, rows.model._meta.pk)

    def parts(seen: Sequence[Any] | None) -> Iterator[QuerySet[Any]]:
        if seen is None or seen[0] is not None:
            mine = values.filter(
                Exists(rows.filter(pk=OuterRef("record_id"))), **{f"{column}__isnull": False}
            )
            mine = mine.annotate(sorted_0=F(column), found=F("record_id")).values("sorted_0", "found")
            mine = mine.order_by(value.plain, found.ordering)
            yield mine if seen is None else mine.filter(behind([value, found], seen))
        none = rows.filter(~Exists(values.filter(record=OuterRef("pk"))))
        none = none.annotate(found=F("pk")).values("found").order_by(found.ordering)
        yield none if seen is None or seen[0] is not None else none.filter(behind([found], seen[1:]))

    return paginate_parts(
        parts, [value, found], params, label=f"{'-' if down else ''}{values.model.__name__}.{column}"
    )
