"""What the people and phone numbers beside names of companies tell of them: which of two names stand for one, and of which
only a person can say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from kariz.people.normal import company_key

MOST = 12
"""Names beside one number: what more have is a switchboard's."""
SURE = 2
"""Of two names: the same number and the same person, or two numbers. That tells more than any word of them."""

Times = Mapping[str, Mapping[str, int]]
"""{key of a name: {key of another one: how many numbers and people stand beside both}}"""


def times_of(reached: Iterable[Collection[str]]) -> Times:
    """`reached`: names in whose rows the same phone number stands, or the same person."""
    counted: Counter[tuple[str, str]] = Counter()
    for texts in reached:
        keys = sorted({company_key(text) for text in texts} - {""})
        if len(keys) <= MOST:
            counted.update(combinations(keys, 2))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), times in counted.items():
        found[one][other] = found[other][one] = times
    return found


def pairs_of(times: Times) -> Iterator[tuple[str, str, int]]:
    for one, others in times.items():
        for other, often in others.items():
            if one < other:
                yield one, other, often
