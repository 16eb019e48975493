"""Lines of a sheet that are no records, and cells that stand for several rows: seen, said, and not lost."""

import io

import pytest
import xlsxwriter

from kariz.access.models import User
from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.exchange.tests import books
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Company
from kariz.pipeline.models import Deal
from kariz.reading.layout.asides import survey
from kariz.reading.layout.tables import open_table, open_tables

HEAD = ["title", "company", "city", "amount"]


def lines(*rows, columns=HEAD):
    """{number: kind} of rows that stand below a header; None is a blank line."""
    numbered = [(number, [*row]) for number, row in enumerate(rows, 2) if row is not None]
    return survey(lambda: iter(numbered), columns).asides


def deal(number, amount=10):
    return [f"Deal {number}", f"Firm {number}", "Tehran", amount]


@pytest.mark.parametrize(
    "line",
    [
        ["جمع کل", "", "", 20],
        ["", "جمع", "", "۲۰ تومان"],
        ["", "", "Grand total:", "20"],
        ["Total", "", "", ""],
    ],
)
def test_a_total_at_the_end_is_known_by_its_word(line):
    assert lines(deal(1), deal(2), line) == {4: "total"}


def test_a_sum_below_a_blank_line_is_a_total_without_a_word():
    assert lines(deal(1), deal(2), None, ["", "", "", 20]) == {5: "total"}
    assert lines(deal(1), deal(2), None, ["", "", "", 20], None, deal(3)) == {5: "total"}


def test_a_total_of_bids_whose_formula_was_never_reckoned_is_no_deal():
    rest = [["TOTAL BID", "", "", ""], ["TOTAL WON", "", "", 18]]
    assert lines(deal(1), deal(2), None, *rest) == {5: "total", 6: "total"}
    assert lines(deal(1), ["Total heating", "", "", ""], deal(2)) == {}


def test_a_total_within_the_list_is_believed_where_it_adds_up():
    assert lines(deal(1), deal(2), ["Total", "", "", 20], deal(3), deal(4)) == {4: "total"}
    assert lines(deal(1), deal(2), ["Total", "", "", 7], deal(3), deal(4)) == {}


def test_a_firm_called_total_with_a_city_is_a_firm():
    assert lines(deal(1), ["Total", "Total", "Paris", 20]) == {}


def test_a_remark_below_the_list_and_the_names_once_more_are_no_records():
    found = lines(
        deal(1), HEAD, deal(2), None, ["Made by the sales office", "", "", ""], ["1405/8/1", "", "", ""]
    )
    assert found == {3: "header", 6: "alone", 7: "alone"}


def test_a_line_that_divides_the_list_and_a_total_that_counts_are_no_records():
    found = lines(
        deal(1), ["--- مشتریان قدیمی ---", "", "", ""], deal(2), ["=====", "", "", ""], deal(3),
        ["جمع", "۶۹ مشتری", "", ""],
    )  # fmt: skip
    assert found == {3: "divider", 5: "divider", 7: "total"}
    assert lines(deal(1), ["-", "", "", ""], ["A-B", "", "", ""], deal(2)) == {}


@pytest.mark.parametrize(
    "line",
    [
        ["", "جمع سال ۱۴۰۲", "", 9_000],
        ["جمع کل سال", "", "", 38_905],
        ["جمع فروردین", "", "", 9_000],
        ["جمع شش‌ماهه اول ۱۴۰۳", "", "", "۹,۰۰۰ ریال"],
        ["Total 2024", "", "", 9_000],
        ["", "جمع سال ۱۴۰۳", "", "۸۹۰,۰۰۰,۰۰۰ ت"],
        ["", "جمع سال ۱۴۰۳", "", "۱۲ میلیون تومان"],
    ],
)
def test_the_total_of_a_period_within_the_list_needs_no_proof(line):
    assert lines(deal(1), line, deal(2), deal(3)) == {3: "total"}


@pytest.mark.parametrize(
    "text", ["سال ۱۴۰۲", "سال 1403", "فروردین ۱۴۰۴", "سه‌ماههٔ دوم", "Q1 2024", "خرداد ماه"]
)
def test_a_period_alone_divides_the_list(text):
    assert lines(deal(1), [text, "", "", ""], deal(2), deal(3)) == {3: "divider"}


@pytest.mark.parametrize("name", ["بهار", "آذر", "مهر", "۱۴۰۲", "سال‌ها", "بهار نارنج", "May", "جمع آوران"])
def test_what_may_be_a_name_is_a_record(name):
    assert lines(deal(1), [name, "", "", ""], deal(2), deal(3)) == {}


def test_a_total_of_anything_is_believed_where_it_adds_up():
    assert lines(deal(1), deal(2), ["جمع تهران", "", "", 20], deal(3)) == {4: "total"}
    assert lines(deal(1), deal(2), ["جمع تهران", "", "", 7], deal(3)) == {}
    assert lines(deal(1), deal(2), ["جمع آوران", "", "", ""], deal(3)) == {}
    assert lines(deal(1), deal(2), ["جمع سال ۱۴۰۳", "تهران", "", 20], deal(3)) == {}


