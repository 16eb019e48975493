"""Lists that number their rows each for itself: row 12 of one is not the deal 12 of another, and neither is lost."""

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import deciding, runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import book
from kariz.pipeline.models import Deal

HEAD = ["شماره", "شرکت", "عنوان", "مبلغ (ریال)", "وضعیت"]
TEHRAN = [
    HEAD,
    *(
        [n, name, f"پمپ {n}", 100 * n, "باز"]
        for n, name in enumerate(["پارس", "مهر", "آوا", "سرو کاشان", "نگین"], 1)
    ),
]
SHIRAZ = [
    HEAD,
    *(
        [n, name, f"شیر {n}", 1000 * n, "باز"]
        for n, name in enumerate(["فولاد کویر", "سیمان شرق", "پتروشیمی جم", "نساجی مازندران"], 1)
    ),
]


def upload_set(by, **sheets):
    return sets.upload(files=[ContentFile(book(**sheets), "book.xlsx")], by=by)


def both(by):
    return upload_set(by, tehran=TEHRAN, shiraz=SHIRAZ)


def run(whole, by):
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def part(whole, sheet):
    return next(one for one in parts_of(whole) if one.sheet == sheet)


def alive():
    return Deal.objects.filter(deleted_at=None)


def total():
    return sum(amount or 0 for amount in alive().values_list("amount", flat=True))


def state():
    return set(alive().values_list("pk", "version", "amount", "company__name", "notes"))


def text(rows):
    return "\n".join(",".join(map(str, row)) for row in rows)


def test_two_lists_that_number_their_own_rows_come_in_whole(admin, pipeline):
    whole = both(admin)
    assert (part(whole, "tehran").options["numbers"], part(whole, "shiraz").options["numbers"]) == ("", "own")
    before = coming(parts_of(whole)).control
    assert (before.deals, before.sums["IRR"]) == (9, 1500 + 10000)
    done = run(whole, admin)
    assert (alive().count(), total()) == (9, 11500)
    after = came(admin, *parts_of(done))
    assert (after["deals"], after["sums"]) == (9, {"IRR": 11500})
    assert alive().get(title="پمپ 2").company.name == "مهر"


@pytest.mark.parametrize("existing", ["fill", "update", "skip"])
def test_the_same_book_again_changes_nothing(admin, pipeline, existing):
    run(both(admin), admin)
    was = state()
    again = sets.change(whole=both(admin), by=admin, options={"existing": existing})
    again = run(again, admin)
    assert [(one.created_count, one.updated_count, one.asked_count) for one in parts_of(again)] == [
        (0, 0, 0)
    ] * 2
    assert state() == was


def test_a_newer_book_changes_the_deals_of_each_list(admin, pipeline):
    run(both(admin), admin)
    tehran = [*TEHRAN[:2], [2, "مهر", "پمپ 2", 250, "باز"], *TEHRAN[3:], [6, "تازه", "پمپ 6", 7, "باز"]]
    shiraz = [*SHIRAZ[:2], [2, "سیمان شرق", "شیر 2", 2500, "باز"], *SHIRAZ[3:]]
    whole = sets.change(
        whole=upload_set(admin, tehran=tehran, shiraz=shiraz), by=admin, options={"existing": "update"}
    )
    run(whole, admin)
    assert alive().count() == 10
    assert alive().get(title="پمپ 2").amount == 250
    assert alive().get(title="شیر 2").amount == 2500


def test_taken_back_all_is_gone_and_it_may_come_again(admin, pipeline):
    whole = run(both(admin), admin)
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert not alive().exists()
    run(both(admin), admin)
    assert (alive().count(), total()) == (9, 11500)


def test_the_rehearsal_says_what_the_run_then_does(admin, pipeline):
    whole = both(admin)
    set_runs.check(whole=whole, by=admin)
    runs.work_all()
    assert [one.outcome["counts"]["created"] for one in parts_of(whole)] == [5, 4]


def test_mina_says_that_they_are_the_same_deals(admin, pipeline):
    whole = both(admin)
    shiraz = part(whole, "shiraz")
    whole = sets.change(
        whole=whole, by=admin, options={"numbers": {str(shiraz.pk): "same"}, "existing": "update"}
    )
    assert coming(parts_of(whole)).control.deals == 5
    run(whole, admin)
    assert alive().count() == 5


