"""A list of results: where every other word ends its deals, «قرارداد» is a win, and not the stage of signing."""

from __future__ import annotations

from collections.abc import Mapping

from kariz.localisation.text import squash
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.values import LOST, WON
from kariz.reading.deals.ends_said import ENDS

_WORDS = (
    "contract|contracted|under contract|signed|order|ordered|قرارداد|عقد قرارداد|انعقاد قرارداد|امضای قرارداد|"
    "قرارداد امضا|ثبت سفارش|سفارش"
)
_SIGNED = frozenset(map(squash, _WORDS.split("|")))


def won_here(word: str, meanings: Mapping[str, str]) -> bool:
    """Does the word mean a win among these? `meanings`: {word: what it means alone} of the whole column. Another word must
    be lost, and none may be of a deal that goes on, or unknown."""
    others = [meaning for said, meaning in meanings.items() if not _is_signed(said)]
    return _is_signed(word) and LOST in others and all(meaning in ENDS for meaning in others)


def _is_signed(word: str) -> bool:
    return squash(word) in _SIGNED and not is_asked(word)


def read_in_list(meanings: Mapping[str, str]) -> dict[str, str]:
    """The same with such words as wins."""
    return {word: WON if won_here(word, meanings) else meaning for word, meaning in meanings.items()}
