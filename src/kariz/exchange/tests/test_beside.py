"""Tables beside each other on a sheet are told from one table with a blank column, and from what is written beside it."""

import pytest
import xlsxwriter

from kariz.exchange.tests import books
from kariz.reading.layout import beside
from kariz.reading.layout.tables import open_tables

DEALS = ["مشتری", "محصول", "مبلغ", "وضعیت"]
PEOPLE = ["نام و نام خانوادگی", "موبایل", "شهر"]


def deals(count, of=""):
    return [[f"شرکت {of}{n}", "پمپ", 1_000_000 * n, "مذاکره"] for n in range(1, count + 1)]


def people(count):
    return [[f"علی رضایی {n}", f"0912000{n:04}", "یزد"] for n in range(1, count + 1)]


def sheet(*blocks):
    """Rows of a sheet from (row, column, lines) of each block, counted from 1 as a spreadsheet does."""
    cells = {
        (top + down, left + place): value
        for top, left, lines in blocks
        for down, line in enumerate(lines)
        for place, value in enumerate(line)
        if value != ""
    }
    width = max(column for _row, column in cells)
    return [
        (number, [cells.get((number, column), "") for column in range(1, width + 1)])
        for number in range(1, max(row for row, _column in cells) + 1)
    ]


def found(*blocks):
    return beside.look(sheet(*blocks), iter(()))


def test_two_lists_of_deals_with_their_own_customers_and_amounts_are_two_tables():
    told = found((3, 1, [DEALS, *deals(10)]), (3, 6, [DEALS, *deals(25, "ب")]))
    assert (told.reading, told.asked, told.tables) == ("apart", False, [(0, 4), (5, 9)])


@pytest.mark.parametrize("rows", [(5, 30), (30, 5), (12, 12)])
def test_however_long_each_is(rows):
    told = found((1, 1, [DEALS, *deals(rows[0])]), (1, 7, [DEALS, *deals(rows[1], "ب")]))
    assert (told.reading, told.asked) == ("apart", False)


def test_a_table_whose_names_stand_beside_rows_of_the_other_is_one_of_its_own():
    told = found((1, 1, [DEALS, *deals(20)]), (9, 6, [PEOPLE, *people(4)]))
    assert (told.reading, told.asked, told.tables) == ("apart", False, [(0, 4), (5, 8)])


def test_a_table_that_goes_on_long_after_the_other_ended_is_one_of_its_own():
    told = found((1, 1, [DEALS, *deals(6)]), (1, 6, [PEOPLE, *people(30)]))
    assert (told.reading, told.asked) == ("apart", False)


def test_three_tables_are_three():
    told = found(
        (2, 1, [DEALS, *deals(9)]), (2, 6, [PEOPLE, *people(20)]), (4, 10, [DEALS, *deals(14, "ج")])
    )  # fmt: skip
    assert told.tables == [(0, 4), (5, 8), (9, 13)]


def test_a_blank_column_in_the_middle_of_one_table_divides_nothing():
    rows = [[a, b, "", c, d] for a, b, c, d in deals(20)]
    told = found((1, 1, [["مشتری", "محصول", "", "مبلغ", "وضعیت"], *rows]))
    assert (told.reading, told.asked) == ("one", False)


@pytest.mark.parametrize("every", [1, 2, 3, 5])
@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize(
    "names",
    [
        ["نام شرکت", "عنوان معامله", "مبلغ", "مرحله"],
        ["مشتری", "نام رابط", "موبایل", "مبلغ"],
        ["Company", "Deal", "Amount", "Stage"],
        ["شرکت", "تاریخ", "شماره فاکتور", "مبلغ فاکتور"],
    ],
)
def test_wherever_it_stands_and_however_many_rows_fill_what_is_behind_it(names, place, every):
    rows = [names, *([f"{name} {n}" for name in names] for n in range(40))]
    spread = [
        line[:place] + [""] + (line[place:] if not n or n % every == 0 else [""] * (4 - place))
        for n, line in enumerate(rows)
    ]
    told = found((1, 1, spread))
    # One column behind it, or before one of which most rows are blank, does not even look like a table.
    if place == 3 or (place, every) == (1, 5):
        assert told is None
    else:
        assert told.reading == "one"


def test_the_customer_who_is_written_once_above_several_products_has_one_table():
    rows = [[f"شرکت {n // 3}" if n % 3 == 0 else "", "", "پمپ", 5_000] for n in range(30)]
    assert found((1, 1, [["مشتری", "", "محصول", "مبلغ"], *rows])).reading == "one"


