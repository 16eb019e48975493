"""Reza's list of follow-ups and the list of resting deals name deals that stand in full on another sheet: they are those."""

import pytest

from kariz.exchange.actions.at_work import runs as run_actions
from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.queries.pages.came import came
from kariz.exchange.queries.pages.coming import coming
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import run, upload
from kariz.people.models import Company
from kariz.pipeline.models import Activity, Deal

BOOKS = {
    "fa": (
        [
            ["کد", "شرکت", "کار", "مبلغ (ریال)", "تاریخ شروع", "وضعیت", "اقدام بعدی", "یادداشت"],
            ["05-1", "تولیدی کفش مسعود", "لیبل رب", 550, "1404/02/01", "باز", "", "مقوا ایندربرد"],
            ["05-2", "دارو سازی شهریار", "جعبه دارو", 570, "1404/02/02", "باز", "نمونه ببرم", ""],
            ["05-3", "پشمک حاج فتح‌اله", "جعبه نوقا", 500, "1404/02/03", "باز", "", ""],
            ["05-4", "چای احمدزاده", "جعبه چای", 760, "1404/02/04", "فروش", "", ""],
            ["05-5", "رب سردرود", "لیبل رب", 350, "1404/02/05", "معلق", "", ""],
        ],
        [
            ["مشتری", "کار", "چقدر (ریال)", "قدم بعد", "کی"],
            ["کفش مسعود / آقای حیدری", "لیبل رب", 550, "طرح را بفرستم", "1410/01/05"],
            ["شهریار / آقای باقری", "جعبه دارو", 570, "زنگ بزنم", ""],
            ["شیمی دارو / خانم هاشمی", "جعبه کرم", 375, "نمونه ببرم", ""],
            ["چای احمدزاده", "جعبه چای", 760, "دوباره سفارش بگیرم", ""],
        ],
    ),
    "en": (
        [
            ["Ref", "Company", "Job", "Amount (ریال)", "Opened", "Status", "Next step", "Notes"],
            ["J1", "Morley Shopfitters", "pedestals", 550, "2025-05-01", "open", "", "oak"],
            ["J2", "Granary Wharf", "trading floor", 570, "2025-05-02", "open", "bring samples", ""],
            ["J3", "Kelso Interiors", "panels", 500, "2025-05-03", "open", "", ""],
            ["J4", "Overbury Lane Contractors", "UPS room", 760, "2025-05-04", "won", "", ""],
            ["J5", "Artesian Datacentres", "mezz offices", 350, "2025-05-05", "on hold", "", ""],
        ],
        [
            ["Customer", "Job", "How much (ریال)", "Next step", "Next step on"],
            ["Morley Shopfitters / Mr Hale", "pedestals", 550, "send drawing", "2031-01-05"],
            ["Granary Wharf", "trading floor", 570, "ring", ""],
            ["Elm Dental", "reception", 375, "visit", ""],
            ["Overbury Lane Contractors", "UPS room", 760, "ask for the next order", ""],
        ],
    ),
}


def alive():
    return Deal.objects.filter(deleted_at=None)


def book(by, language="fa", **options):
    full, short = BOOKS[language]
    whole = upload(by, **{"جاری": full, "پیگیری رضا": short})
    return sets.change(whole=whole, by=by, options=options) if options else whole


def figures(found):
    return found.deals, found.sums["IRR"], found.again


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_reza_follows_up_is_the_deal_of_the_list_in_full_before_anybody_says_so(
    admin, pipeline, language
):
    whole = book(admin, language)
    before = coming(parts_of(whole)).control
    # What was sold may well be ordered again: that is told, and nobody decides it.
    assert figures(before) == (7, 3865, 2)
    assert {one.sign: one.rows for one in before.marked if "double" in one.sign} == {
        "double_once": [2, 3],
        "double": [5],
    }
    done = run(whole, admin)
    after = came(admin, *parts_of(done))
    assert (after["deals"], after["sums"]) == (7, {"IRR": 3865})
    assert [one.merged_count for one in parts_of(done)] == [0, 2]


