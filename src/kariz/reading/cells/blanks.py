"""What people write into a cell to say that there is nothing."""

from __future__ import annotations

from kariz.localisation.text import squash
from kariz.reading.cells.cells import Cell

_WORDS = (
    "ندارد|نداره|ندارند|نامشخص|نا مشخص|نامعلوم|مشخص نیست|معلوم نیست|تعیین نشده|اعلام نشده|ثبت نشده|وارد نشده|نمی دانم|هیچ|"
    "خالی|بدون|n/a|not available|none|null|nil|nan|unknown|not set|tbd|to be determined|empty|blank"
)
_AGREED = "توافقی|مبلغ توافقی|قیمت توافقی|تماس بگیرید|استعلامی|استعلام شود|استعلام|negotiable|on request"
AGREED = frozenset(map(squash, _AGREED.split("|")))
"""What stands for an amount that is still to be agreed: no number, and yet it says something of the price."""
WORDS = frozenset(map(squash, _WORDS.split("|"))) | AGREED
TOLD = frozenset({"notes", "subject", "said"})
"""Fields of free text: what stands in them is kept, whatever it is."""

TICKS = dict.fromkeys("✔✓✅☑", True) | dict.fromkeys("✗✘❌☒", False)
"""Signs that say yes or no."""


def is_mark(cell: Cell) -> bool:
    """Only signs, no letter and no digit: "-", «—», «؟», "...", "#"."""
    # Nearly all cells begin with a letter or a digit; the stretched line of Arabic script counts as a letter, too.
    return (
        isinstance(cell, str)
        and len(cell) <= 20
        and (not cell[:1].isalnum() or cell[0] == "ـ")
        and not squash(cell)
        and cell.strip() not in TICKS
    )


def says_nothing(cell: Cell) -> bool:
    """A mark, or a word for nothing. Asked only of a cell that could not be read: where such a word is a value, it is."""
    return isinstance(cell, str) and len(cell) <= 40 and (is_mark(cell) or squash(cell) in WORDS)


def is_agreed(cell: Cell) -> bool:
    return isinstance(cell, str) and squash(cell) in AGREED


_NO_FIRM = (
    "آزاد|شغل آزاد|شخصی|حقیقی|شخص حقیقی|بدون شرکت|ناشناس|شماره ناشناس|تماس ناشناس|unknown number|unknown caller|"
    "freelance|freelancer|self employed|individual|private|"
    "private person"
)
NO_FIRM = frozenset(map(squash, _NO_FIRM.split("|")))


def is_no_firm(name: object) -> bool:
    """What people write as the company of somebody who has none."""
    return isinstance(name, str) and len(name) <= 40 and squash(name) in NO_FIRM
