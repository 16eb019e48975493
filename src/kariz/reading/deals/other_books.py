"""Sheets of a sales workbook that look like deals and are about something else: a register of quotes for deals that
another sheet has, a book of services and installations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from kariz.localisation.text import fold
from kariz.reading.deals.carried_over import keys_of, words_of_name

ABOUT = "about"
"""Under which the layout keeps what such a sheet is: {"what": QUOTES or SERVICE, "of": names of the other sheets,
"share": percent of its customers that stand there}."""
COMES = "comes"
"""The option that says whether the sheet comes in."""
COMES_SAID = "comes_said"
"""In the layout: a person said it, of this sheet or of one like it."""
OPEN = "comes_open"
"""In the layout: it was only said of a sheet of another name whether that comes."""
QUOTES, SERVICE = "quotes", "service"
SAME = 60
"""Percent of its customers: so many stand in other lists where quotes are those of deals that are there."""
STRANGERS = 10
"""Percent of its customers: so many of whom no other list knows have deals of their own."""
TOLD = 20
"""Percent from which on a person is asked, though the sheet comes."""
FEWEST = 3
_QUOTES = re.compile(
    r"پیش[ \u200c]?فاکتور|(?<!\w)پروفرما|\bproforma\b|\bpro[- ]forma\b|\bquot(?:e|ation)s?\b"
)
_SERVICE = re.compile(
    r"سرویس|پس از فروش|خدمات فنی|(?<!\w)نصب|گارانتی|وارانتی|تعمیر|خرابی|(?<!\w)ایراد|تکنسین|(?<!\w)سریال|"
    r"\bservic(?:e|ing)\b|\binstallations?\b|\bwarrant(?:y|ies)\b|\bguarantees?\b|\brepairs?\b|\bserial\b|\btechnicians?\b|"
    r"\bfaults?\b|\bafter[- ]sales\b"
)
_SELLS = re.compile(
    r"فروش|فروخت|خرید|باخت|(?<!\w)برد(?!\w)|برنده|قرارداد|پیش ?فاکتور|قیمت|مذاکره|پیشنهاد|"
    r"\b(?:won|lost|sold|quote|quoted|proposal|negotiation|contract|sales?)\b"
)
_STATED = frozenset({"outcome", "stage", "lost_reason"})
_SOLD = frozenset({"amount", "stage", "lost_reason", "expected_close", "continues"})


def is_service(
    said: str, columns: Sequence[str], mapping: Mapping[str, str], statuses: Iterable[str]
) -> bool:
    """Is it a book of services? `said`: the names of the sheet and of what stands above the table. Nothing in it may
    sell: no amount, no stage, no status that speaks of selling."""
    if set(mapping.values()) & _SOLD:
        return False
    headers = sum(_SERVICE.search(fold(column)) is not None for column in columns)
    named = _SERVICE.search(fold(said)) is not None
    return headers + named > 1 and not any(_SELLS.search(fold(status)) for status in statuses)


def is_quotes(said: str, columns: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Is it a register of quotes that says nothing of what became of them?"""
    if set(mapping.values()) & (_STATED | {"continues"}):
        return False
    numbers = [column for column in columns if mapping.get(column) == "external_id"]
    return any(_QUOTES.search(fold(text)) for text in (said, *numbers))


def strangers_of(names: Collection[str], elsewhere: Collection[str]) -> list[str]:
    """Those of the names that stand nowhere else, not even with more words or fewer: «طراوت» is «شیرینی طراوت»."""
    keys = {key for name in elsewhere for key in keys_of(name)}
    unknown = [name for name in names if keys_of(name).isdisjoint(keys)]
    known = list(set(map(words_of_name, elsewhere)) - {frozenset()}) if unknown else []
    return [name for name in unknown if not any(_is_part(words_of_name(name), words) for words in known)]


def _is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def share_of(customers: Collection[frozenset[str]], elsewhere: Collection[str]) -> int:
    """Percent of the customers, each by all keys that it may go by, that stand elsewhere; 0 of fewer than can tell."""
    if len(customers) < FEWEST:
        return 0
    return 100 * sum(not keys.isdisjoint(elsewhere) for keys in customers) // len(customers)
