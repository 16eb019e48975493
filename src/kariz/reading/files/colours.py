"""Colours of the rows of a workbook: some firms say how a deal ended by nothing else."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from itertools import pairwise
from math import dist
from typing import Any, NamedTuple

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from kariz.reading.files.limits import MIB

Runs = list[list[int]]
"""[first row, last row] of rows of one colour that follow each other, as a spreadsheet counts them."""
LARGEST_STYLES = 4 * MIB
LARGEST_SHEET = 24 * MIB
"""Of the text of a sheet: of larger ones nobody asks for the colours."""
MOST_RUNS = 2_000
CELLS = "cell_colours"
"""Under which it keeps which rows have single cells of a colour."""
FILLS = "fills"
"""Under which the layout keeps {colour: how it looks, as six digits}."""
SHADE = ":"
"""Behind the name of a colour, and before the six digits of one of several shades of it that a sheet has."""
OFTEN = 2
"""Rows that a shade has to be one of its own."""
APART = 24
"""How far two shades are from each other that eyes tell apart."""
COLOURS = ("green", "red", "yellow", "orange", "blue", "purple", "grey")
_HUES = (
    (20, "red"),
    (42, "orange"),
    (68, "yellow"),
    (170, "green"),
    (255, "blue"),
    (330, "purple"),
    (361, "red"),
)
"""Up to which degree of the circle a colour is called so."""
_CELL = re.compile(rb"<(?:\w{1,9}:)?c\s([^<>]*+)>")
_PLACE = re.compile(rb"(?:^|\s)r=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE = re.compile(rb"(?:^|\s)s=[\"'](\d{1,5})[\"']")
_THEME = (0xFFFFFF, 0x000000, 0xE7E6E6, 0x44546A, 0x4472C4, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47)
"""What a workbook without colours of its own has: light, dark, again both, then six accents."""
_INDEXED = {2: 0xFF0000, 3: 0x00FF00, 4: 0x0000FF, 5: 0xFFFF00, 10: 0xFF0000, 11: 0x00FF00, 12: 0x0000FF,
            13: 0xFFFF00, 17: 0x008000, 22: 0xC0C0C0, 23: 0x808080, 42: 0xCCFFCC, 43: 0xFFFF99, 45: 0xFF99CC,
            47: 0xFFCC99, 50: 0x99CC00, 51: 0xFFCC00, 52: 0xFF9900, 53: 0xFF6600, 57: 0x339966}  # fmt: skip


class Painted(NamedTuple):
    rows: dict[str, Runs]
    """{colour: its rows}; of several shades each is one: "green:c6efce"."""
    fills: dict[str, str]
    """{colour: how it looks, as six digits}"""
    cells: dict[str, Runs]
    """{colour: rows of no colour of which some cells have it}"""


NOT_PAINTED = Painted({}, {}, {})


def plain(colour: str) -> str:
    """What people call a colour, whichever shade of it."""
    return colour.partition(SHADE)[0]


def is_colour(name: str) -> bool:
    called, shade, digits = name.partition(SHADE)
    return called in COLOURS and (not shade or _number(digits) is not None)


def in_order(colours: Iterable[str]) -> list[str]:
    return sorted(colours, key=lambda one: (COLOURS.index(plain(one)), one))


def with_shades(said: Mapping[str, str], colours: Iterable[str]) -> dict[str, str]:
    """What is said of colours, by their names, of each of their shades, too."""
    return {**said, **{one: said[plain(one)] for one in colours if one not in said and plain(one) in said}}


def of_cells(layout: Mapping[str, Any], said: Mapping[str, str], first: int) -> dict[str, Runs]:
    """The colours of rows from the `first` on, with those of single cells of which the file says what they mean."""
    found = {colour: [*runs] for colour, runs in layout.get("colours", {}).items()}
    for colour, runs in layout.get(CELLS, {}).items():
        if colour in said:
            mine = by_row(
                {colour: [*found.get(colour, []), *([max(a, first), b] for a, b in runs if b >= first)]}
            )
            found[colour] = runs_of(sorted(mine))
    return found


def colours_of(
    packed: zipfile.ZipFile, files: Mapping[str, str], columns: range | None = None
) -> dict[str, Painted]:
    """{sheet: the colours of its rows}; nothing of workbooks that colour no cell. `files` holds each sheet's part;
    `columns`: only those count."""
    if not (styles := _styles(packed)):
        return {}
    found = {}
    for sheet, file in files.items():
        try:
            part = packed.getinfo(file)
        except KeyError:
            continue
        if (
            part.file_size <= LARGEST_SHEET
            and (painted := _rows(packed.read(part), styles, columns)) != NOT_PAINTED
        ):
            found[sheet] = painted
    return found


def place_of(letters: bytes) -> int:
    """The number of a column, counted from 1."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def _rows(content: bytes, styles: Mapping[int, int], columns: range | None = None) -> Painted:
    """A row has the colour that at least half of its cells have."""
    of: dict[str, list[tuple[int, int]]] = {}
    some: dict[str, list[int]] = {}
    row, cells = 0, Counter[int]()

    def end() -> None:
        named = Counter[str]()
        for fill, times in cells.items():
            named[name_of(fill) if fill >= 0 else ""] += times
        colour, times = max(named.items(), key=lambda one: one[1], default=("", 0))
        if colour and 2 * times >= cells.total():
            fill = max(
                (one for one in cells if one >= 0 and name_of(one) == colour), key=lambda one: cells[one]
            )
            of.setdefault(colour, []).append((row, fill))
        elif painted := next((name for name in named if name), ""):
            some.setdefault(painted, []).append(row)

    for match in _CELL.finditer(content):
        place = _PLACE.search(match[1])
        if place is None or (columns is not None and place_of(place[1]) - 1 not in columns):
            continue
        if (number := int(place[2])) != row:
            end()
            row, cells = number, Counter[int]()
        style = _STYLE.search(match[1])
        cells[styles.get(int(style[1]), -1) if style else -1] += 1
    end()
    found = Painted({}, {}, {name: runs_of(rows)[:MOST_RUNS] for name, rows in some.items()})
    for colour, rows in of.items():
        if not _is_banding([number for number, _fill in rows]):
            _part(found, colour, rows)
    return found


