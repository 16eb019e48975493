"""What one cell means. Every reader raises BadValue with a text for people."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.currencies import CURRENCIES
from kariz.localisation.digits import to_latin
from kariz.localisation.money import MAX_AMOUNT, OF_DOLLARS, MoneyError, parse_money
from kariz.localisation.spoken_numbers import is_without_scale
from kariz.localisation.text import fold, persian_letters, squash
from kariz.people import normal
from kariz.people.models import Channel
from kariz.reading.cells.about import without_about
from kariz.reading.cells.blanks import TICKS
from kariz.reading.cells.cells import Cell
from kariz.reading.cells.markup import plain
from kariz.reading.cells.parts_of_amounts import added, lower
from kariz.reading.cells.questions import is_asked
from kariz.reading.cells.shortened import at_length
from kariz.reading.cells.units import in_full, unit_of_currency

OPEN, WON, LOST, RESTING = "open", "won", "lost", "resting"
_OUTCOMES = {
    OPEN: "still open|still live|gone quiet|with customer|with client|awaiting decision|awaiting reply|"
    "awaiting response|awaiting answer|awaiting feedback|waiting for reply|waiting for response|"
    "no reply|no reply yet|no response|no response yet|live|"
    "open|active|in progress|pending|ongoing|new|باز|جاری|فعال|در جریان|در حال پیگیری|در حال انجام|پیگیری|"
    "در دست پیگیری|در دست اقدام|منتظر جواب|منتظر پاسخ|در انتظار جواب|در انتظار پاسخ|منتظر جوابیم|"
    "خبر میده|خبر می دهد|قرار شد خبر بده|قرار شد خبر بدهد|منتظر خبر|منتظر پاسخ|در حال بررسی|"
    "جواب نمیده|جواب نمی دهد|جواب نداد|پاسخ نمی دهد|پاسخ نداد|برنداشت|در دسترس نیست|no answer|not reached",
    WON: "awarded|award|job awarded|contract awarded|bid won|po issued|notice to proceed|"
    "order|order won|accepted|approved|signed off|complete|job complete|"
    "order in|order confirmed|order taken|got the order|got po|po recd|po rec d|installed|fitted|handed over|"
    "deposit paid|deposit received|deposit in|quote accepted|contract signed|signed|job won|completed|delivered|"
    "installed and paid|invoiced and paid|"
    "po received|po in|purchase order received|order received|order placed|invoiced|ordered|"
    "won|win|closed won|success|successful|sold|converted|customer|true|برنده|برد|موفق|فروخته شد|فروخته شده|فروش موفق|"
    "بسته شده موفق|مشتری شد|قرارداد بسته شد|انجام شد|فروش رفته|قطعی|قطعی شد|قطعی شده|نهایی|نهایی شد|نهایی شده|خرید کرد|"
    "خرید|خریدند|خریداری شد|فاکتور شد|تسویه شد|سفارش داد|فروش قطعی|خرید قطعی|"
    "فروش رفت|فروختیم|قرارداد شد|قرارداد بستیم|قرارداد بست|قرارداد امضا شد|قرارداد منعقد شد|در حال نصب|نصب شد|"
    "نصب و تحویل شد|تحویل شد|تحویل داده شد|انجام شد تسویه شد|انجام و تسویه شد|"
    "پول داد|پول داد تموم|پول داد تمام|پول گرفتیم|پول واریز شد|واریز کرد|واریز شد|پرداخت شد|پرداخت کرد|تسویه|تسویه کرد|paid|"
    "اوکی|اوکی شد|اوکی شده|اوکی داد|اکی شد|ok|okay",
    LOST: "not awarded|bid lost|lost bid|no bid|"
    "declined|no go|no sale|not proceeding|not going ahead|turned down|went elsewhere|gone elsewhere|bought elsewhere|"
    "went with competitor|went with a competitor|lost to competitor|lost on price|"
    "lost|loss|lose|closed lost|failed|unsuccessful|dead|cancelled|canceled|rejected|باخت|باخته|ناموفق|"
    "شکست|شکست خورده|از دست رفته|از دست رفت|لغو|لغو شد|لغو شده|رد شد|منتفی|منتفی شد|بازنده|انصراف|انصراف داد|"
    "منصرف شد|کنسل|کنسل شد|کنسل شده|کنسلی|نخرید|از رقیب خرید|خرید از رقیب|بی نتیجه|به نتیجه نرسید|عدم خرید|"
    "رد کرد|رد کردند|نپذیرفت|نپذیرفتند|قبول نکرد|قبول نکردند|نخواست|نخواستند|منصرف شدند|"
    "به رقیب داد|به رقیب دادند|از جای دیگر گرفت|از جای دیگر گرفتند|از جای دیگه گرفت|"
    "از جای دیگر خرید|از جای دیگر خریدند|گران بودیم|رقیب گرفت|رقیب برد|پرید|از رقیب گرفت|از رقیب گرفتند|از رقیب خریدند",
    RESTING: "بعدا تماس بگیریم|بعدا تماس بگیرم|بعدا زنگ بزنیم|بعدا زنگ بزنم|بعدا تماس می گیرد|باشه برای بعد|باشد برای بعد|"
    "call later|ring later|call back later|hold|holding|put on hold|در نوبت پیگیری مجدد|نوبت پیگیری مجدد|در نوبت پیگیری|"
    "نگه داشتن|نگه داشتند|دست نگه داشتند|دست نگه داشت|دست نگه داشته|دست نگه داشته اند|"
    "فعلا دست نگه داشته|فعلا دست نگه داشتند|خوابید|خوابیده|خوابیده فعلا|فعلا خوابیده|بودجه ندارد|بودجه ندارند|"
    "فعلا بودجه ندارد|فعلا بودجه ندارند|پول ندارد فعلا|فعلا پول ندارد|فعلا پول ندارند|منتظر سفت کاری|"
    "parked|parked for now|on ice|back burner|on the back burner|shelved|deferred|on hold for now|not now|"
    "waiting on planning|awaiting planning|waiting for planning|"
    "resting|on hold|postponed|paused|later|معلق|متوقف|به تعویق افتاده|در انتظار|استراحت|بعدا|مسکوت|"
    "مسکوت ماند|مسکوت مانده|راکد|فعلا نه|فعلا نمی خواهد|به بعد موکول شد|موکول شد|موکول به بعد|"
    "بعد عید|بعد از عید|بعد تعطیلات|بعد از تعطیلات|ماه بعد|ماه آینده|سال بعد|سال آینده|next year|next month",
}
_TELLING = (
    "از رقیب خرید|خرید از رقیب|رقیب گرفت|رقیب برد|از رقیب گرفت|از رقیب گرفتند|از رقیب خریدند|به رقیب داد|"
    "به رقیب دادند|از جای دیگر گرفت|از جای دیگر گرفتند|از جای دیگه گرفت|از جای دیگر خرید|از جای دیگر خریدند|گران بودیم|"
    "went elsewhere|gone elsewhere|bought elsewhere|went with competitor|went with a competitor|lost to competitor|"
    "lost on price"
)
"""Words for a lost deal that say why."""
TELLING = frozenset(map(squash, _TELLING.split("|")))
_OUTCOME_KEYS = {squash(word): name for name, words in _OUTCOMES.items() for word in words.split("|")}
FOR_NOW = squash("فعلا")
_CHANNELS = {
    Channel.WEBSITE: "website|web|site|online|landing page|organic search|paid search|direct traffic|search engine|"
    "web download|web research|chat|سایت|وب سایت|وبسایت|اینترنت|گوگل|google|seo",
    Channel.REFERRAL: "referral|referred|word of mouth|referrals|partner|partner referral|employee referral|"
    "external referral|customer referral|معرفی|معرف|معرفی مشتری|دوستان|توصیه",
    Channel.EVENT: "event|exhibition|expo|trade show|fair|conference|webinar|seminar|tradeshow|offline event|"
    "نمایشگاه|همایش|رویداد|سمینار",
    Channel.PHONE: "phone|call|cold call|phone call|phone inquiry|تلفن|تماس تلفنی|تماس|بازاریابی تلفنی",
    Channel.EMAIL: "email|mail|e-mail|email marketing|newsletter|ایمیل|رایانامه",
    Channel.SOCIAL: "social|social network|social media|organic social|paid social|facebook|twitter|"
    "instagram|linkedin|telegram|whatsapp|اینستاگرام|لینکدین|تلگرام|"
    "شبکه اجتماعی|شبکه های اجتماعی|واتساپ",
    Channel.WALK_IN: "walk in|walk-in|visit|حضوری|مراجعه حضوری|مراجعه",
    Channel.IMPORT: "import|ورود از فایل",
    Channel.OTHER: "other|سایر|دیگر|غیره",
}
_CHANNEL_KEYS = {squash(word): name.value for name, words in _CHANNELS.items() for word in words.split("|")}
_CODES = re.compile("|".join(CURRENCIES), re.IGNORECASE)
_WORDED = re.compile(r"[^\W\d_]")
SCALE_TIMES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


class BadValue(ValueError):
    """A cell that cannot be taken; `message` (lazy) says why and what to write instead."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class OtherCurrency(BadValue):
    """The cell names another currency than the file's."""