def test_the_row_only_adds_what_the_deal_lacks(admin, pipeline):
    run(book(admin), admin)
    shoe, drug = alive().get(external_id="05-1"), alive().get(external_id="05-2")
    steps = Activity.objects.filter(done_at=None, deleted_at=None, source=None)
    assert [one.name for one in steps.filter(deal=shoe)] == ["طرح را بفرستم"]
    assert [one.name for one in steps.filter(deal=drug)] == ["نمونه ببرم"], "the list in full has said it"
    assert (shoe.title, shoe.notes) == ("لیبل رب", "مقوا ایندربرد")


def test_one_press_leaves_each_a_deal_of_its_own_and_another_makes_all_of_them_one(admin, pipeline, client):
    client.force_login(admin)
    whole = book(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'form="set" name="doubles" value=""' in page
    client.post(f"/imports/together/{whole.pk}/options/", {"doubles": ""})
    assert coming(parts_of(whole)).control.deals == 9
    client.post(f"/imports/together/{whole.pk}/options/", {"doubles": "one"})
    assert coming(parts_of(whole)).control.deals == 6
    whole.refresh_from_db()
    run(whole, admin)
    assert alive().count() == 6


def test_the_same_book_again_changes_nothing_and_taken_back_it_is_gone(admin, pipeline):
    whole = run(book(admin), admin)
    was = set(alive().values_list("pk", "version", "amount", "notes"))
    steps = Activity.objects.filter(deleted_at=None).count()
    again = run(book(admin), admin)
    assert [(one.created_count, one.updated_count) for one in parts_of(again)] == [(0, 0), (0, 0)]
    assert set(alive().values_list("pk", "version", "amount", "notes")) == was
    assert Activity.objects.filter(deleted_at=None).count() == steps
    set_runs.take_back(whole=whole, by=admin)
    run_actions.work_all()
    assert not alive().exists()


def test_a_short_list_that_stands_first_is_read_behind_the_others(admin, pipeline):
    full, short = BOOKS["fa"]
    whole = upload(admin, **{"پیگیری رضا": short, "جاری": full})
    assert figures(coming(parts_of(whole)).control) == (7, 3865, 2)
    run(whole, admin)
    assert alive().get(external_id="05-1").notes == "مقوا ایندربرد"


RESTING = [
    ["شرکت", "کار", "مبلغ (ریال)", "مسئول"],
    ["سردرود", "لیبل رب", 350, "رضا"],
    ["پشمک حاجی فتح الله / آقای فرجی", "جعبه نوقا", 500, "رضا"],
]
SOLD = [
    ["شماره سفارش", "مشتری", "رابط", "محصول", "مبلغ کل(ریال)", "وضعیت", "ت استعلام"],
    ["04-1", "رب سردرود", "حمید اصلانی", "لیبل رب", 350, "معلق", "1404/10/17"],
    ["04-2", "پشمک حاج فتح‌اله", "مهندس فرجی", "جعبه نوقا", 500, "در جریان", "1404/10/18"],
    ["04-3", "کلوچه یاشار", "خانم ابراهیمی", "ساک دستی", 265, "رد شد", "1404/10/22"],
]


def test_what_is_sold_stands_for_a_title_and_the_person_beside_a_company_tells_it(admin, pipeline):
    whole = upload(admin, **{"سفارش ۱۴۰۴": SOLD, "معلق ها": RESTING})
    assert figures(coming(parts_of(whole)).control) == (3, 1115, 2)
    run(whole, admin)
    assert set(alive().values_list("title", flat=True)) == {
        "لیبل رب – رب سردرود",
        "جعبه نوقا – پشمک حاج فتح‌اله",
        "ساک دستی – کلوچه یاشار",
    }
    assert not alive().filter(notes__contains="عنوان").exists()


def test_of_two_customers_alike_nobody_decides_whose_row_it_is(admin, pipeline):
    full = [
        SOLD[0],
        ["04-1", "رب سردرود", "", "لیبل رب", 350, "باز", "1404/10/17"],
        ["04-2", "سردرود آرا", "", "لیبل رب", 350, "باز", "1404/10/18"],
        SOLD[3],
    ]
    whole = upload(admin, **{"سفارش ۱۴۰۴": full, "معلق ها": RESTING[:2]})
    found = coming(parts_of(whole)).control
    assert (found.deals, [one.sign for one in found.marked if "double" in one.sign]) == (4, ["double"])


def test_lists_of_two_years_without_days_that_each_sold_it_are_two_orders(admin, pipeline):
    head = ["مشتری", "کار", "مبلغ (ریال)", "نتیجه"]
    years = {name: [head, ["پارس", "پمپ", 100, "فروش"]] for name in ("۱۴۰۳", "۱۴۰۴")}
    found = coming(parts_of(upload(admin, **years))).control
    assert (found.deals, [one for one in found.marked if "double" in one.sign]) == (2, [])


FIT_OUTS = [
    ["Ref", "Company", "Job", "Amount (ریال)", "Opened", "Status"],
    ["J1", "Morley Ltd", "Fit-out (phase 1)", 550, "2025-05-01", "open"],
    ["J2", "Granary Ltd", "Floor (Leeds)", 570, "2025-05-02", "open"],
    ["J3", "Granary Ltd", "Floor (York)", 570, "2025-05-03", "open"],
    ["J4", "Kelso Interiors", "panels (2 pcs)", 500, "2025-05-04", "open"],
    ["J5", "Elm Dental", "chairs", 90, "2025-05-05", "open"],
    ["J6", "Elm Dental", "chairs", 90, "2025-06-05", "open"],
]
NEXT = [
    ["Customer", "Job", "Amount (ریال)", "Next step", "Next step on"],
    ["Morley Ltd", "Fit-out (phase 2)", 550, "send drawing", "2031-01-05"],
    ["Granary Ltd", "Floor (York)", 570, "measure", "2031-01-06"],
    ["Kelso Interiors", "panels x2", 500, "ring", ""],
    ["Elm Dental", "chairs", 90, "visit", ""],
]


def test_of_two_phases_towns_or_equal_orders_none_takes_the_row_of_the_other(admin, pipeline):
    whole = upload(admin, current=FIT_OUTS, **{"follow up": NEXT})
    told = {one.sign: one.rows for one in coming(parts_of(whole)).control.marked if "double" in one.sign}
    assert told == {"double": [2, 5], "double_once": [3, 4]}, "nobody decides what may be two"
    run(whole, admin)
    steps = Activity.objects.filter(name__in=["send drawing", "measure", "ring", "visit"])
    whose = {one.name: (one.deal.title, one.deal.external_id) for one in steps}
    assert whose == {
        "send drawing": ("Fit-out (phase 2)", ""),
        "measure": ("Floor (York)", "J3"),
        "ring": ("panels (2 pcs)", "J4"),
        "visit": ("chairs", ""),
    }


@pytest.mark.parametrize("called", ["Keynsham Gdn Ctr", "Keynsham Garden Ctr"])
def test_a_deal_that_reza_follows_up_by_a_short_spelling_of_its_company_brings_no_other_company(
    admin, pipeline, called
):
    full, short = ([list(row) for row in rows] for rows in BOOKS["en"])
    full[1][1], short[1][0] = "Keynsham Garden Centre", called
    # Beside other garden centres the spelling alone tells too little.
    full += [
        [f"J{at}", name, f"job {at}", at, "2025-05-06", "open", "", ""]
        for at, name in enumerate(["Nailsea Garden Centre", "Garden Centre Supplies"], 20)
    ]
    run(upload(admin, **{"Now": full, "Follow up": short}), admin)
    names = set(Company.objects.filter(deleted_at=None).values_list("name", flat=True))
    assert "Keynsham Garden Centre" in names and called not in names
    deal = alive().get(title="pedestals")
    assert (deal.company.name, called in deal.notes) == ("Keynsham Garden Centre", False)
    assert Activity.objects.filter(deal=deal, done_at=None, name="send drawing").exists()