def test_mina_has_the_rows_wait_and_decides_of_each(admin, pipeline):
    whole = both(admin)
    shiraz = part(whole, "shiraz")
    whole = sets.change(whole=whole, by=admin, options={"numbers": {str(shiraz.pk): ""}})
    seen = coming(parts_of(whole))
    control = seen.control
    assert (seen.rows, seen.waiting, control.deals, control.sums["IRR"]) == (5, 4, 5, 1500)
    mark = next(one for one in control.marked if one.sign == "others")
    assert (mark.count, mark.sums["IRR"]) == (4, 10000)
    done = run(whole, admin)
    assert (alive().count(), total()) == (5, 1500)
    one = part(done, "shiraz")
    assert one.asked_count == 4
    deciding.decide(one=one, by=admin, how="create", numbers=[2, 3])
    assert (alive().count(), total()) == (7, 4500)
    deciding.decide(one=one, by=admin, how="update", numbers=[4])
    assert (alive().count(), alive().get(title="شیر 3").amount) == (7, 3000)


def test_a_list_of_another_day_with_the_same_columns_has_numbers_of_its_own(admin, pipeline, bring, upload):
    bring(text(TEHRAN), admin, existing="update")
    one = upload(text(SHIRAZ), admin)
    assert one.options["numbers"] == "own"
    one = imports.change(one=one, by=admin, options={"existing": "update"})
    assert preview(one, admin).control.sums["IRR"] == 10000
    finish(imports.start(one=one, by=admin))
    assert (alive().count(), total()) == (9, 11500)
    was = state()
    for rows in (SHIRAZ, TEHRAN):
        again = bring(text(rows), admin, existing="update")
        assert (again.created_count, again.updated_count, again.asked_count) == (0, 0, 0)
    assert state() == was


def test_a_third_list_is_neither_of_the_two(admin, pipeline, bring):
    bring(text(TEHRAN), admin)
    bring(text(SHIRAZ), admin)
    bring(
        text(
            [
                HEAD,
                *(
                    [n, f"گروه {name}", "تسمه", 5, "باز"]
                    for n, name in enumerate(["الوند", "بهار", "دنا"], 1)
                ),
            ]
        ),
        admin,
    )
    assert (alive().count(), total()) == (12, 11515)


def test_a_list_with_other_columns_does_not_meet_them_either(admin, pipeline, bring):
    bring(text(TEHRAN), admin)
    other = [[*row[:2], row[3]] for row in SHIRAZ]
    other[0] = ["کد", "مشتری", "مبلغ (ریال)"]
    bring(text(other), admin, existing="update")
    assert (alive().count(), total()) == (9, 11500)


def test_single_rows_of_another_company_wait(admin, pipeline, bring, upload):
    bring(text(TEHRAN), admin)
    newer = [*TEHRAN[:3], [3, "دماوند", "پمپ 3", 9, "باز"], *TEHRAN[4:]]
    one = imports.change(one=upload(text(newer), admin), by=admin, options={"existing": "update"})
    assert one.options["numbers"] == ""
    mark = next(one for one in preview(one, admin).control.marked if one.sign == "others")
    assert (mark.rows, preview(one, admin).good) == ([4], 4)
    done = finish(imports.start(one=one, by=admin))
    assert (done.asked_count, alive().get(title="پمپ 3").amount) == (1, 300)
    deciding.decide(one=done, by=admin, how="create")
    assert alive().count() == 6
    was = state()
    again = bring(text(newer), admin, existing="update")
    assert (again.created_count, again.updated_count, again.asked_count) == (0, 0, 0)
    assert state() == was


CALLED = "شماره,عنوان,مبلغ (ریال)\n1,پمپ,10\n2,شیر,20\n3,تسمه,30\n4,الکتروموتور,40\n"
OTHERS = "شماره,عنوان,مبلغ (ریال)\n1,لوله چدنی,1\n2,کابل برق,2\n3,ژنراتور,3\n4,بلبرینگ,4\n"


def test_where_nobody_is_named_titles_tell_lists_apart(admin, pipeline, bring):
    bring(CALLED, admin)
    bring(OTHERS, admin, existing="update")
    assert (alive().count(), total()) == (8, 110)
    assert bring(OTHERS, admin, existing="update").created_count == 0


def test_one_deal_may_be_called_otherwise_since(admin, pipeline, bring):
    bring(CALLED, admin)
    done = bring(CALLED.replace("شیر", "لوله"), admin, existing="update")
    assert (done.updated_count, done.asked_count) == (1, 0)
    assert (alive().count(), alive().get(external_id="2").title) == (4, "لوله")