class Foreign(int):
    """An amount in a currency that the cell itself names; minor units of it."""

    currency: str = ""

    def times(self, times: int) -> Foreign:
        found = Foreign(self * times)
        found.currency = self.currency
        return found


def read_text(cell: Cell) -> str:
    """The cell as one would see it; a whole number without its point."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    return cell if isinstance(cell, str) else str(cell)


def read_line(cell: Cell) -> str:
    """A text of one line, without marks of direction or control."""
    text = read_text(cell)
    return text if text.isascii() and text.isprintable() else persian_letters(normal.one_line(text))


def read_lines(cell: Cell) -> str:
    """A text whose lines are kept apart, each without marks of direction or control."""
    text = read_text(cell)
    if "\n" not in text:
        return read_line(cell)
    return "\n".join(filter(None, map(read_line, text.splitlines())))


def read_notes(cell: Cell) -> str:
    """Longer text; what other systems marked up as HTML becomes plain."""
    text = plain(read_text(cell).replace("\x00", ""))
    return persian_letters(re.sub(r"\n{3,}", "\n\n", text).strip())


def read_percent(cell: Cell) -> Decimal:
    """A share of a hundred: 12.5, «۱۲٫۵٪»."""
    text = to_latin(read_text(cell)).strip().rstrip("%٪").replace("٫", ".").strip()
    try:
        share = Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise BadValue(_("This is not a number.")) from None
    if not share.is_finite() or not 0 <= share <= 100:
        raise BadValue(_("The discount must be between 0 and 100 percent."))
    return share


def read_money(cell: Cell, *, currency: str, unit: str) -> int:
    """Minor units. `unit` may carry a scale ("million toman"), as headers of columns do, or be only that."""
    if isinstance(cell, bool | date):
        raise BadValue(_("This is not an amount."))
    try:
        return _money(cell, currency, unit)
    except OtherCurrency:
        if (found := _foreign(str(cell), currency)) is not None:
            return found if currency == "IRR" else found.times(_times(str(cell), currency, unit))
        raise


def _foreign(text: str, currency: str) -> Foreign | None:
    text = without_about(to_latin(text).strip())
    for code in CURRENCIES:
        try:
            amount = parse_money(text, code, "rial").amount if code != currency else -1
        except MoneyError:
            continue
        if 0 <= amount <= MAX_AMOUNT:
            found = Foreign(amount)
            found.currency = code
            return found
    return None


@lru_cache(maxsize=8192)
def _money(cell: Cell | Decimal, currency: str, unit: str) -> int:
    scale, bare = scale_of(unit)
    times = SCALE_TIMES.get(scale, 1)
    if isinstance(cell, int | float | Decimal):
        major = Decimal(str(cell)) * times
        minor = major * (10 if currency == "IRR" and bare == "toman" else CURRENCIES[currency].scale)
        if not minor.is_finite():
            raise BadValue(_("This is not an amount."))
        amount = int(minor.to_integral_value())
    else:
        text = without_about(to_latin(cell).strip())  # type: ignore[arg-type]
        if "e" in text.lower() and re.fullmatch(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}", text):
            return _money(Decimal(text), currency, unit)
        if re.fullmatch(r"[+-]?\d+(?:\.\d{1,3}0*)?", text) and not text.startswith("0"):
            # A plain machine-written number: its point is a point.
            return _money(Decimal(text), currency, unit)
        if scale in ("million", "billion") and re.fullmatch(r"\d{1,3}/\d{1,2}", text):
            # «۶۸/۵» in a column of millions: one or two digits behind the stroke are no thousands.
            return _money(Decimal(text.replace("/", ".")), currency, unit)
        if re.match(r"\d{1,3}(?:/\d{3}){2,}(?!\d|/)", text):
            # Three digits after each of several strokes are thousands: no fraction has two.
            text = text.replace("/", ",")
        if (several := _of_several(text, currency, unit)) is not None:
            return several
        text = at_length(in_full(text)) if currency == "IRR" else text
        amount = _parsed(text, currency, bare) * _times(text, currency, unit)
    if amount < 0:
        raise BadValue(_("The amount must be zero or more."))
    if amount > MAX_AMOUNT:
        raise BadValue(_("This amount is too large."))
    return amount


def _of_several(text: str, currency: str, unit: str) -> int | None:
    """The lower one of two amounts, or what parts come to; None where the text says neither, or cannot be read so."""
    try:
        if between := lower(text):
            low, high = (_money(one, currency, unit) for one in between)
            return low if low < high else None
        return sum(_money(part, currency, unit) for part in parts) if (parts := added(text)) else None
    except BadValue:
        return None


def scale_of(unit: str) -> tuple[str, str]:
    """The scale of a unit and the unit without it."""
    scale, _space, bare = unit.rpartition(" ")
    return (unit, "rial") if unit in SCALE_TIMES else (scale, bare)


def _times(text: str, currency: str, unit: str) -> int:
    """An amount with words of its own («۸۳۰ م.ت», "£4.5k") is not counted in thousands or millions again."""
    own = text if currency == "IRR" else _CODES.sub("", text)
    worded = _WORDED.search(own) and not is_without_scale(own)
    return 1 if worded else SCALE_TIMES.get(scale_of(unit)[0], 1)


def _parsed(text: str, currency: str, unit: str) -> int:
    try:
        return parse_money(text, currency, unit).amount
    except MoneyError as error:
        raise (OtherCurrency if error.code == "other_currency" else BadValue)(error.message) from None


_SPOKEN = {
    "euro": "EUR",
    "sterling": "GBP",
    "stg": "GBP",
    "pound": "GBP",
    "poundsterling": "GBP",
    "dollar": "USD",
    "dollars": "USD",
    "usdollar": "USD",
    "us$": "USD",
}


def read_currency(cell: Cell, *, base: str = "") -> str:
    """The code of a currency, by code or name; toman and rial are both IRR. "$" is that of `base`, where one pays in
    dollars."""
    text = read_text(cell)
    key = squash(text)
    if text.strip().casefold() in ("$", "dollar", "dollars") and base in OF_DOLLARS:
        return base
    if key in map(squash, ("تومان", "toman", "irt", "ریال", "rial", "ایران ریال")) or unit_of_currency(text):
        return "IRR"
    if key in _SPOKEN:
        return _SPOKEN[key]
    for known in CURRENCIES.values():
        if key in (known.code.lower(), squash(known.fa), squash(known.en)) or text.strip() == (
            known.sign or None
        ):
            return known.code
    raise BadValue(_("This currency is not known."))


_COUNT = re.compile(
    r"(?:[~≈±>]|about|approx\.?|around|حدود(?:ا|اً)?|تقریبا(?:ً)?|بیش از)?\s*(\d{1,9})(?:\.0+)?"
    r"(?:\s*(?:[-–+]|تا|to)\s*\d{0,9})?(?:\s*(?:نفر|people|employees))?"
)


def is_plain_count(cell: Cell) -> bool:
    """Does the cell say one number and nothing else?"""
    return re.fullmatch(r"[\d٬,]+(?:\.0+)?", to_latin(read_text(cell)).strip()) is not None


def read_count(cell: Cell) -> int:
    """A whole number of people: «۱۲۰», "1,200", "~200", "50-100" (its lower end)."""
    text = to_latin(read_text(cell)).replace("٬", "").replace(",", "").strip()
    found = _COUNT.fullmatch(text)
    if not found or int(found[1]) > 2**31 - 1:
        raise BadValue(_("This is not a whole number."))
    return int(found[1])


_QUANTITY = re.compile(r"([\d.]+)\s*([^\W\d][^\d]{0,30})")
_PIECES = frozenset(
    fold("عدد تا دستگاه نسخه قلم واحد ست pc pcs piece pieces unit units ea each set sets x").split()
)

_SCALED = frozenset(fold("هزار میلیون میلیارد هزارتا دوجین جین دست k m thousand million dozen gross").split())
"""Words that make more of a number: nobody multiplies quantities here."""


def words_of_quantity(cell: Cell) -> str:
    """What stands beside the number and is no mere word for pieces: «کاربره» of «۵ کاربره»."""
    found = _QUANTITY.fullmatch(_bare_number(cell))
    return "" if found is None or fold(found[2]).strip(" .") in _PIECES else found[2].strip()


def _bare_number(cell: Cell) -> str:
    return to_latin(read_text(cell)).replace("٬", "").replace(",", "").replace("٫", ".").strip()


def read_quantity(cell: Cell) -> Decimal:
    """A quantity above zero with at most three decimals, whatever word stands behind it."""
    text = _bare_number(cell)
    if (found := _QUANTITY.fullmatch(text)) and fold(found[2]).split()[0] not in _SCALED:
        text = found[1]
    try:
        number = Decimal(text).quantize(Decimal("0.001"))
    except InvalidOperation:
        raise BadValue(_("This is not a number.")) from None
    if not number.is_finite() or not 0 < number < 10**10:
        raise BadValue(_("The quantity must be more than zero."))
    return number


def emails_in(text: str) -> list[str]:
    """The addresses that stand in a text beside something else."""
    return [part for part in re.split(r"[,;،؛\s()]+", text) if "@" in part and normal.email(part)]


def read_emails(cell: Cell) -> list[str]:
    """The addresses of a cell, without capitals."""
    parts = [normal.email(part) for part in re.split(r"[,;،؛\s]+|:::", read_text(cell)) if part.strip()]
    found = [part for part in parts if part is not None]
    if not found or len(found) < len(parts):
        raise BadValue(_("This is not an e-mail address."))
    return found


def outcome_of(text: str) -> str:
    """open, won, lost, resting, or "" for a word that names no outcome. One that asks ends nothing."""
    outcome = _outcome_of(text)
    return outcome if outcome == OPEN or not is_asked(text) else ""


def _outcome_of(text: str) -> str:
    if (sign := text.strip()[:1]) in TICKS and not squash(text):
        return WON if TICKS[sign] else LOST
    key = squash(text)
    if key in _OUTCOME_KEYS:
        return _OUTCOME_KEYS[key]
    # «فعلاً راکد» rests as «راکد» does.
    rests = _OUTCOME_KEYS.get(key.removeprefix(FOR_NOW).removesuffix(FOR_NOW), "") == RESTING
    return RESTING if rests else ""


def channel_of(text: str) -> str:
    """One of Channel, or "" for a source that is not known."""
    key = squash(text)
    return key if key in Channel.values else _CHANNEL_KEYS.get(key, "")


def same_name(text: str) -> str:
    """The form by which names of people, stages and products are compared."""
    return squash(text) or fold(text)