def test_maggies_subtotal_of_direct_jobs_is_no_deal_for_it_names_no_client():
    columns = ["Ref", "Client", "Project", "Value", "Stage", "Rep", "Comments"]
    jobs = [
        ["26-045", "Junction Craft Brewing", "Executive suite", 91000, "Design", "Priya R.", ""],
        ["26-047", "Whitby (Town)", "Collaboration area", 100000, "Quoted", "PR", "hot"],
        ["26-049", "Rideau Pension Fund", "Demountable walls", "$11,900 + HST", "Quoted", "Bob", ""],
        ["26-074", "Harbourfront Analytics", "Relocation", "$ 282,000.00", "On hold", "Maggie", ""],
    ]
    total = ["", "", "TOTAL direct", 484900, "", "", ""]
    assert lines(*jobs, total, *jobs, columns=columns) == {6: "total"}
    assert lines(*jobs, total, None, jobs[0], columns=columns) == {6: "total"}
    # Of a client and a seller it is a job.
    refit = ["", "Whitby (Town)", "Total refit", 484900, "Quoted", "Bob", ""]
    assert lines(*jobs, refit, *jobs, columns=columns) == {}
    assert lines(*jobs, ["", "TotalEnergies", "", 5000, "", "", ""], *jobs, columns=columns) == {}
    # In a narrow list nothing but the sum tells.
    assert lines(*map(deal, range(4)), ["Total refit", "", "", 7], deal(5)) == {}


