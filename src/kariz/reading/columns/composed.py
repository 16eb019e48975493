"""Headers that say in words of their own of what their days are: "Enq rec'd", "When lost", "Order expected", "NA date",
«تاریخ احتمالی خرید»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kariz.localisation.text import fold, squash
from kariz.reading.cells.keys import keys_of
from kariz.reading.cells.values import LOST, WON

_APOSTROPHES = re.compile(r"['’.]")


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


_DAY = _words("date day dt on when of the in تاریخ روز زمان کی چه")
_COMING = _words(
    "expected expect exp est estimated forecast likely anticipated projected target hoped احتمالی پیش بینی پیش‌بینی "
    "حدودی تقریبی مورد انتظار"
)
_CLOSE = _words(
    "order orders po sale close closing closure decision award signing signature contract خرید سفارش قرارداد فروش بستن امضا"
)
_OVER = _words(
    "lost won sold dead died cancelled canceled declined rejected withdrawn باخت لغو انصراف کنسل کنسلی شکست"
)
_WON = _words("won sold")
_LOST = _OVER - _WON
_WHAT = keys_of("what happened|what went wrong|what was it|چی شد|چه شد|ماجرا|شرح")
_INQUIRY = _words("enquiry enquiries enq inquiry inq rfq request lead استعلام درخواست")
_CAME = _words("recd rec received came raised logged opened دریافت ثبت ورود")
_STEP = _words("na nxt next step action follow up followup fu chase callback بعدی گام اقدام پیگیری تماس")
_NEXT = _words("na nxt next followup fu chase callback بعدی")
_ORDER = _words("order ordered orders po contract signed invoice سفارش قرارداد فاکتور")


def day_of(column: str) -> str:
    """The field of a list of deals, "" where a word says something else."""
    words = _in(column)
    if words & _COMING and words & _CLOSE and words <= _COMING | _CLOSE | _DAY:
        return "expected_close"
    if not words & _DAY and not words & _CAME:
        return ""
    if words & _ORDER and words & _CAME and words & _DAY and words <= _ORDER | _CAME | _DAY:
        return "closed_at"
    if words & _OVER and words <= _OVER | _DAY:
        return "closed_at"
    if words & _INQUIRY and words <= _INQUIRY | _CAME | _DAY:
        return "created_at"
    if words & _NEXT and words & _DAY and words <= _STEP | _DAY:
        return "next_step_on"
    return ""


def end_of(column: str) -> str:
    """LOST of "When lost", WON of "Date won": how a deal ended of which a day stands below it; "" where it says none."""
    words = _in(column) if day_of(column) == "closed_at" else frozenset()
    ends = {end for end, said in ((LOST, _LOST), (WON, _WON)) if words & said}
    return ends.pop() if len(ends) == 1 else ""


def told(columns: Sequence[str]) -> dict[str, str]:
    """{column: field} of what such days say of the columns beside them, "" of none."""
    return orders_after(columns) | whys(columns)


def whys(columns: Sequence[str]) -> dict[str, str]:
    """{"What happened": "lost_reason"} beside "When lost"."""
    if not any(_in(column) & _LOST and day_of(column) == "closed_at" for column in columns):
        return {}
    return {column: "lost_reason" for column in columns if squash(column) in _WHAT}


def orders_after(columns: Sequence[str]) -> dict[str, str]:
    """{"Order date": ""} beside "Enquiry date": a deal does not begin with the order."""
    inquired = [column for column in columns if day_of(column) == "created_at"]
    ordered = [
        column
        for column in columns
        if (words := _in(column)) & _ORDER and words & _DAY and words <= _ORDER | _DAY
    ]
    return dict.fromkeys(ordered, "") if inquired else {}


def _in(column: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", fold(_APOSTROPHES.sub("", column.replace("\u200c", " ")))))
