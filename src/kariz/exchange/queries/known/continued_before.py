"""With which deals that are here the rows of a list go on, where the list that brought them is not beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kariz.access.models import User
from kariz.exchange.models import ExternalRef, Import
from kariz.exchange.queries.known.continued import column_of, numbered
from kariz.exchange.queries.known.whose_numbers import OF_FILES, there
from kariz.localisation.digits import to_latin
from kariz.reading.deals.continued import CONTINUES, Continued, Numbered, continued, folded
from kariz.reading.deals.own_numbers import Whose, source_of

AT_ONCE = 900
BETWEEN = ("-", "/", " ", "")
"""What people write between the parts of a number."""


def before_of(one: Import) -> str:
    """Whose numbers the deals have with which the rows of a list of deals go on."""
    pk = one.layout.get(CONTINUES, {}).get("of")
    of = Import.objects.filter(pk=pk, part_of=one.part_of_id).first() if pk else None
    return source_of((of or one).options, (of or one).layout)


def here(one: Import, by: User | None) -> Continued | None:
    """Of the deals that the person sees; None where the list says of none."""
    column, source = column_of(one), before_of(one)
    if not column or by is None or one.kind != Import.Kind.DEALS or not source.startswith(OF_FILES):
        return None
    naming = numbered(one, column)
    found = there([(0, way, Whose()) for row in naming for way in _ways(row.number)], by)
    held = {number: whose for number, (whose, _list) in found.of(source).items() if not whose.hidden}
    known = continued(
        (Numbered(0, number, whose.company or whose.contact) for number, whose in held.items()), naming
    )
    known.here = True
    taken = _own_numbers(
        source_of(one.options, one.layout), {number: found.id(source, number) for number in held}
    )
    known.begin_anew(naming, taken)
    return known


def _ways(number: str) -> set[str]:
    """As the number stands there, and as another list may write it."""
    latin = to_latin(number)
    parts = latin.replace("/", "-").replace("\u200c", " ").replace(" ", "-").split("-")
    return {number, latin, *(sign.join(parts) for sign in BETWEEN)}


def _own_numbers(source: str, ids: Mapping[str, int]) -> dict[str, set[str]]:
    """{number of a deal: the other numbers by which lists of that source have it}"""
    numbers = {pk: number for number, pk in ids.items()}
    found: dict[str, set[str]] = {}
    for some in _in_parts(sorted(numbers)):
        refs = ExternalRef.objects.filter(record_kind="deal", record_id__in=some, source=source)
        for pk, key in refs.values_list("record_id", "key"):
            if folded(key) != folded(numbers[pk]):
                found.setdefault(numbers[pk], set()).add(folded(key))
    return found


def _in_parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
