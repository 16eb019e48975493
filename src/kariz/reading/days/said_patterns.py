"""How people write days within a sentence, in Persian and English: names of months and weekdays, what counts from a day,
parts of months. All patterns read a text that `plain` made."""

from __future__ import annotations

import re

from kariz.localisation.date_words import MONTH_WORDS, NUMBER_WORDS, WEEKDAY_WORDS

_LEFT = dict.fromkeys(
    map(
        ord,
        "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069ـًٌٍَُِّْ\u0653\u0654\u0655",
    )
)
"""With the hamza above that makes «هفتهٔ» of «هفته»."""
_LETTERS = str.maketrans("يىكآأإةۀئؤ’‘`´–—", "ییکاااههیو''''--")


def plain(text: str) -> str:
    """The text without half-spaces and diacritics, in the letters of `fold`; case and white space stay."""
    return text.translate(_LEFT).translate(_LETTERS)


WEEKDAYS = WEEKDAY_WORDS | {"weds": 2, "wednes": 2}
EXCEPT_SHORT = frozenset({"sat", "sun", "wed", "mon"})
"""Short names of weekdays that are words, or names, as well."""


def _either(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = _either([name for name in MONTH_WORDS if name != "day"])
"""Dey is no "30 day terms"."""
NAMED = frozenset(name for name in MONTH_WORDS if name in ("jan", "april", "may", "june", "august"))
"""Months that are names of people as well."""
_LATIN_MONTH = _either([name for name in MONTH_WORDS if name.isascii() and name != "day"])
_PERSIAN_MONTH = _either([name for name in MONTH_WORDS if not name.isascii()])
_TH = r"(?:st|nd|rd|th|ام|م)?"
_YEAR = r"(?:1[34]|20)\d\d"

WHOLE = re.compile(
    r"(?<![\w/.\-])(\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2})(?![\w/\-]|\.\d)"
)
"""A day in numbers with its year."""
_THING = r"(?! ?(?:چوبی|فلزی|اهن|برق|بتنی|چراغ|و امضا))"
"""Of a beam, a post or a stamp, which are called as months are."""
_ONLY_YEAR = r"(?![\w:/%٪]|[.\-]\d| ?[ap]m)"
NAMED_YEAR = re.compile(
    rf"(?<![\w/.\-])(?P<day>\d{{1,2}}){_TH}(?: of)?[ \-/.]?(?P<month>{MONTH})\.?(?: ?ماه)?"
    rf"(?:[ ,،\-/.]*(?P<year>{_YEAR}|'\d\d){_ONLY_YEAR}|[\-/.]?(?P<short>\d\d){_ONLY_YEAR}"
    rf"|[ ,،]+(?P<loose>\d\d)(?=\s*(?:$|[,،;)\n]|[.:](?!\d)|-\s(?!\d)|at |@)))"
    rf"|(?<!\w)(?P<first>{MONTH})\.? ?(?P<then>\d{{1,2}}){_TH},? (?P<last>{_YEAR})(?!\w)",
    re.IGNORECASE,
)
"""«۱۵ آذر ۱۴۰۵», "8th Dec '26", "Dec 8, 2026". Two digits are a year only where nothing follows that they may count, or
that they may be the house number of."""
NAMED_DAY = re.compile(
    rf"(?<![\w/.\-])(?P<day>\d{{1,2}}){_TH}(?: of)?[ \-/.]?(?P<month>{MONTH})(?: ?ماه)?{_THING}(?!\w| be )"
    rf"|(?<!\w)(?P<first>{MONTH})\.?[ \-]?(?P<then>\d{{1,2}})(?:st|nd|rd|th)?(?![\w/:]| ?[%٪]|[.\-]\d)",
    re.IGNORECASE,
)
BARE = re.compile(r"(?<![\w/.\-:£$€×#])(\d{1,2})/(\d{1,2})(?![\w/\-%:]|\.\d)")
QUANTITY_BEFORE = re.compile(
    r"(?:\b(?:phase|part|lot|rev|page|units?|items?|nos?|nr|room|block|level|floor|size|section|stage|option|pack|"
    r"plot|flat|suite|bay|zone|type|model|only|another|x)|فاز|شماره|سایز|واحد|طبقه|پلاک|قطعه|نسبت|صفحه|اندازه)"
    r"[ .:]*$",
    re.IGNORECASE,
)
QUANTITY_BEHIND = re.compile(
    r" ?(?:(?:units?|pcs?|pieces?|off|nos?|sets?|boxes|bags|rolls|pallets?|sheets?|inch(?:es)?|ins|mm|cm|m2?|sqm|ft|kg|"
    r"tons?|tonnes?|hrs?|hours?|days?|weeks?|people|seats?|rooms?|desks?|licen[cs]es?|users?|done|complete|paid|"
    r"installed|delivered|received|likely|sure|certain|chance|confident|of|full|price|share|عدد|دستگاه|اینچ|متر|کیلو|تن|بسته|کارتن|قسط|نفر|رول|شاخه|درصد)"
    r"(?!\w)|[\"″”%٪])",
    re.IGNORECASE,
)
"""Of goods "4/12" is how many have come, or a size."""
FRACTIONS = frozenset(
    {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 8), (3, 8), (5, 8), (7, 8), (24, 7)}
)
"""What two numbers mean more often than a day, unless a word before them says so."""
ON = re.compile(
    r"(?:\b(?:on|by|til+|until|before|from|after|since|due|w/c|the)|تا|روز|مورخ|در|از|قبل|بعد)[ :]*$",
    re.IGNORECASE,
)

