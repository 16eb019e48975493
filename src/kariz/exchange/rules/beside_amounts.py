"""Words beside an amount that say how it came about, and nothing of how much it is: «280 (بعد تخفیف)», "280 - net"."""

from __future__ import annotations

import re
from typing import overload

from kariz.exchange.rules.cells import Cell
from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import to_latin
from kariz.localisation.number_words import number_words, persian_words
from kariz.localisation.text import fold

LONGEST = 100
_BESIDE = re.compile(
    r"(?P<amount>.*\d.*?)(?:\s*[(\[](?P<words>[^()\[\]]+)[)\]]|\s*[-–—]\s*(?P<behind>[^()\[\]]+))", re.DOTALL
)
_TOKENS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[^\w\s.,،؛:!/\u200c-]|_")
_MONEY = (
    "هزار میلیون ملیون میلیارد ملیارد تریلیون همت دوجین م ه ت ر تومان تومن تومنی ریالی تومانی ریال ارز ارزی دلاری یورویی "
    "k m b bn mn mln thousand million billion hundred toman tomans rial rials irt dollar dollars cent cents euro"
)
_ELSE = (
    "هر واحد دانه دانه‌ای عددی متری متر کیلویی کیلو تنی نفری ساعتی روزی روزانه ماهی ماهانه ماهیانه سالی سالانه سالیانه "
    "اجاره قسط قسطی بیعانه پیش‌پرداخت پیش علی‌الحساب مانده باقیمانده بدهی بدهکار طلب مالیات پورسانت سود هزینه کرایه حمل "
    "نصف نیمه ضربدر برابر تا "
    "per each unit monthly yearly weekly daily annual hourly deposit advance balance remaining vat tax commission profit "
    "cost margin half double times freight installment"
)
"""What makes another amount of it than that of the whole deal."""
_WITH = "بعد پس با بدون بی شامل از after with without including incl excluding excl net of"
_BESIDES = frozenset(map(fold, _WITH.split()))
"""Words by which «مالیات» and «حمل» are only said to be in it or not."""


def _tokens(text: str) -> list[str]:
    return _TOKENS.findall(fold(to_latin(text)).replace("\u200c", ""))


_NUMBERS = frozenset(map(fold, persian_words())) | {
    word for number in (*range(21), *range(30, 100, 10)) for word in number_words(number, "en").split()
}
_CURRENCIES = frozenset(
    word
    for known in CURRENCIES.values()
    for name in (known.code, known.fa, known.en, known.cents_fa, known.cents_en)
    for word in _tokens(name)
) - {fold("پول"), fold("فن")}
_OF_MONEY = frozenset(word for text in _MONEY.split() for word in _tokens(text)) | _NUMBERS | _CURRENCIES
_OF_ELSE = frozenset(word for text in _ELSE.split() for word in _tokens(text))


@overload
def without_words(cell: str) -> str: ...
@overload
def without_words(cell: Cell) -> Cell: ...
def without_words(cell: Cell) -> Cell:
    """The amount alone; the cell as it is where nothing, or anything else, stands beside."""
    if not isinstance(cell, str) or not 1 < len(cell) < LONGEST or not any(map(str.isalpha, cell)):
        return cell
    if not (found := _BESIDE.fullmatch(cell.strip())):
        return cell
    return found["amount"].strip() if _say_nothing_of_it(found["words"] or found["behind"]) else cell


def _say_nothing_of_it(text: str) -> bool:
    words = _tokens(text)
    if not any(len(word) > 1 for word in words) or any(map(str.isdigit, text)) or _SIGNS.search(text):
        return False
    if _OF_MONEY.intersection(words):
        return False
    return not _OF_ELSE.intersection(words) or words[0] in _BESIDES
