"""Lines of a sheet that are no records: sums, the names of the columns once more, a remark below the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kariz.localisation.digits import to_latin
from kariz.localisation.text import fold, squash
from kariz.reading.cells.cells import Cell, Row, Spanning
from kariz.reading.cells.periods import is_heading, is_period, words_of
from kariz.reading.cells.units import counts
from kariz.reading.layout.bare_totals import lacks_all_others_say
from kariz.reading.layout.legends import tells_colours
from kariz.reading.layout.part_titles import is_title_of_part
from kariz.reading.layout.sums import PHONE, number_of, sums_in

TOTAL, HEADER, ALONE, SUM, DIVIDER, NAMED = "total", "header", "alone", "sum", "divider", "named"
AVERAGE, LABELLED, NUMBERED = "average", "labelled", "numbered"
"""An average of the list; a number with a label below its totals; a row of which only the number stands there."""
SAYS_TWICE = "twice"
"""The row says of itself that it stands somewhere else already."""
TYPED_TWICE = "typed"
"""The row is a row above once more; behind a colon stands the number of that one."""
REVISED = "revised"
"""A later revision of the same quote stands in the list; behind a colon stands the number of that row."""
CARRIED = "carried"
"""The row says that it goes on in another list, where its customer stands."""
CHOSEN = "chosen"
"""A person said that it is not to come."""
SAID_NAMES = "said_names"
"""A person said that it names the columns anew."""
HEADED = "headed"
"""The heading of the rows below, which is a word for their stage."""
RENAMED = "renamed"
"""The row names the columns anew, some otherwise: those below are read by it."""
BEFORE = "before"
"""A person said so of it in an earlier import."""
"""A SUM has a number alone, a NAMED one says of what it is the sum: both must add up."""
MOST = 500
"""So many lines are told apart; a sheet with more is a report, not a list."""
_DIVIDER = re.compile(r"[-=_*~–—─]{2,}.*|[-=_*~–—─][^-=_*~–—─]+[-=_*~–—─]+")
_COUNTED = re.compile(r"\d{1,6}\s+[^\W\d]{2,20}(?:\s[^\W\d]{2,20})?")
"""«۶۹ مشتری»: what stands beside the word of a total."""
REMARK = 4
"""A line of its own with more words is a remark below the list; with fewer it may be a name."""
WIDE = 2
"""Columns over which a name may be merged; over more it is the title of a part."""
NARROW = 3
"""Cells that a list has at least before a line of one says anything."""
_TOTALS = (
    "جمع|جمع کل|جمع کل فروش|جمع نهایی|جمع صفحه|جمع ستون|جمع مبلغ|جمع مبالغ|جمع بالا|مجموع|مجموع کل|مجموع فروش|سر جمع|"
    "جمع تا اینجا|جمع تا این جا|جمع تا کنون|جمع تاکنون|جمع تا امروز|جمع تا این تاریخ|جمع تا این ردیف|جمع کل تا اینجا|"
    "مجموع تا اینجا|sum so far|total so far|running total|total to date|"
    "جمع به ریال|جمع به تومان|مبلغ کل|کل|total|totals|grand total|sub total|sum|sum total|overall|total amount|"
    "total sum|overall total|هدف فروش|هدف سال|هدف ماه|هدف فروش سال|هدف فروش ماه|sales target|target for the year"
)
"""What was wanted is no more a record than what came together."""
WORDS = frozenset(map(squash, _TOTALS.split("|")))
_LABELS = (
    "فروش قطعی|فروش قطعی شده|قطعی|قطعی شده|فروش رفته|فروخته شده|فروش|برد|برنده|باخت|از دست رفته|باز|در جریان|جاری|"
    "مانده|باقیمانده|باقی مانده|مانده حساب|تخفیف|مالیات|ارزش افزوده|مالیات بر ارزش افزوده|خالص|خالص فروش|فروش خالص|پورسانت|"
    "سود|قابل پرداخت|مبلغ قابل پرداخت|دریافتی|دریافت شده|وصولی|وصول شده|تعداد|won|lost|open|net|net total|net sales|tax|vat|"
    "discount|commission|balance|remaining|profit|paid|count|closed|closed won|pipeline|bid|bids|quoted"
)
LABELS = frozenset(map(squash, _LABELS.split("|")))
"""What numbers below a total are called; other words there may be the name of a customer."""
AVERAGES = frozenset(map(squash, ("میانگین", "میانگین کل", "متوسط", "معدل", "average", "avg", "mean")))
_ROW_NUMBER = frozenset(
    map(squash, ("ردیف", "شماره ردیف", "رديف", "ر", "row", "row no", "row number", "#", "s/n", "sr no"))
)
MOST_NUMBERED = 5_000
FIRST = frozenset(map(fold, ("جمع", "مجموع", "total", "sum", "subtotal")))
"""Words that a total of something begins with."""
_NO_NAMES = frozenset(map(fold, ("جمع", "مجموع")))
_WHOLE = fold("کل")
LONGEST = 40
_SUB = re.compile(r"\bsub[- ]total\b", re.IGNORECASE)
_SO_FAR = re.compile(r"^(?:جمع|مجموع)(?: کل)? تا |\b(?:so far|to date)$|^running total$")
_PART = re.compile(r"of which\b", re.IGNORECASE)
"""What part of a total below it is: "of which won"."""
_HINTS = ("جمع", "مجموع", "کل", "total", "sum", "overall")


@dataclass(slots=True)
class _Line:
    number: int
    cells: list[Cell]
    kind: str
    apart: bool
    """A blank line stands above it."""
    last: bool = True
    """Nothing but such lines comes after it."""
    followed: bool = False
    """A record comes right below it."""
    named: bool = False
    """Its text stands where others have words: it may be a name."""
    under: bool = False
    """Nothing but totals stands between it and the total above it."""
    bare: bool = False
    """It names nobody, as all others do."""


@dataclass(slots=True)
class Survey:
    """What a table holds: how many rows, and which of them are no records."""

    count: int = 0
    asides: dict[int, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    """What stands alone in those that divide it or stand below it."""


def survey(rows: Callable[[], Iterator[Row]], columns: Sequence[str], heads: Collection[int] = ()) -> Survey:
    """Goes through the rows once, and once more where sums must be compared. `columns`: "" for those without a name;
    `heads`: rows that name them anew."""
    found = Survey()
    lines: list[_Line] = []
    wide = before = 0
    names = [name for name in columns if name]
    counted = next((place for place, name in enumerate(columns) if is_row_number(name)), -1)
    numbered: list[int] = []
    few: dict[int, list[Cell]] = {}
    worded: Counter[int] = Counter()
    shouted: Counter[int] = Counter()
    for number, cells in rows():
        found.count += 1
        filled = [cell for cell in cells if cell != ""]
        if len(filled) == 1 and _is_lone_number(cells, counted) and len(numbered) < MOST_NUMBERED:
            numbered.append(number)
            continue
        kind = HEADER if number in heads else kind_of(filled, names)
        if not kind and lines and lines[-1].number == before and _is_labelled(filled):
            kind = LABELLED
        below = bool(lines) and lines[-1].number == before
        apart = bool(before) and (number > before + 1 or (below and lines[-1].apart))
        if kind == HEADER:
            _tell_titles(lines, before)
        if kind in (TOTAL, AVERAGE, LABELLED, HEADER, DIVIDER, NAMED) or (kind and apart):
            above = lines[-1] if below else None
            under = above is not None and (above.kind in (TOTAL, AVERAGE, LABELLED) or above.under)
            lines.append(_Line(number, cells, kind, apart, under=under))
            if len(lines) > MOST:
                return Survey(sum(1 for _row in rows()))
        else:
            wide += len(filled) >= NARROW
            if len(filled) <= NARROW < len(names) and len(few) < MOST:
                few[number] = cells
            worded.update(place for place, cell in enumerate(cells) if cell != "" and number_of(cell) is None)
            shouted.update(
                place for place, cell in enumerate(cells) if isinstance(cell, str) and cell.isupper()
            )
            for line in reversed(lines):
                if not line.last:
                    break
                line.last = False
            if below and number == before + 1:
                lines[-1].followed = True
        before = number
    _tell_followed(lines)
    records = found.count - len(lines) - len(numbered)
    _tell_bare(lines, worded, shouted, found.count, records)
    if 2 * wide < records:
        # Lists of two columns, or of numbers alone: nothing can be told from how few cells a line has.
        lines = [line for line in lines if line.kind in (HEADER, DIVIDER)]
    few = _few(few, worded, found.count - len(lines) - len(numbered))
    asked = {line.number: line.cells for line in lines} | few
    sums = sums_in(rows, asked, few) if few or any(map(_unsure, lines)) else set()
    found.asides = {
        line.number: TOTAL if line.kind in (SUM, NAMED, LABELLED) else line.kind
        for line in lines
        if not _unsure(line) or line.number in sums
    } | dict.fromkeys(numbered, NUMBERED)
    found.asides |= dict.fromkeys(sums & few.keys(), TOTAL)
    alone = {line.number: line for line in lines if line.kind in (ALONE, DIVIDER)}
    found.titles = [_text(line) for number, line in alone.items() if number in found.asides]
    return found


def _few(lines: Mapping[int, list[Cell]], worded: Mapping[int, int], records: int) -> dict[int, list[Cell]]:
    """Those that may be sums though no word of them says so: "all my stuff" with a number, and nothing else of what all
    others say."""
    shaped = {number: cells for number, cells in lines.items() if _is_amount_alone(cells)}
    records -= len(shaped)
    return {
        number: cells
        for number, cells in shaped.items()
        if lacks_all_others_say(cells, worded, records, least=WIDE)
    }


def _is_amount_alone(cells: Sequence[Cell]) -> bool:
    """Does at most one text stand beside a number?"""
    texts = [cell for cell in cells if isinstance(cell, str) and cell and number_of(cell) is None]
    return len(texts) < WIDE and any(number_of(cell) for cell in cells)


def _tell_bare(
    lines: Sequence[_Line], worded: Mapping[int, int], shouted: Mapping[int, int], count: int, records: int
) -> None:
    """Which of them lack what nearly all records say, and which call a part of these."""
    for line in lines:
        line.named = line.kind == LABELLED and _may_be_name(line.cells, worded, count)
        line.bare = lacks_all_others_say(line.cells, worded, records)
        if line.kind == ALONE and line.apart and line.followed and _is_title(line, shouted, records):
            bare = lacks_all_others_say(line.cells, worded, records, least=2)
            line.kind = DIVIDER if bare else ALONE


def _is_title(line: _Line, shouted: Mapping[int, int], records: int) -> bool:
    """`shouted`: in how many of the `records` each column has capitals alone."""
    place = next((place for place, cell in enumerate(line.cells) if cell != ""), 0)
    return is_title_of_part(_text(line), in_capitals=2 * shouted[place] < records)


def _text(line: _Line) -> str:
    return next((cell for cell in line.cells if isinstance(cell, str) and cell), "")


def is_row_number(name: str) -> bool:
    return squash(name) in _ROW_NUMBER or name.strip() == "#"


def _is_lone_number(cells: Sequence[Cell], counted: int) -> bool:
    """Does nothing stand in the row but its number?"""
    cell = cells[counted] if 0 <= counted < len(cells) else ""
    return cell != "" and number_of(cell) is not None


def _is_labelled(filled: Sequence[Cell]) -> bool:
    """«فروش قطعی» with its number, below a total."""
    texts = [cell for cell in filled if isinstance(cell, str) and number_of(cell) is None]
    return len(filled) == 2 and len(texts) == 1 and len(texts[0]) <= LONGEST and texts[0] != filled[1]


def _may_be_name(cells: Sequence[Cell], worded: Mapping[int, int], rows: int) -> bool:
    """Does the text of a line with one number stand in a column of words, and is it none that sums are called by?"""
    place = next(place for place, cell in enumerate(cells) if cell != "" and number_of(cell) is None)
    return (
        2 * worded[place] >= max(1, rows // 2) and squash(str(cells[place]).strip(" :：=.-–—*")) not in LABELS
    )


def _tell_titles(lines: Sequence[_Line], before: int) -> None:
    """What stands alone below a blank line and right above the names of the columns is what that part is called."""
    for line in reversed(lines):
        if line.kind != ALONE or line.number != before:
            break
        line.kind = DIVIDER
        before = line.number - 1


def _tell_followed(lines: Sequence[_Line]) -> None:
    """What was taken for a label below a total, and is a record for others come after it, follows that total."""
    for line, below in pairwise(lines):
        if below.kind == LABELLED and not below.last:
            line.followed = line.followed or below.number == line.number + 1


def _unsure(line: _Line) -> bool:
    """Must the numbers of the line prove that it is a sum? A firm may well be called Total."""
    if line.kind in (HEADER, DIVIDER):
        return False
    if line.kind == LABELLED:
        return not line.last or line.named
    if line.kind in (TOTAL, AVERAGE):
        return line.followed and not line.apart and not _of_period(line)
    if line.kind == NAMED:
        return not (line.bare or (line.last and line.under and _begins_as_sum(line.cells)))
    if line.kind == SUM:
        return True
    text = next(cell for cell in line.cells if isinstance(cell, str) and cell)
    return not line.last or not _is_remark(text)


def _is_remark(text: str) -> bool:
    """A sentence, a legend, or a date; not what may be a name, or a number to call."""
    if ":" in text or len(text.split()) > REMARK or tells_colours(text):
        return True
    bare = "".join(char for char in to_latin(text) if char.isdigit() or char == "+")
    return not any(char.isalpha() for char in text) and not PHONE.fullmatch(bare)


def kind_of(filled: Sequence[Cell], names: Sequence[str]) -> str:
    """What a line may be, by itself."""
    if filled and len(filled) == len(names) and str(filled[0]) == names[0] and [*map(str, filled)] == names:
        return HEADER
    # The word may stand behind its sums: an amount with its sign is text, too.
    texts = [cell for cell in filled if isinstance(cell, str)]
    first = next((cell for cell in texts if not _is_sum(cell)), texts[0] if texts else None)
    if first is not None and (kind := _kind_of_total(first, [cell for cell in filled if cell is not first])):
        return kind
    if len(filled) == 1 and isinstance(first, str):
        return DIVIDER if _divides(first) else ALONE
    if 1 <= len(filled) < NARROW and all(map(_is_number, filled)):
        return SUM
    return ""


def _kind_of_total(first: str, others: Sequence[Cell]) -> str:
    if len(first) > LONGEST or not all(map(_counts, others)):
        return ""
    if squash(first.strip(" :：=.-–—*")) in AVERAGES:
        return AVERAGE if others else ""
    if says_total(first) or _PART.match(first) or (_rest(first) and is_period(_rest(first))):
        return TOTAL
    if not (rest := _rest(first)):
        return ""
    # «جمع فروش قطعی» is a sum wherever «فروش قطعی» is one, also where its formula was never reckoned.
    if squash(" ".join(rest)) in LABELS:
        return TOTAL
    return NAMED if others else ""


def _rest(text: str) -> list[str]:
    """What a text that begins, or ends, with the word of a total says it is the total of."""
    words = words_of(_SUB.sub("subtotal", text))
    if words and words[0] in FIRST:
        # «جمع کل سال» is that of the year.
        return words[2:] if words[1:2] == [_WHOLE] and len(words) > 2 else words[1:]
    return words[:-1] if words and words[-1] in FIRST else []


def _begins_as_sum(cells: Sequence[Cell]) -> bool:
    """«جمع سفارش‌های تهران»: firms are called Total or «جمع‌آوران», and none «جمع»."""
    text = next(cell for cell in cells if isinstance(cell, str) and cell)
    return fold(text.split()[0].strip(":")).strip() in _NO_NAMES


def _of_period(line: _Line) -> bool:
    """«جمع سال ۱۴۰۲», «جمع تا اینجا»: nobody is called so, wherever in the list it stands."""
    texts = [cell for cell in line.cells if isinstance(cell, str) and cell]
    return any(is_period(_rest(text)) or _SO_FAR.search(fold(text)) for text in texts)


def _divides(text: str) -> bool:
    """A line of signs, a period, or a text over several columns: the title of a part of the list."""
    over = text.columns if isinstance(text, Spanning) else 1
    return over > WIDE or bool(_DIVIDER.fullmatch(text.strip())) or is_heading(text)


def says_total(text: str) -> bool:
    low = text.lower()
    if not any(hint in low for hint in _HINTS):
        return False
    return squash(text.strip(" :：=.-–—*")) in WORDS


def of_totals(text: str) -> bool:
    """The name of a column of sums: «جمع فروش», "Total"."""
    return says_total(text) or bool(_rest(text))


def _is_number(cell: Cell) -> bool:
    return number_of(cell) is not None or (isinstance(cell, str) and says_total(cell))


def _counts(cell: Cell) -> bool:
    return (
        _is_number(cell)
        or (isinstance(cell, str) and _COUNTED.fullmatch(to_latin(cell).strip()) is not None)
        or (isinstance(cell, str) and len(cell) <= LONGEST and counts(cell))
    )


def _is_sum(cell: str) -> bool:
    return number_of(cell) is not None or (len(cell) <= LONGEST and counts(cell))
