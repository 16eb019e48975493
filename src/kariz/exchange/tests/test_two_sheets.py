"""The same deals on two sheets: inquiries with their numbers, and sales that name those numbers. Each comes once."""

import io

import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal

INQUIRIES = [
    ["شماره استعلام", "تاریخ استعلام", "شرکت", "محصول", "مبلغ (ریال)", "وضعیت"],
    ["1403-011", "1403/02/01", "پمپ‌سازان تهران", "پمپ سانتریفیوژ", 1000, "باز"],
    ["1403-012", "1403/02/03", "فولاد کویر", "شیر دروازه‌ای", 2500, "باز"],
    ["1403-013", "1403/02/09", "آب و برق یزد", "پمپ لجن‌کش", 700, "باخت"],
    ["1403-014", "1403/03/01", "پتروشیمی جم", "شیر توپی", 4100, "باز"],
    ["1403-015", "1403/03/11", "سیمان شرق", "الکتروموتور", 900, "باز"],
]
SALES = [
    ["شماره قرارداد", "ش استعلام", "خریدار", "مبلغ (ریال)", "تاریخ فروش", "وضعیت"],
    ["ق-۱۰۱", "۱۴۰۳/۰۱۱", "شرکت پمپ سازان تهران", 1100, "1403/03/05", "فروخته شد"],
    ["ق-۱۰۲", "1403 012", "فولاد کویر", 2500, "1403/03/06", "فروخته شد"],
    ["ق-۱۰۳", "1403-014", "پتروشیمی جم", 4000, "1403/04/02", "باز"],
    ["ق-۱۰۴", "1402-177", "نساجی مازندران", 300, "1403/04/09", "فروخته شد"],
]


