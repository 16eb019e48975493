"""No cell, however long and whatever stands in it, keeps a reader busy: all that read a text are tried."""

import csv
import gc
import importlib
import inspect
import io
import pkgutil
import re
import signal
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest

import kariz.localisation
import kariz.reading
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.custom import targets_of
from kariz.exchange.queries.pages.imports import preview
from kariz.people import normal
from kariz.people.likeness import names as likeness
from kariz.reading.files.limits import LONGEST_CELL
from kariz.reading.rows.settings import Settings
from kariz.reading.shapes.kariz import ALONE

SECONDS = 0.5
"""Of one reader and one cell, as the processor counts them."""
TODAY = date(2026, 7, 1)
SPACED = ("1{0}x", "a{0}(", "a{0})", "حدود{0}۱۴{0}میلیون{0}.", "{0}")
"""White space goes on and on there; the others are said again and again."""
SIGNS = " |\n|\t |\u200c|1|۱۲|a|آ|م|A |1.|1,|1:|/|-| - |- |(|)|[|()|«|\"|'|=|@|a@|.|a.|_|<a|<|&|+|# "
MIXED = (
    "ab |ا ب |1 |12 |0912|+98 21 |12/|1403/|1,000|a\n|a - |a، |a;|a/|a (|a(b)|«a» |a=b |a.b@c.|dup-|ext. 12 |"
    "09121234567 a |a 09121234567\n"
)
WORDS = (
    "تا |و |آقای |مدیر |شرکت |۳ میلیون و |سه میلیون و |هزار و |سیصد |نیم و |تقریبا |( تقریبی|ساعت |روز |فروردین |"
    "12 فروردین |شنبه |in 1 day |نشد |باخت |بعد از |تکراری |until |not |Mr. |and |داخلی "
)
PATTERNS = (*SPACED, "|", "a|", *SIGNS.split("|"), *MIXED.split("|"), *WORDS.split("|"))


def _fill(pattern):
    if "{0}" in pattern:
        return pattern.format(" " * ((LONGEST_CELL - 30) // pattern.count("{0}")))
    return (pattern * (LONGEST_CELL // len(pattern) + 1))[: LONGEST_CELL - 20] + " 1x"


CELLS = {pattern: _fill(pattern) for pattern in PATTERNS}


class _Stage:
    pk, pipeline_id, outcome, template = 1, 1, "", ""

    def __init__(self, title):
        self.title = self.name = title


STAGES = [_Stage(title) for title in ("سرنخ", "تماس اول", "پیشنهاد یا پیش‌فاکتور", "امضای قرارداد", "مذاکره")]
NOTHING = ("firms", "cities", "statuses", "used", "cells", "rows", "columns", "pairs")
GIVEN = {
    **dict.fromkeys(NOTHING, ()),
    "users": {},
    "known": {},
    "mapping": {},
    "layout": {},
    "found": re.search(r"(?P<month>x)|(?P<first>y)|(?P<second>z)", "x"),
    "span": (0, 1),
    "one": SimpleNamespace(said="x"),
    "meanings": {},
    "place": 0,
    "length": 1,
    "latest": None,
    "by": None,
    "today": TODAY,
    "near": TODAY,
    "calendar": "jalali",
    "order": "",
    "habit": "",
    "strict": True,
    "currency": "IRR",
    "unit": "toman",
    "said": "million toman",
    "value": "+982188880000",
    "stages": STAGES,
    "pipelines": STAGES,
    "settings": Settings(),
    "user": SimpleNamespace(name="Sara", email="sara@pars.example"),
    "meaning": lambda said: "",
    "by_word": lambda said: "",
    "own": defaultdict(str),
    "beside": {},
    "meant": lambda said: "",
    "fields": ("stage",),
    "error": ValueError(),
    "kind": "deals",
    "type": "text",
    "name": "amount",
    "language": "fa",
    "digits": "fa",
    "of_firms": True,
    "titles": True,
    "latin": "sara",
}
"""What else readers ask for."""
TEXTS = ("str", "Cell", "object")
NO_READERS = {
    "ngettext", "quoting", "of", "kept", "gettext", "gettext_lazy",  # make texts of ours
    "letters", "as_day", "number_words", "zone_name", "name_of", "weekday_of", "sign_of", "shown_scale", "lines_said",
    "with_mark",
}  # fmt: skip
"""Take something else than what somebody wrote."""


def _modules():
    for area in (kariz.reading, kariz.localisation):
        for found in pkgutil.walk_packages(area.__path__, f"{area.__name__}."):
            if not {"tests", "templatetags", "apps"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)
    yield normal
    yield likeness


def _readers():
    for module in _modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or name in NO_READERS or function.__module__ != module.__name__:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            kind = str(first.annotation) if first else ""
            if first and ("Cell" in kind or kind in ("str", "object")) and "[" not in kind:
                yield pytest.param(function, id=f"{module.__name__.removeprefix('kariz.')}.{name}")


def _others(function, cell):
    """Its other arguments, by their names."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    wanted = [one for one in parameters if one.default is one.empty and one.kind != one.VAR_POSITIONAL]
    said = {one.name: GIVEN.get(one.name, cell if one.annotation in TEXTS else None) for one in wanted}
    said |= {one.name: cell for one in wanted if (one.name, one.annotation) == ("known", "str")}
    places = [said[one.name] for one in wanted if one.kind == one.POSITIONAL_OR_KEYWORD]
    return places, {one.name: said[one.name] for one in wanted if one.kind == one.KEYWORD_ONLY}


@contextmanager
def _at_most(seconds):
    def stop(*_given):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    # The collector of garbage goes through all that the tests before have left.
    gc.disable()
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        gc.enable()
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("read", list(_readers()))
def test_a_long_cell_is_read_at_once(read):
    slow = []
    for pattern, cell in CELLS.items():
        places, named = _others(read, cell)
        begun = time.process_time()
        try:
            with _at_most(SECONDS):
                found = read(cell, *places, **named)
                if inspect.isgenerator(found):
                    list(found)
        except TimeoutError:
            slow.append(pattern)
        except ValueError:
            pass
        if time.process_time() - begun > SECONDS and pattern not in slow:
            slow.append(pattern)
    assert slow == []


@pytest.mark.parametrize(
    "pattern", ["1{0}x", "a{0}(", "\n", "آقای ", "سه میلیون و ", "1403/", "a - ", "(", "09121234567 a "]
)
def test_a_file_of_long_cells_is_looked_at_at_once(pattern, admin, pipeline, upload):
    cell, columns = CELLS[pattern], [target.name for target in targets_of("deals")]
    columns = [name for name in columns if name not in ALONE]
    sent = io.StringIO()
    csv.writer(sent).writerows([columns, [cell] * len(columns), ["x"] * len(columns)])
    begun = time.process_time()
    one = upload(sent.getvalue(), admin, kind="deals")
    one = imports.change(one=one, by=admin, mapping=dict(zip(one.columns, columns, strict=True)))
    preview(one, admin)
    assert time.process_time() - begun < 8 * SECONDS


@pytest.mark.parametrize("pattern", ["a{0}(", "(", "آقای ", "/"])
def test_long_names_of_columns_are_guessed_at_once(pattern, admin, pipeline, upload):
    names = ",".join(f'"{CELLS[pattern]}{number}"' for number in range(5))
    begun = time.process_time()
    upload(f"{names}\n" + "x,1403/01/02,12,y,0912\n" * 5, admin)
    assert time.process_time() - begun < 4 * SECONDS