def test_names_in_two_rows_over_groups_of_columns_are_one_table():
    head = [["مشتری", "محصول", "", "فاکتور", "", ""], ["", "", "", "شماره", "تاریخ", "مبلغ"]]
    rows = [[f"شرکت {n}", "پمپ", "", n, "1403/02/03", 5_000] for n in range(10, 30)]
    assert found((1, 1, [*head, *rows])).reading == "one"


def test_a_second_person_of_some_rows_stays_in_the_table():
    head = ["شرکت", "نام", "موبایل", "", "نام", "موبایل"]
    rows = [
        [f"شرکت {n}", f"علی {n}", "09120001111", "", *([f"سارا {n}", "09120002222"] if n % 3 == 0 else ["", ""])]
        for n in range(30)
    ]  # fmt: skip
    assert found((1, 1, [head, *rows])).reading == "one"


def test_a_second_person_of_every_row_is_asked_about():
    head = ["شرکت", "نام", "موبایل", "", "نام", "موبایل"]
    rows = [[f"شرکت {n}", f"علی {n}", "0912", "", f"سارا {n}", "0913"] for n in range(30)]
    assert found((1, 1, [head, *rows])).asked
    bands = ["", "رابط اول", "", "", "رابط دوم", ""]
    assert found((1, 1, [bands, head, *rows])).asked


@pytest.mark.parametrize(
    "note",
    [
        (2, 6, [["جمع کل", 55_000_000], ["تعداد", 10]]),
        (1, 6, [["جمع کل", 55_000_000]]),
        (1, 6, [["راهنما"], ["ت = تلفنی"], ["ح = حضوری"]]),
        (4, 6, [["کد", "معنی"], ["ت", "تلفنی"], ["ح", "حضوری"]]),
        (6, 6, [["این فایل تا آخر مهر کامل شود"]]),
        (3, 6, [["پشتیبانی", "09121234567"]]),
    ],
)
def test_a_legend_a_sum_and_a_remark_beside_a_table_are_neither_a_table_nor_columns_of_it(note):
    told = found((1, 1, [DEALS, *deals(10)]), note)
    assert (told.reading, told.tables) == ("one", [(0, 4)])
    assert len(told.asides) == 1


@pytest.mark.parametrize("top", [1, 4])
def test_the_sums_of_each_seller_beside_the_deals_are_nobodys_deals(top):
    sums = [["فروشنده", "جمع فروش"], ["سارا", 5_000], ["علی", 7_000], ["رضا", 9_000]]
    told = found((1, 1, [DEALS, *deals(20)]), (top, 6, sums))
    assert (told.reading, told.tables, told.asides) == ("one", [(0, 4)], [(5, 7)])


def test_a_column_of_sums_behind_a_blank_one_stays_a_column():
    rows = [[a, b, "", c] for a, b, c, _d in deals(20)]
    assert found((1, 1, [["مشتری", "محصول", "", "جمع کل"], *rows])) is None


def test_a_price_list_beside_the_deals_is_taken_for_one_and_asked_about():
    prices = [["محصول", "قیمت واحد"], *([f"کالا {n}", 5_000] for n in range(12))]
    told = found((3, 1, [DEALS, *deals(40)]), (3, 6, prices))
    assert (told.reading, told.asked, told.tables) == ("apart", True, [(0, 4), (5, 7)])


def test_blank_lines_between_the_months_of_each_table_join_nothing():
    first = [line for n, one in enumerate(deals(24)) for line in ([one, [""]] if n % 8 == 7 else [one])]
    second = [line for n, one in enumerate(deals(30, "ب")) for line in ([one, [""]] if n % 6 == 5 else [one])]
    assert found((1, 1, [DEALS, *first]), (1, 6, [DEALS, *second])).reading == "apart"


def test_a_note_before_the_table_is_left_out_as_well():
    told = found((1, 4, [DEALS, *deals(10)]), (3, 1, [["راهنما", "ت = تلفنی"]]))
    assert (told.tables, told.asides) == ([(3, 7)], [(0, 2)])


def test_a_column_of_remarks_behind_a_blank_one_stays_a_column():
    remarks = [["توضیحات"], ["بعدا زنگ بزن"], [""], ["تخفیف خواست"]]
    assert found((1, 1, [DEALS, *deals(10)]), (1, 6, remarks)) is None


def test_a_note_far_below_in_the_blank_column_joins_what_it_seemed_to_divide():
    rows = sheet((1, 1, [DEALS, *deals(10)]), (1, 6, [DEALS, *deals(10)]))
    assert beside.look(rows, iter([(2_000, ["", "", "", "", "کنار جدول"])])) is None


