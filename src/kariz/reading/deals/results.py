"""A list of results: where every other word ends its deals, «قرارداد» is a win, and not the stage of signing; where deals
are lost by another word, those that are «بسته شد», "closed", were won."""

from __future__ import annotations

from collections.abc import Mapping

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
    others = [meaning for said, meaning in meanings.items() if not _is_signed(said)]
    return _is_signed(word) and LOST in others and all(meaning in ENDS for meaning in others)


def _closes(meanings: Mapping[str, str]) -> bool:
    others = {meaning for said, meaning in meanings.items() if not _is_closed(said)}
    return LOST in others and WON not in others


def _is_closed(word: str) -> bool:
    return squash(word) in _CLOSED and not is_asked(word)


def _is_signed(word: str) -> bool:
    return squash(word) in _SIGNED and not is_asked(word)


def read_in_list(meanings: Mapping[str, str]) -> dict[str, str]:
    """The same with such words as wins."""
    return {word: WON if won_here(word, meanings) else meaning for word, meaning in meanings.items()}