def _part(found: Painted, colour: str, rows: Sequence[tuple[int, int]]) -> None:
    """Tell apart the shades of a colour that each have some rows."""
    shades: list[int] = []
    for fill, times in Counter(fill for _row, fill in rows).most_common():
        if not shades or (times >= OFTEN and min(_between(fill, shade) for shade in shades) >= APART):
            shades.append(fill)
    of: dict[int, list[int]] = {}
    for number, fill in rows:
        of.setdefault(min(shades, key=lambda shade: _between(fill, shade)), []).append(number)
    for fill, numbers in of.items():
        name = f"{colour}{SHADE}{fill:06x}" if len(shades) > 1 else colour
        found.rows[name], found.fills[name] = runs_of(numbers)[:MOST_RUNS], f"{fill:06x}"


def _between(one: int, other: int) -> float:
    return dist(*([value >> shift & 255 for shift in (16, 8, 0)] for value in (one, other)))


def _is_banding(rows: Sequence[int]) -> bool:
    """Every second row is coloured for the eye alone."""
    steps = [later - earlier for earlier, later in pairwise(rows)]
    return len(steps) >= 4 and steps.count(2) >= 0.8 * len(steps)


def runs_of(rows: Iterable[int]) -> Runs:
    runs: Runs = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return runs


def by_row(colours: Mapping[str, Runs]) -> dict[int, str]:
    """{row: its colour}"""
    return {
        row: colour
        for colour, runs in colours.items()
        for first, last in runs
        for row in range(first, last + 1)
    }


# What the numbers of styles mean


def _styles(packed: zipfile.ZipFile) -> dict[int, int]:
    """{style of cells: fill} of those that have one which people call a colour."""
    root = _xml(packed, "xl/styles.xml")
    if root is None:
        return {}
    theme = _theme(packed)
    fills = [_fill(one, theme) for one in _children(root, "fills")]
    if all(fill is None for fill in fills):
        return {}
    found = {}
    for place, one in enumerate(_children(root, "cellXfs")):
        fill = one.get("fillId", "0")
        if fill.isdecimal() and int(fill) < len(fills) and (value := fills[int(fill)]) is not None:
            found[place] = value
    return found


def _xml(packed: zipfile.ZipFile, name: str) -> Any:
    try:
        part = packed.getinfo(name)
        return fromstring(packed.read(part)) if part.file_size <= LARGEST_STYLES else None
    except (KeyError, ParseError, DefusedXmlException):
        return None


def _children(root: Any, name: str) -> list[Any]:
    return [child for one in root if _tag(one) == name for child in one]


def _tag(one: Any) -> str:
    return str(one.tag).rpartition("}")[2]


def _theme(packed: zipfile.ZipFile) -> Sequence[int]:
    root = _xml(packed, "xl/theme/theme1.xml")
    schemes = [one for one in root.iter() if _tag(one) == "clrScheme"] if root is not None else []
    said = [
        next((child.get("lastClr") or child.get("val") for child in one), "") for one in (schemes or [[]])[0]
    ]
    named = [value for text in said if (value := _number(text)) is not None]
    if len(named) < 10:
        return _THEME
    # Cells count light before dark, the theme the other way round.
    return (named[1], named[0], named[3], named[2], *named[4:])


def _fill(fill: Any, theme: Sequence[int]) -> int | None:
    """How a fill looks; None for one that has no colour, white and black among them."""
    pattern = next((one for one in fill if _tag(one) == "patternFill"), None)
    if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
        return None
    said = {_tag(one): one for one in pattern}
    colour = said.get("fgColor")
    if colour is None:
        return None
    value = _number(colour.get("rgb", "")[-6:])
    if (place := colour.get("theme", "")).isdecimal() and int(place) < len(theme):
        value = theme[int(place)]
    elif (place := colour.get("indexed", "")).isdecimal():
        value = _INDEXED.get(int(place))
    if value is None:
        return None
    looks = _tinted(value, _tint(colour.get("tint", "0")))
    return looks if name_of(looks) else None


def _tinted(value: int, tint: float) -> int:
    """A fill that is made lighter or darker, as programmes do it."""
    if not tint:
        return value
    hue, light, strength = rgb_to_hls(*((value >> shift & 255) / 255 for shift in (16, 8, 0)))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    red, green, blue = (round(255 * part) for part in hls_to_rgb(hue, light, strength))
    return red << 16 | green << 8 | blue


def _number(text: str | None) -> int | None:
    return int(text, 16) if text and re.fullmatch(r"[0-9A-Fa-f]{6}", text) else None


def _tint(text: str) -> float:
    try:
        return max(-1.0, min(1.0, float(text)))
    except ValueError:
        return 0.0


@lru_cache(maxsize=1_000)
def name_of(value: int) -> str:
    """What people call a colour; "" for white and black."""
    hue, light, strength = rgb_to_hls(*((value >> shift & 255) / 255 for shift in (16, 8, 0)))
    if light > 0.97 or light < 0.06:
        return ""
    if strength < 0.12:
        return "grey"
    return next(name for most, name in _HUES if hue * 360 < most)
