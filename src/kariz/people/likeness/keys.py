"""Keys under which records meet: only those that share one are compared, so that the work grows with the records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b

from . import called, firm_names, initials
from .firms import Firm
from .people import Person

MOST_UNDER_ONE = 60
"""What more records than these have in common tells nothing: a switchboard, «محمد رضایی», a made-up number."""


FEW = 8
"""A word that more companies than these are called by says of none which one it is."""


MOST_NUMBERS = 40
"""Numbers of a company's people, and domains, under which it is met."""


def of_person(one: Person) -> frozenset[int]:
    texts = [f"m:{value}" for value in one.mobiles]
    texts += [f"p:{value}" for value in one.phones]
    texts += [f"e:{value}" for value in one.emails | one.mailboxes]
    texts += [f"h:{value}" for value in one.handles]
    if len(one.words) > 1:
        texts.append(f"n:{''.join(sorted(one.words))}")
    if one.firm:
        # A slip in one word of the name leaves the beginnings of the others.
        texts += [f"f:{''.join(sorted(one.firm))}:{word[:3]}" for word in one.words]
    return frozenset(_hash(f"contact:{text}") for text in texts)


def of_firm(one: Firm) -> frozenset[int]:
    named = {"i": one.national_id, "x": one.economic_code, "w": one.domain, "p": one.phone}
    texts = [f"{mark}:{value}" for mark, value in named.items() if value]
    joined = "".join(one.words)
    texts.append(f"n:{''.join(sorted(one.words))}")
    texts.append(f"n:{joined}")
    if len(joined) >= 8:
        # A slip leaves the beginning or the end.
        texts += [f"b:{joined[:6]}", f"z:{joined[-6:]}"]
    parts = firm_names.parts(one.words)
    # One short word is what many are called by, so it counts with the kind; what tells more, with any kind or none.
    texts += [f"n:{parts.joined}"] if parts.tells else [f"o:{parts.joined}:{kind}" for kind in parts.kinds]
    texts += [f"c:{one.city}:{word}" for word in one.words if one.city and len(word) > 2]
    texts += [f"n:{''.join(sorted(words))}" for words in one.called]
    texts += [f"p:{number}" for number in sorted(one.numbers)[:MOST_NUMBERS]]
    texts += [f"w:{domain}" for domain in sorted(one.mail)[:MOST_NUMBERS]]
    return frozenset(_hash(f"company:{text}") for text in texts) | frozenset(telling(one))


def telling(one: Firm) -> dict[int, str]:
    """{key: a word that the company may be told by, where few have it}"""
    return {_hash(f"company:t:{word}"): word for word in called.telling(one.words) | _initials(one)}


def rare(one: Firm, other: Firm, few: Mapping[int, int]) -> dict[str, int]:
    """{word of both: how many companies have it}, as `few` says of its key."""
    both = (called.telling(one.words) & called.telling(other.words)) | (_initials(one) & _initials(other))
    held = {word: few.get(_hash(f"company:t:{word}"), 0) for word in both}
    return {word: count for word, count in held.items() if count}


def _initials(one: Firm) -> frozenset[str]:
    """What its name says by initials, and those of its name, marked: words are none of them."""
    short = initials.as_name(one.name)
    found = initials.of_name(one.name) | ({short} if short else set())
    return frozenset(f"{initials.MARK}{word}" for word in found)


@lru_cache(maxsize=8192)
def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