_SPACED = r"(?:یک|دو|سه|چهار|پنج|پنچ|[1-5]) ?شنبه"
WEEKDAY = rf"{_SPACED}|{_either(list(WEEKDAYS))}"
_LATER = r"بعد(?! ?از(?!\w))ی?|اینده|دیگه|دیگر"
""""Ten days after" something begin on no day that is known."""
_THEN = rf"هفته ?ی? ?(?:{_LATER})|next week"
OF_NEXT_WEEK = re.compile(
    rf"(?<!\w)(?P<day>{WEEKDAY})ی?,? (?:of )?(?:{_THEN})(?!\w)"
    rf"|(?<!\w)(?:{_THEN}),? (?:روز |on )?(?P<then>{WEEKDAY})(?!\w)",
    re.IGNORECASE,
)
ON_WEEKDAY = re.compile(
    rf"(?<![\w'])(?P<lead>next )?(?P<day>{WEEKDAY})(?P<behind> week(?! ?(?:com|beg|end))|ی? ?(?:{_LATER}))?(?![\w']|\.\w)",
    re.IGNORECASE,
)
_NUMBER = rf"\d{{1,2}}|{_either(list(NUMBER_WORDS))}"
COUNTED = re.compile(
    rf"(?<!\w)(?:(?:the )?day after tomorrow|tomorrow|tomorow|tmrw|tmw|tmr|today|tonight|eod|week after next"
    rf"|next (?:week|month|year)|in (?:{_NUMBER}) (?:days?|weeks?|months?)(?! (?:after|before|of|from(?! now| today)))"
    rf"|(?:{_NUMBER}) (?:days?|weeks?|months?) (?:from now|from today|later)"
    rf"|(?:the )?end of (?:the |this |next )?(?:week|month|year)|(?:month|year|week)[ -]?end|eow|eom"
    rf"|امروز|پس ?فردا|فردا|(?:{_NUMBER}) ?(?:روز|هفته|ماه)ی? ?(?:{_LATER})|(?:هفته|ماه|سال) ?ی? ?(?:{_LATER})"
    rf"|(?:اخر|پایان) (?:این |همین )?(?:هفته|ماه|سال)(?: ?ی? ?(?:{_LATER}))?)(?!\w)",
    re.IGNORECASE,
)
PART = re.compile(
    rf"(?<!\w)(?P<edge>early|start|beginning|mid|middle|late|end)[ \-]+(?:of )?(?P<month>{_LATIN_MONTH})\.?"
    rf"(?:,? (?P<year>{_YEAR}|'\d\d))?(?!\w)"
    rf"|(?<!\w)(?P<part>نیمه ?ی? (?:اول|دوم)|اول|اوایل|ابتدای|شروع|نیمه|وسط|اواسط|میانه|اخر|اواخر|پایان|انتهای)"
    rf"(?:های?|ای|ی)? ?(?P<then>{_PERSIAN_MONTH})(?: ?ماه)?(?: (?P<last>{_YEAR}))?(?!\w)",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(
    rf"(?<![\w'])(?P<lead>(?:in|by|until|til+|from|for|during|revisit|review|chase|again|back|در|تا|برای) )?"
    rf"(?P<month>{MONTH})\.?"
    rf"(?P<word> ?ماه)?(?:[ ,]*(?:of )?(?P<year>{_YEAR}|'\d\d))?(?![\w'/]| ?\d)",
    re.IGNORECASE,
)
_DID = r"spoke|met|called|rang|sent|emailed|visited|saw"
DENIED = re.compile(
    r"(?:\b(?:last|past|since|every|each|except|not|closed|black|good|cyber|no|never|off|"
    rf"(?<!be )(?:{_DID})(?: (?:him|her|them|on|to him|to her))?)"
    r"|(?:^|\s)(?:هر|بجز|به جز|غیر از|جز|همه))[ ,]*$",
    re.IGNORECASE,
)
SHIFTED = re.compile(
    r"(?:\b(?:days?|weeks?|months?|hours?|hrs?|fortnight)(?: or so)? (?:before|after|prior to|ahead of|following|from)"
    r"(?: (?:the|this|next|last))?|\b(?:a|one|two|three|\d) weeks? on"
    r"|(?:روز|هفته|ماه|ساعت) ?(?:ی|ها)? ?(?:کاری )?(?:(?:قبل|پیش|بعد|پس) ?از|مانده ?به)(?: ?(?:تاریخ|روز))?)[ :]*$",
    re.IGNORECASE,
)
"""What makes of a day one that stands so many days before it, or behind it."""
GONE = re.compile(
    r" ?(?:ها(?!\w)|گذشته|پیش(?! ?(?:فاکتور|پرداخت|نویس|از))|قبل(?!\w| ?از)|تعطیل|(?:زنگ |تماس |ایمیل |پیام )?"
    r"(?:زدم|زدیم|گرفتم|گرفتیم|رفتم|رفتیم|"
    r"گفت|فرستادم|فرستادیم|دادم|دادیم|بود)(?!\w))"
)
"""What stands behind a day that was, or that is none of the step."""
_PART_OF_DAY = r"am|pm|صبح|ظهر|عصر|غروب|بعد ?از ?ظهر"
_HALF = r"(?: ?و ?(?:نیم|ربع))?"
HOUR = re.compile(
    rf"(?<![\w/.:\-])(?:(?:at |@ ?|ساعت ?)?(?P<part>\d{{1,2}}(?:[:.]\d\d)?{_HALF} ?(?:{_PART_OF_DAY}))(?!\w)"
    rf"|(?P<night>ساعت ?\d{{1,2}}(?::\d\d)?{_HALF} ?شب)(?!\w)"
    rf"|ساعت ?(?P<said>\d{{1,2}}(?::\d\d)?{_HALF})(?![\w/%:])"
    r"|(?:at |@ ?)(?P<at>\d{1,2}(?::\d\d)?)(?=$|[,;)]| (?:with|re|to|for|on|in|-) )"
    r"|(?P<clock>\d{1,2}:\d\d)(?![\w:]))",
    re.IGNORECASE,
)
EVENING = re.compile(r"(?:شب|غروب|عصر|بعد ?از ?ظهر|evening|night|tonight|afternoon)[ ,،]*$", re.IGNORECASE)
IN_EVENING = re.compile(
    r"[ ,]*(?:(?:in the |this |tomorrow )?(?:evening|afternoon)|at night|tonight)(?!\w)", re.IGNORECASE
)
MORNING = re.compile(r"(?:صبح|morning)[ ,،]*$", re.IGNORECASE)
"""What stands before an hour that does not say itself of which half of the day it is."""
PARTED = re.compile(r"[,;!?،؛\n]|\.(?!\d)")