def test_a_text_that_is_merged_over_the_row_is_the_title_of_a_part(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("deals")
        for number, row in enumerate([HEAD, deal(1), None, deal(2), deal(3)]):
            if row:
                sheet.write_row(number, 0, row)
        sheet.merge_range(2, 0, 2, 3, "مشتریان اصفهان")
    table = open_table(path, "list.xlsx")
    assert table.survey() == 4
    assert table.layout["asides"] == {"3": "divider"}


def test_a_list_of_one_column_says_nothing_of_lines_that_stand_alone():
    assert lines(["Nikan"], ["Kavosh"], None, ["Arya"], columns=["company"]) == {}


def test_mina_sees_the_total_left_out_with_its_reason_and_takes_it_all_the_same(
    admin, pipeline, upload, client
):
    text = "title,company,city,amount\nPump,Nikan,Tehran,10\nPipe,Arya,Yazd,20\n,جمع کل,,30\n"
    one = upload(text, admin)
    assert one.layout["asides"] == {"4": "total"}
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "1 line is no record and is left out" in page
    assert "This looks like a total, not a record." in page
    assert "Import 2 rows<" in page
    imports.check(one=one, by=admin)
    runs.work_all()
    assert Import.objects.get(pk=one.pk).outcome["counts"]["skipped"] == 1
    done = finish(imports.start(one=Import.objects.get(pk=one.pk), by=admin))
    assert (done.created_count, done.skipped_count, Company.objects.count()) == (2, 1, 2)
    client.post(
        f"/imports/{upload(text, admin).pk}/mapping/", {"asides": "take", "header": "on", "start": "1"}
    )
    runs.work_all()
    assert Company.objects.filter(name="جمع کل").exists()


def workbook(write):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        write(book.add_worksheet())
    return out.getvalue()


def merged(sheet):
    sheet.merge_range("B2:E2", "Sales of the autumn")
    sheet.write_row("B4", ["company", "title", "amount", "city"])
    sheet.merge_range("B5:B7", "Nikan")
    for place, name in enumerate(["Pump", "Pipe", "Hose"]):
        sheet.write(4 + place, 2, name)
    sheet.merge_range("D5:D6", 900)
    sheet.write("D7", 50)
    sheet.merge_range("E5:E7", "Tehran")


def test_a_merged_company_stands_in_each_of_its_rows_and_a_merged_amount_counts_once(
    admin, pipeline, upload, client
):
    one = upload(workbook(merged), admin, "list.xlsx")
    assert (one.columns, one.total, one.layout["merged"]) == (["company", "title", "amount", "city"], 3, 3)
    client.force_login(admin)
    admin.language = "en"
    admin.save()
    assert "3 merged cells are read" in client.get(f"/imports/{one.pk}/").content.decode()
    one = imports.change(one=one, by=admin, options={"unit": "rial"})
    done = finish(imports.start(one=one, by=admin))
    assert [row.number for row in done.rows.order_by("number")] == [5, 6, 7]
    found = {deal.title: (deal.company.name, deal.amount) for deal in Deal.objects.select_related("company")}
    assert found == {"Pump": ("Nikan", 900), "Pipe": ("Nikan", None), "Hose": ("Nikan", 50)}
    assert "merged" in done.rows.get(number=6).warnings[0]["text"]
    assert Company.objects.get().city == "Tehran"


def test_names_of_columns_in_two_rows_are_read_from_both(tmp_path):
    def write(sheet):
        sheet.merge_range("A1:A2", "company")
        sheet.merge_range("B1:C1", "contact")
        sheet.write_row("B2", ["name", "phone"])
        sheet.write("D1", "city")
        sheet.write_row("A3", ["Nikan", "Ali", "02188776655", "Yazd"])

    path = tmp_path / "two.xlsx"
    path.write_bytes(workbook(write))
    table = open_table(path, path.name)
    assert table.columns == ["company", "contact: name", "contact: phone", "city"]
    assert [number for number, _cells in table.rows()] == [3]


def test_blank_rows_within_a_merged_block_are_no_records(tmp_path):
    def write(sheet):
        sheet.write_row("A1", ["company", "title", "amount"])
        sheet.merge_range("A2:A4", "Nikan")
        sheet.write_row("B2", ["Pump", 1])
        sheet.write_row("B4", ["Pipe", 1])

    path = tmp_path / "gap.xlsx"
    path.write_bytes(workbook(write))
    assert [cells for _number, cells in open_table(path, path.name).rows()] == [
        ["Nikan", "Pump", 1],
        ["Nikan", "Pipe", 1],
    ]


def test_an_opendocument_sheet_tells_its_merged_cells_too(tmp_path):
    path = tmp_path / "list.ods"
    rows = [["company", "title", "amount"], ["Nikan", "Pump", 1], ["", "Pipe", 2]]
    path.write_bytes(books.ods({"first": [["x", "y", "z"]], "A&B": rows}, spanned={("A&B", 1, 0): 2}))
    table = open_table(path, path.name)
    assert table.layout["sheet"] == "first"
    second = open_tables(path, path.name)[1]
    assert [cells[:2] for _number, cells in second.rows()] == [["Nikan", "Pump"], ["Nikan", "Pipe"]]


@pytest.mark.parametrize("cells", ["9e999999", "nan", "1e400"])
def test_a_number_that_nobody_adds_up_does_not_stop_the_reading(cells, admin, pipeline, upload):
    one = upload(f"title,company,amount\nA,Nikan,{cells}\nTotal,,500\nB,Nikan,{cells}\n", admin)
    assert one.total == 3


def test_a_person_known_by_the_number_alone_and_a_name_below_a_blank_line_are_records(
    admin, pipeline, upload
):
    one = upload(
        "name,company,mobile\nAli Rezaei,Nikan,09121234567\nSara,Nikan,09351234567\n\n,,09123333333\nReza,,\n",
        admin,
    )
    assert not one.layout.get("asides")


def test_an_odd_long_row_does_not_make_a_record_the_header(admin, pipeline, upload):
    one = upload("name,company,,,,,\nAli Rezaei,Nikan,a,b,c,d,e\nSara,Nikan,,,,,\n", admin)
    assert (one.columns[:2], one.total) == (["name", "company"], 2)


def test_mina_reads_after_the_import_what_the_lines_left_out_said_and_takes_them_along(
    admin, pipeline, bring, client
):
    text = "title,company,city,amount\nPump,Nikan,Tehran,10\nPipe,Arya,Yazd,20\nPump,Nikan,Tehran,10\n,جمع کل,,30\n"
    one = bring(text, admin)
    assert one.rows.get(number=5).cells == ["", "جمع کل", "", "30"]
    assert one.rows.get(number=4).cells == []
    User.objects.filter(pk=admin.pk).update(language="en")
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "Lines left out" in page and "<bdi>جمع کل</bdi>" in page
    kept = b"".join(client.get(f"/imports/{one.pk}/refused.csv?left-out")).decode("utf-8-sig").splitlines()
    assert kept[0].startswith("title,company,city,amount,")
    assert kept[1].startswith(",جمع کل,,30,5,") and len(kept) == 2
    sent = b"".join(client.get(f"/api/v1/imports/{one.pk}/refused.csv?left_out=true"))
    assert sent.decode("utf-8-sig").splitlines()[1:] == kept[1:]
    assert len(b"".join(client.get(f"/imports/{one.pk}/refused.csv")).decode().splitlines()) == 1
    rows = client.get(f"/api/v1/imports/{one.pk}/rows?action=skipped").json()["items"]
    assert [row["cells"] for row in rows] == [[], ["", "جمع کل", "", "30"]]


def test_rows_that_neda_numbered_beforehand_and_left_empty_are_no_deals(admin, pipeline, bring):
    rows = "ردیف,شرکت,مبلغ (تومان)\n1,سپید,450000000\n2,مهر,90000000\n3,,\n4,,\n5,,70000\n"
    one = bring(rows, admin, mapping={"ردیف": "external_id", "شرکت": "company", "مبلغ (تومان)": "amount"})
    assert (one.created_count, one.skipped_count) == (3, 2)
    filled = rows.replace("3,,", "3,لبخند,12000000")
    assert bring(filled, admin).created_count == 1