def book(**sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return out.getvalue()


def upload(by, **sheets):
    return sets.upload(files=[ContentFile(book(**sheets), "book.xlsx")], by=by)


def both(by):
    return upload(by, inquiries=INQUIRIES, sales=SALES)


def run(whole, by):
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def part(whole, sheet):
    return next(one for one in parts_of(whole) if one.sheet == sheet)


def alive():
    return Deal.objects.filter(deleted_at=None)


def deal(key):
    return alive().get(external_id=key)


def figures(found):
    return (found.deals, dict(found.sums), found.without_amount, found.without_customer)


def state():
    return set(alive().values_list("pk", "version", "amount", "outcome", "notes"))


def test_sales_go_on_with_the_deals_of_the_inquiries_that_they_name(admin, pipeline):
    whole = both(admin)
    assert part(whole, "sales").mapping["ش استعلام"] == "continues"
    assert part(whole, "sales").mapping["شماره قرارداد"] == "external_id"
    done = run(whole, admin)
    assert done.phase == "done"
    sales = part(done, "sales")
    assert (sales.created_count, sales.updated_count, sales.refused_count) == (1, 3, 0)
    assert (alive().count(), sum(alive().values_list("amount", flat=True))) == (
        6,
        1100 + 2500 + 700 + 4000 + 900 + 300,
    )
    won = deal("1403-011")
    assert (won.outcome, won.amount, won.company.name) == ("won", 1100, "پمپ‌سازان تهران")
    assert f"{won.closed_at:%Y-%m}" == "2024-05"
    assert "ق-۱۰۱" in won.notes
    assert (deal("1403-014").outcome, deal("1403-014").amount) == ("open", 4000)


def test_the_figures_before_are_those_after(admin, pipeline):
    whole = both(admin)
    before = coming(parts_of(whole)).control
    assert before.continued == 3
    after = came(admin, *parts_of(run(whole, admin)))
    assert figures(before) == (
        after["deals"],
        after["sums"],
        after["without_amount"],
        after["without_customer"],
    )


def test_a_sale_whose_number_is_nowhere_is_a_deal_of_its_own_and_keeps_the_number(admin, pipeline):
    whole = run(both(admin), admin)
    alone = alive().get(company__name="نساجی مازندران")
    assert "1402-177" in alone.notes
    row = part(whole, "sales").rows.get(action="created")
    assert any("1402-177" in text for text in row.told)


@pytest.mark.parametrize("existing", ["fill", "update", "skip"])
def test_the_same_book_again_changes_nothing(admin, pipeline, existing):
    run(both(admin), admin)
    before = state()
    again = sets.change(whole=both(admin), by=admin, options={"existing": existing})
    again = run(again, admin)
    assert [(one.created_count, one.updated_count) for one in parts_of(again)] == [(0, 0), (0, 0)]
    assert state() == before


def test_taken_back_all_is_gone_and_it_may_come_again(admin, pipeline):
    whole = run(both(admin), admin)
    before = {values[2:] for values in state()}
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert not alive().exists()
    run(both(admin), admin)
    assert {values[2:] for values in state()} == before


def test_taken_back_from_deals_that_an_earlier_set_brought_they_are_as_before(admin, pipeline):
    run(upload(admin, inquiries=INQUIRIES, other=[["شرکت", "شهر"], ["آب و برق یزد", "یزد"]]), admin)
    before = {values[2:4] for values in state()}
    whole = run(both(admin), admin)
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert {values[2:4] for values in state()} == before
    assert alive().count() == 5


def test_the_rehearsal_says_what_the_run_then_does(admin, pipeline):
    whole = both(admin)
    set_runs.check(whole=whole, by=admin)
    runs.work_all()
    found = {one.sheet: one.outcome["counts"] for one in parts_of(whole)}
    assert (found["sales"]["created"], found["sales"]["updated"]) == (1, 3)
    done = run(ImportSet.objects.get(pk=whole.pk), admin)
    assert part(done, "sales").updated_count == 3


def test_the_sheet_that_is_referred_to_comes_first_wherever_it_stands(admin, pipeline):
    whole = upload(admin, sales=SALES, inquiries=INQUIRIES)
    assert [one.sheet for one in parts_of(whole)] == ["inquiries", "sales"]
    run(whole, admin)
    assert (alive().count(), deal("1403-011").outcome) == (6, "won")


def test_mina_turns_it_off_and_on_by_hand(admin, pipeline):
    whole = both(admin)
    sales = part(whole, "sales")
    whole = sets.change(whole=whole, by=admin, options={"continues": {str(sales.pk): ""}})
    assert coming(parts_of(whole)).control.deals == 9
    whole = sets.change(whole=whole, by=admin, options={"continues": {str(sales.pk): "ش استعلام"}})
    assert coming(parts_of(whole)).control.deals == 6
    whole = sets.change(whole=whole, by=admin, options={"continues": {str(sales.pk): ""}})
    run(whole, admin)
    assert alive().count() == 9
    # It is remembered.
    assert "continues" not in part(both(admin), "sales").mapping.values()


def test_what_ali_changed_here_since_is_not_written_over(admin, pipeline):
    run(upload(admin, inquiries=INQUIRIES, other=[["شرکت", "شهر"], ["آب و برق یزد", "یزد"]]), admin)
    deal_actions.change(deal=deal("1403-011"), by=admin, amount=77)
    whole = run(both(admin), admin)
    assert (deal("1403-011").amount, deal("1403-011").outcome) == (77, "open")
    assert (deal("1403-012").amount, deal("1403-012").outcome) == (2500, "won")
    told = [text for row in part(whole, "sales").rows.all() for text in row.told]
    assert any("تغییر داده" in text for text in told)


def test_two_contracts_of_one_inquiry_are_two_deals_and_the_second_says_so(admin, pipeline):
    more = [*SALES, ["ق-۱۰۵", "1403-011", "پمپ‌سازان تهران", 50, "1403/05/01", "فروخته شد"]]
    whole = upload(admin, inquiries=INQUIRIES, sales=more)
    assert figures(coming(parts_of(whole)).control)[:2] == (7, {"IRR": 9550})
    run(whole, admin)
    assert (deal("1403-011").amount, alive().count()) == (1100, 7)


def test_sales_without_a_number_of_their_own_go_on_too(admin, pipeline):
    sales = [[*row[1:]] for row in SALES]
    whole = upload(admin, inquiries=INQUIRIES, sales=sales)
    before = coming(parts_of(whole)).control
    run(whole, admin)
    assert (alive().count(), deal("1403-011").outcome, deal("1403-011").amount) == (6, "won", 1100)
    assert (before.deals, before.sums["IRR"]) == (6, 9500)
    was = state()
    run(upload(admin, inquiries=INQUIRIES, sales=sales), admin)
    assert state() == was


def test_lines_of_one_contract_add_up_in_the_deal_that_they_go_on_with(admin, pipeline):
    sales = [
        ["شماره قرارداد", "ش استعلام", "خریدار", "محصول", "مبلغ (ریال)", "وضعیت"],
        ["C-1", "1403-011", "پمپ‌سازان تهران", "پمپ سانتریفیوژ", 600, "فروخته شد"],
        ["C-1", "1403-011", "پمپ‌سازان تهران", "یدکی", 500, "فروخته شد"],
        ["C-2", "1403-012", "فولاد کویر", "شیر دروازه‌ای", 2400, "فروخته شد"],
        ["C-2", "1403-012", "فولاد کویر", "گسکت", 60, "فروخته شد"],
        ["C-3", "1403-014", "پتروشیمی جم", "شیر توپی", 4000, "باز"],
    ]
    whole = upload(admin, inquiries=INQUIRIES, sales=sales)
    before = coming(parts_of(whole)).control
    run(whole, admin)
    assert [deal(f"1403-01{n}").amount for n in (1, 2, 4)] == [1100, 2460, 4000]
    assert {line.title for line in deal("1403-011").lines.all()} == {"پمپ سانتریفیوژ", "یدکی"}
    assert (before.deals, before.sums["IRR"]) == (
        alive().count(),
        sum(alive().values_list("amount", flat=True)),
    )


def test_lists_that_number_their_own_rows_alike_have_nothing_to_do_with_each_other(admin, pipeline):
    head = ["کد", "شرکت", "مبلغ (ریال)"]
    one = [head, *[[str(n), f"شرکت {a}", 100] for n, a in enumerate("آبپتثجچ", 1)]]
    two = [head, *[[str(n), f"موسسه {a}{a}", 200] for n, a in enumerate("حخدذرزس", 1)]]
    whole = upload(admin, one=one, two=two)
    assert all("continues" not in part.mapping.values() for part in parts_of(whole))


def test_the_page_says_it_before_the_run_and_takes_another_word(admin, pipeline, client):
    client.force_login(admin)
    whole = both(admin)
    sales = part(whole, "sales")
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert f'name="continues_{sales.pk}"' in page
    assert 'data-continues="3"' in page
    client.post(f"/imports/together/{whole.pk}/options/", {f"continues_{sales.pk}": ""})
    assert "continues" not in Import.objects.get(pk=sales.pk).mapping.values()


def test_the_api_says_it_and_takes_it(admin, pipeline, client):
    client.force_login(admin)
    whole = both(admin)
    read = client.get(f"/api/v1/import-sets/{whole.pk}").json()
    told = {one["sheet"]: one["continues"] for one in read["parts"]}
    inquiries, sales = part(whole, "inquiries").pk, part(whole, "sales").pk
    assert told["inquiries"] is None
    assert told["sales"] == {"column": "ش استعلام", "of": inquiries, "rows": 3, "alone": 1}
    answer = client.patch(
        f"/api/v1/import-sets/{whole.pk}",
        {"options": {"continues": {sales: ""}}},
        content_type="application/json",
    )
    assert answer.json()["parts"][1]["continues"] is None
    assert client.get(f"/api/v1/import-sets/{whole.pk}/control").json()["coming"]["continued"] == 0
    wrong = client.patch(
        f"/api/v1/import-sets/{whole.pk}",
        {"options": {"continues": {"1": "x"}}},
        content_type="application/json",
    )
    assert wrong.status_code == 422


def test_lists_that_share_no_number_are_not_asked_with_whose_deals_they_go_on(admin, pipeline, client):
    head = ["کد", "شرکت", "مبلغ (ریال)"]
    yazd = [head, *[[str(n), f"شرکت {a}", 100] for n, a in enumerate("آبپتثجچ", 1)]]
    tabriz = [head, *[[str(n), f"موسسه {a}{a}", 200] for n, a in enumerate("حخدذرزس", 1)]]
    client.force_login(admin)

    def asked(whole):
        page = client.get(f"/imports/together/{whole.pk}/").content.decode()
        return [part.sheet for part in parts_of(whole) if f'name="continues_{part.pk}"' in page]

    assert asked(upload(admin, yazd=yazd, tabriz=tabriz)) == []
    assert asked(both(admin)) == ["sales"]
    rest = [[f"ق-{n}", f"1402-{n}", f"نساجی {n}", 5, "", "باز"] for n in range(111, 119)]
    one = [*SALES[:2], *rest]
    whole = upload(admin, inquiries=INQUIRIES, sales=one)
    assert asked(whole) == ["sales"], "one number that both have may be what the list is about"
    api = sets.change(whole=whole, by=admin, options={"continues": {str(part(whole, "sales").pk): "خریدار"}})
    assert part(api, "sales").mapping["خریدار"] == "continues", "whoever knows better can say any column"


def test_a_column_that_was_said_to_number_the_deals_means_again_what_it_meant(admin, pipeline, client):
    quotes = [
        ["شماره", "شرکت", "عنوان", "مبلغ (ریال)"],
        ["PF-1", "پارس", "پمپ ۱۲", 100],
        ["PF-2", "مهر", "شیر", 90],
    ]
    current = [
        ["شرکت", "موضوع", "شرح", "مبلغ (ریال)"],
        ["پارس", "پمپ ۱۴ اینچ", "PF-1", 70],
        ["کیان", "تسمه", "", 50],
    ]
    whole = upload(admin, quotes=quotes, current=current)
    one = part(whole, "current")
    was = one.mapping
    assert was["موضوع"] == "title"
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    choices = page.split(f'name="continues_{one.pk}"')[1].split("</select>")[0]
    assert 'value="موضوع"' not in choices, "a title with digits is no number of a deal"
    for column in ("موضوع", "شرح", ""):
        whole = sets.change(whole=whole, by=admin, options={"continues": {str(one.pk): column}})
    assert part(whole, "current").mapping == was
