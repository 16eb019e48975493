"""A list of results: where every other word ends its deals, «قرارداد» is a win, and not the stage of signing; where deals
are lost by another word, those that are «بسته شد», "closed", were won. So it is where the days of a list tell what is over
from what goes on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from kariz.localisation.text import squash
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.values import LOST, WON
from kariz.reading.deals.ends_said import ENDS

_WORDS = (
    "contract|contracted|under contract|signed|order|ordered|قرارداد|عقد قرارداد|انعقاد قرارداد|امضای قرارداد|"
    "قرارداد امضا|ثبت سفارش|سفارش"
)
_SIGNED = frozenset(map(squash, _WORDS.split("|")))
_CLOSED = keys_of(
    "closed|deal closed|sale closed|order closed|بسته شد|بسته شده|بسته|معامله بسته شد|فروش بسته شد"
)


def won_here(word: str, meanings: Mapping[str, str]) -> bool:
    """Does the word mean a win among these? `meanings`: {word: what it means alone} of the whole column. Another word must
    be lost, and none may be of a deal that goes on, or unknown; beside "closed" others may, and none is won."""
    if _is_closed(word):
        return meanings.get(word) in ("", WON) and _closes(meanings)
    others = [meaning for said, meaning in meanings.items() if not is_signed(said)]
    return is_signed(word) and LOST in others and all(meaning in ENDS for meaning in others)


def _closes(meanings: Mapping[str, str]) -> bool:
    others = {meaning for said, meaning in meanings.items() if not _is_closed(said)}
    return LOST in others and WON not in others


def _is_closed(word: str) -> bool:
    return squash(word) in _CLOSED and not is_asked(word)


def is_signed(word: str) -> bool:
    """«قرارداد», "Order": a stage, or how it ended."""
    return squash(word) in _SIGNED and not is_asked(word)


def over_by_days(rows: Iterable[tuple[str, bool]], meanings: Mapping[str, str]) -> frozenset[str]:
    """The words for what is signed of which the closing days of a list say that it was won: each of their rows has one,
    and none that goes on by another word has. `rows`: (word, does it have a closing day that is past?)."""
    closed: dict[str, list[bool]] = {}
    for word, has_day in rows:
        closed.setdefault(word, []).append(has_day)
    going = (days for word, days in closed.items() if not is_signed(word) and meanings.get(word) not in ENDS)
    if any(any(days) for days in going):
        return frozenset()
    return frozenset(word for word, days in closed.items() if is_signed(word) and all(days))


def read_in_list(meanings: Mapping[str, str], over: Container[str] = ()) -> dict[str, str]:
    """The same with such words as wins. `over`: those that were won by the days of the list."""
    return {
        word: WON if word in over or won_here(word, meanings) else meaning
        for word, meaning in meanings.items()
    }