def test_a_title_in_the_blank_column_hides_no_table():
    told = found((1, 5, [["فروش ۱۴۰۳"]]), (3, 1, [DEALS, *deals(10)]), (3, 6, [DEALS, *deals(12, "ب")]))
    assert told.reading == "apart"


def test_a_list_without_names_is_never_taken_apart():
    rows = [[f"شرکت {n}", 5 * n, "", f"شرکت {n}", 6 * n] for n in range(1, 20)]
    assert found((1, 1, rows)) is None


def _write(path, rows):
    if path.suffix == ".xls":
        path.write_bytes(books.xls([cells for _number, cells in rows]))
    elif path.suffix == ".ods":
        path.write_bytes(books.ods({"فروش": [cells for _number, cells in rows]}))
    elif path.suffix == ".csv":
        path.write_text("\n".join(";".join(map(str, cells)) for _number, cells in rows))
    else:
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("فروش")
            page.right_to_left()
            for number, cells in rows:
                page.write_row(number - 1, 0, cells)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_every_form_of_file_gives_both_tables_with_the_numbers_of_their_rows(tmp_path, ending):
    path = tmp_path / f"list.{ending}"
    _write(path, sheet((2, 1, [DEALS, *deals(4)]), (3, 6, [PEOPLE, *people(9)])))
    first, second = open_tables(path, path.name)
    assert (first.columns, second.columns) == (DEALS, PEOPLE)
    assert ([n for n, _c in first.rows()], [n for n, _c in second.rows()]) == (
        [*range(3, 7)],
        [*range(4, 13)],
    )
    assert second.layout["beside"]["tables"] == [["A", "D"], ["F", "H"]]


def test_letters_count_from_the_first_column_of_the_sheet(tmp_path):
    path = tmp_path / "list.xlsx"
    _write(path, sheet((2, 3, [DEALS, *deals(4)]), (2, 28, [DEALS, *deals(9, "ب")])))
    assert open_tables(path, path.name)[0].layout["beside"]["tables"] == [["C", "F"], ["AB", "AE"]]


def test_the_line_above_both_says_the_unit_of_both_and_a_nearer_one_goes_before(tmp_path):
    path = tmp_path / "list.xlsx"
    blocks = (1, 1, [["مبالغ به ریال"]]), (3, 1, [DEALS, *deals(4)]), (3, 6, [DEALS, *deals(9, "ب")])
    _write(path, sheet(*blocks))
    assert [table.layout["unit"] for table in open_tables(path, path.name)] == ["rial", "rial"]
    _write(path, sheet(*blocks, (2, 6, [["مبالغ به تومان"]])))
    assert [table.layout["unit"] for table in open_tables(path, path.name)] == ["rial", "toman"]


def test_the_colours_of_one_table_are_not_those_of_the_rows_beside_it(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        green = book.add_format({"bg_color": "#00B050"})
        for number, cells in sheet((1, 1, [DEALS, *deals(8)]), (1, 6, [DEALS, *deals(12, "ب")])):
            page.write_row(number - 1, 0, cells[:5])
            page.write_row(number - 1, 5, cells[5:], green if number in (3, 4) else None)
    first, second = open_tables(path, path.name)
    assert (first.layout.get("colours"), second.layout["colours"]) == (None, {"green": [[3, 4]]})


def test_a_hundred_thousand_rows_are_looked_at_one_by_one():
    def rows():
        yield 1, [*DEALS, "", *DEALS]
        for number in range(2, 100_000):
            yield number, [*deals(1)[0], "", *(deals(1)[0] if number < 5_000 else ["", "", "", ""])]

    stream = rows()
    head = [next(stream) for _ in range(beside.SEEN)]
    assert beside.look(head, stream).reading == "apart"
    assert next(stream, None) is None


@pytest.mark.parametrize("head", ["راهنمای رنگ", "Legend", "رنگ‌ها"])
def test_what_the_colours_mean_is_no_column_whatever_rows_it_stands_beside(head):
    lines = [
        [text]
        for text in (head, "", "سبز = فروخته شد", "قرمز = پرید", "", "زرد = باز", "", "", "هدف سال: ۳۵")
    ]
    told = found((1, 1, [DEALS, *deals(40)]), (1, 6, lines))
    assert (told.tables, told.asides) == ([(0, 4)], [(5, 6)]) and "سبز = فروخته شد" in told.said


def test_a_far_column_of_a_few_remarks_stays_a_column():
    lines = [[text] for text in ("نظر", "", "گران بود", "", "", "ارسال شد", "", "باز تماس")]
    assert found((1, 1, [DEALS, *deals(40)]), (1, 6, lines)) is None