def test_the_numbers_of_a_product_are_its_own_word(admin, pipeline, bring):
    bring(text(TEHRAN), admin, source="didar")
    done = bring(text([HEAD, [2, "دماوند", "پمپ 2", 9, "باز"]]), admin, source="didar", existing="update")
    assert (done.asked_count, alive().get(title="پمپ 2").company.name) == (0, "دماوند")


def test_the_page_says_it_and_takes_another_word(admin, pipeline, client):
    client.force_login(admin)
    whole = both(admin)
    shiraz = part(whole, "shiraz")
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert f'name="numbers_{shiraz.pk}"' in page
    assert 'data-numbers="4"' in page
    client.post(f"/imports/together/{whole.pk}/options/", {f"numbers_{shiraz.pk}": "same"})
    assert Import.objects.get(pk=shiraz.pk).options["numbers"] == "same"


def test_the_page_of_a_file_says_it_and_takes_another_word(admin, pipeline, client, bring, upload):
    client.force_login(admin)
    bring(text(TEHRAN), admin)
    one = upload(text(SHIRAZ), admin)
    page = client.get(f"/imports/{one.pk}/?mapping").content.decode()
    assert 'id="numbers"' in page
    assert 'value="own" selected' in page


def test_the_api_says_it_and_takes_it(admin, pipeline, client):
    client.force_login(admin)
    whole = both(admin)
    tehran, shiraz = part(whole, "tehran").pk, part(whole, "shiraz").pk
    read = client.get(f"/api/v1/import-sets/{whole.pk}").json()
    told = {one["sheet"]: one["numbers"] for one in read["parts"]}
    assert told["tehran"] == {"whose": "", "met": 0, "others": 0, "of": []}
    assert told["shiraz"] == {"whose": "own", "met": 4, "others": 4, "of": ["tehran"]}
    answer = client.patch(
        f"/api/v1/import-sets/{whole.pk}",
        {"options": {"numbers": {shiraz: ""}}},
        content_type="application/json",
    )
    assert answer.status_code == 200
    marked = client.get(f"/api/v1/import-sets/{whole.pk}/control").json()["coming"]["marked"]
    assert ("others", 4) in [(one["sign"], one["count"]) for one in marked]
    one = client.patch(
        f"/api/v1/imports/{shiraz}", {"options": {"numbers": "own"}}, content_type="application/json"
    )
    assert one.json()["options"]["numbers"] == "own"
    for wrong in ({"numbers": {"99999": "own"}}, {"numbers": {str(tehran): "x"}}, {"numbers": "own"}):
        answer = client.patch(
            f"/api/v1/import-sets/{whole.pk}", {"options": wrong}, content_type="application/json"
        )
        assert answer.status_code == 422


SALES = [
    ["شماره قرارداد", "ش معامله", "خریدار", "مبلغ (ریال)", "تاریخ فروش", "وضعیت"],
    ["ق-۱۰۱", 1, "فولاد کویر", 1100, "1403/03/05", "فروخته شد"],
    ["ق-۱۰۲", 2, "سیمان شرق", 2000, "1403/03/06", "فروخته شد"],
    ["ق-۱۰۳", 3, "پتروشیمی جم", 3000, "1403/04/02", "فروخته شد"],
]


@pytest.mark.parametrize("own", [0, 1], ids=["with contracts", "without numbers"])
def test_sales_go_on_with_the_list_that_has_numbers_of_its_own(admin, pipeline, bring, own):
    bring(text(TEHRAN), admin)
    sales = [row[own:] for row in SALES]
    whole = upload_set(admin, shiraz=SHIRAZ, sales=sales)
    assert part(whole, "shiraz").options["numbers"] == "own"
    control = coming(parts_of(whole)).control
    assert (control.deals, control.sums["IRR"]) == (4, 10100)
    set_runs.check(whole=whole, by=admin)
    runs.work_all()
    assert part(whole, "sales").outcome["counts"]["updated"] == 3
    run(ImportSet.objects.get(pk=whole.pk), admin)
    assert (alive().count(), total()) == (9, 11600)
    assert (alive().get(title="شیر 1").outcome, alive().get(title="پمپ 1").outcome) == ("won", "open")
    was = state()
    run(upload_set(admin, shiraz=SHIRAZ, sales=sales), admin)
    assert state() == was
