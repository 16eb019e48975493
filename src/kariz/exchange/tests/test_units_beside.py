"""Lists that do not say in which unit their amounts are, beside others that do."""

import io

import pytest
import xlsxwriter

from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.cli.units import tell_units
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.test_set_doors import uploads
from kariz.reading.cells.sizes import ASKED, TAKEN, Amounts, unit_beside
from kariz.reading.rows.settings import UNITS

MILLION = 10**7
"""A million toman in rials."""
HERE = ["شرکت", "موضوع", "مبلغ", "مرحله"]
THERE = ["شرکت", "موضوع", "مبلغ (م.ت)", "نتیجه"]
LONG_AGO = [("سیمان داراب", 640), ("قند پارسه", 2750), ("پیام بار", 49)]


def book(**sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as work:
        for name, rows in sheets.items():
            sheet = work.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def two_sheets(here, there=LONG_AGO):
    return book(
        فروش=[THERE, *([firm, "باسکول", amount, "شد"] for firm, amount in there)],
        جاری=[HERE, *([firm, "لودسل", amount, "مذاکره"] for firm, amount in here)],
    )


def brought(content, by):
    whole = sets.upload(files=uploads({"deals.xlsx": content}), by=by)
    return whole, {part.sheet: part for part in whole.parts.all()}


def marks(*parts):
    return {one.sign: one for one in coming(parts).control.marked}


def test_amounts_that_only_in_millions_are_of_the_size_of_the_other_sheet_are_in_millions(
    admin, pipeline, client
):
    here = [("آرد زرین", 157), ("نوشابه زاگرس", 1920), ("شیشه فارسان", 25)]
    whole, parts = brought(two_sheets(here), admin)
    assert parts["جاری"].options["unit"] == "million toman"
    told = marks(*parts.values())["unit_beside"]
    assert told.of == parts["جاری"].pk and told.unit.amount == 157 * MILLION
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'data-control-mark="unit_beside"' in page and "۱۵۷ میلیون تومان" in page
    said = imports.change(one=parts["جاری"], by=admin, options={"unit": "toman"})
    assert said.options["unit"] == "toman" and "unit_beside" not in marks(said)


def test_amounts_that_are_deals_as_they_stand_stay_so(admin, pipeline):
    here = [("آرد زرین", 950_000), ("نوشابه زاگرس", 1_200_000), ("شیشه فارسان", 400_000)]
    _whole, parts = brought(two_sheets(here), admin)
    assert parts["جاری"].options["unit"] == "toman" and "unit_beside" not in marks(*parts.values())


def test_small_deals_come_with_a_question_where_nothing_says_their_unit(admin, pipeline, upload, client):
    one = upload("شرکت,موضوع,مبلغ\nآرد زرین,لودسل,157\nپیام بار,لودسل,2520\n", admin)
    told = marks(one)["small_deals"]
    assert (told.count, told.unit.amount, told.unit.other) == (2, 1570, 157 * MILLION)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "۱۵۷ تومان" in page and "۱۵۷ میلیون تومان" in page
    said = imports.change(one=one, by=admin, options={"unit": "million toman"})
    assert not preview(said, admin).control.marked


def test_the_command_says_it_too(admin, pipeline, upload, capsys):
    tell_units([upload("شرکت,موضوع,مبلغ\nآرد زرین,لودسل,157\n", admin)])
    assert "۱۵۷ میلیون تومان" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("mine", "others", "unit", "how"),
    [
        # Two customers have the same deals on both sheets.
        ([("a", 38), ("b", 120)], [("thousand", [("a", 38_000), ("b", 120_000)])], "thousand", TAKEN),
        # 38 pounds may be a visit.
        ([("a", 38), ("b", 41), ("c", 52)], [("thousand", [("d", 45_000), ("e", 390_000)])], "thousand", ASKED),
        ([("a", 380), ("b", 410), ("c", 520)], [("thousand", [("d", 900), ("e", 39_000)])], "", ""),
    ],
)  # fmt: skip
def test_pounds_are_counted_in_thousands_where_the_same_deals_say_so(mine, others, unit, how):
    def rows(pairs):
        return [(frozenset([name]), 100 * amount) for name, amount in pairs]

    there = [Amounts(said, rows(pairs), "Won") for said, pairs in others]
    found = unit_beside(Amounts("", rows(mine)), there, ["", "thousand", "million", "billion"], rial=False)
    assert (found.unit, found.how) == (unit, how) if unit else found is None


def test_the_same_deals_prove_a_unit_that_no_list_names():
    rows = [(frozenset(["سیمان"]), 10), (frozenset(["قند"]), 20)]
    there = Amounts("toman", [(names, amount * 10**6) for names, amount in rows])
    found = unit_beside(Amounts("toman", rows), [there], [unit for unit in UNITS if unit], rial=True)
    assert found.unit == "million toman" and found.how == TAKEN
