"""Rows whose number another company's deal has: all rows of that number stay out of that deal, and come in together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import deciding
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.known.whose_numbers import whose_numbers
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal

HEAD = ["شماره", "شرکت", "عنوان", "مبلغ (ریال)", "وضعیت"]
FIRMS = ["پارس", "مهر", "آوا", "سرو کاشان"]
GOODS = ["شماره", "شرکت", "کالا", "تعداد", "مبلغ (ریال)", "وضعیت"]


def deals(last):
    names = enumerate([*FIRMS, last], 1)
    return [HEAD, *([n, name, f"پمپ {n}", 100 * n, "باز"] for n, name in names)]


def goods(last, *more):
    names = enumerate([*FIRMS, last], 1)
    return [GOODS, *([n, name, "پمپ", 1, 100 * n, "باز"] for n, name in names), *more]


def text(rows):
    return "\n".join(",".join(map(str, row)) for row in rows)


def of(company):
    return Deal.objects.get(company__name=company, deleted_at=None)


def test_all_rows_of_the_number_wait_and_what_they_come_to_is_said_before(admin, pipeline, bring, upload):
    bring(text(deals("نگین")), admin, existing="update")
    rows = [*deals("فولاد کویر"), [5, "فولاد کویر", "پمپ 5", 33, "باز"], [5, "", "", 7, ""]]
    one = upload(text(rows), admin)
    one = imports.change(one=one, by=admin, options={"existing": "update", "amounts_of": "row"})
    mark = next(mark for mark in preview(one, admin).control.marked if mark.sign == "others")
    assert (mark.rows, dict(mark.sums)) == ([6, 7, 8], {"IRR": 540})
    done = finish(imports.start(one=one, by=admin))
    assert (done.asked_count, done.updated_count, of("نگین").amount) == (3, 0, 500)


@pytest.mark.parametrize("numbers", [None, [7]])
def test_mina_makes_a_deal_of_them_and_it_has_what_they_all_say(admin, pipeline, bring, numbers):
    bring(text(deals("نگین")), admin, existing="update")
    rows = [*deals("فولاد کویر"), [5, "فولاد کویر", "پمپ 5", 33, "باز"]]
    done = bring(text(rows), admin, existing="update", amounts_of="row")
    assert deciding.decide(one=done, by=admin, how="create", numbers=numbers).taken == 2
    assert (of("فولاد کویر").amount, of("نگین").amount) == (533, 500)
    done.refresh_from_db()
    assert done.asked_count == 0


@pytest.mark.parametrize("existing", ["fill", "update"])
def test_their_products_do_not_land_in_the_deal_of_the_other_company(admin, pipeline, bring, existing):
    bring(text(goods("نگین")), admin)
    rows = goods("فولاد کویر", [5, "فولاد کویر", "شیر", 1, 77, "باز"])
    done = bring(text(rows), admin, existing=existing)
    assert (done.asked_count, [line.title for line in of("نگین").lines.all()]) == (2, ["پمپ"])
    deciding.decide(one=done, by=admin, how="create")
    assert {line.title for line in of("فولاد کویر").lines.all()} == {"پمپ", "شیر"}
    assert (of("فولاد کویر").amount, of("نگین").amount) == (577, 500)


def test_mina_says_that_they_are_that_deal_and_it_has_what_they_all_say(admin, pipeline, bring):
    bring(text(deals("نگین")), admin)
    rows = [*deals("فولاد کویر"), [5, "فولاد کویر", "پمپ 5", 33, "باز"]]
    done = bring(text(rows), admin, existing="update", amounts_of="row")
    deciding.decide(one=done, by=admin, how="update", numbers=[6])
    assert (Deal.objects.count(), of("نگین").amount) == (5, 533)
    assert not Company.objects.filter(name="فولاد کویر").exists()
    assert "فولاد کویر" in of("نگین").notes


@pytest.mark.parametrize(
    "mine,theirs",
    [
        ("سیمان شرق", "سیمان غرب"),
        ("بانک ملی ایران", "بانک ملت ایران"),
        ("صنایع غذایی مهرام", "صنایع غذایی بهروز"),
        ("پارس", "پارس خودرو"),
        ("ایران خودرو", "ایران خودرو دیزل"),
    ],
)
def test_companies_of_similar_names_are_not_written_over_each_other(admin, pipeline, bring, mine, theirs):
    bring(text(deals(mine)), admin)
    newer = [*deals(theirs)[:5], [5, theirs, "پمپ 5", 777, "باز"]]
    done = bring(text(newer), admin, existing="update")
    assert (done.asked_count, Deal.objects.get(title="پمپ 5").amount) == (1, 500)


@pytest.mark.parametrize(
    "mine,theirs",
    [
        ("پمپ‌سازان تهران", "شرکت پمپ سازان تهران (سهامی خاص)"),
        ("پمپ سازان تهران", "پمپسازان تهران"),
        ("فولاد مبارکه", "فولاد مبارکه اصفهان"),
        ("صنایع پارس", "گروه صنعتی پارس"),
        ("توس فدک", "طوس فدک"),
        ("سیمان خوزستان", "سیمان خوزستن"),
        ("پارس خودرو", "Pars Khodro"),
    ],
)
def test_spellings_of_one_company_are_that_company(admin, pipeline, bring, mine, theirs):
    bring(text(deals(mine)), admin)
    newer = [*deals(theirs)[:5], [5, theirs, "پمپ 5", 777, "باز"]]
    done = bring(text(newer), admin, existing="update")
    assert (done.asked_count, Deal.objects.get(title="پمپ 5").amount) == (0, 777)


def test_two_people_of_one_family_are_two(admin, pipeline, bring):
    head = "شماره,نام مشتری,عنوان,مبلغ (ریال)\n"
    bring(head + "1,علی رضایی,پمپ,10\n2,سارا کریمی,شیر,20\n", admin, mapping=PEOPLE)
    done = bring(head + "1,رضا رضایی,پمپ,11\n2,کریمی,شیر,21\n", admin, mapping=PEOPLE, existing="update")
    assert (done.asked_count, done.updated_count) == (1, 1)


PEOPLE = {"شماره": "external_id", "نام مشتری": "contact", "عنوان": "title", "مبلغ (ریال)": "amount"}


def test_what_ali_may_not_see_he_does_not_learn_from_whose_numbers_his_are(
    admin, ali, pipeline, bring, upload
):
    bring(text(deals("نگین")), admin)
    assert not Deal.objects.visible_to(ali).exists()
    told = [
        whose_numbers(upload(text([HEAD, [5, name, "پمپ", 1, "باز"]]), ali))
        for name in ("نگین", "ن", "الوند")
    ]
    assert told[0] == told[1] == told[2]
    assert (told[0]["met"], told[0]["others"]) == (0, 0)


def test_a_list_of_ali_with_the_numbers_of_deals_that_he_may_not_see_has_numbers_of_its_own(
    admin, ali, pipeline, bring
):
    bring(text(deals("نگین")), admin)
    mine = [[*row[:2], "شیر", *row[3:]] if place else row for place, row in enumerate(deals("نگین"))]
    done = bring(text(mine), ali, existing="update")
    assert (done.options["numbers"], done.created_count, done.refused_count) == ("own", 5, 0)
    assert Deal.objects.count() == 10


def test_what_mina_changed_of_a_deal_apart_stays_when_the_list_comes_again(admin, pipeline, bring):
    bring(text(deals("نگین")), admin, existing="update")
    one = bring(text(deals("فولاد کویر")), admin, existing="update")
    deciding.decide(one=one, by=admin, how="create")
    deal_actions.change(deal=of("فولاد کویر"), by=admin, amount=999)
    again = bring(text(deals("فولاد کویر")), admin, existing="update")
    assert (of("فولاد کویر").amount, again.updated_count, again.asked_count) == (999, 0, 0)
    newer = [*deals("فولاد کویر")[:5], [5, "فولاد کویر", "پمپ 5", 1500, "باز"]]
    again = bring(text(newer), admin, existing="update")
    assert (of("فولاد کویر").amount, of("نگین").amount, again.updated_count) == (1500, 500, 1)


def of_several(rows):
    """The last deal has that many rows, and the number of a deal of another company."""
    return [*deals("فولاد کویر"), *([5, "فولاد کویر", f"پمپ {at}", 33, "باز"] for at in range(1, rows))]


def test_rows_that_nobody_named_are_told_by_page_and_api(admin, pipeline, bring, client):
    bring(text(deals("نگین")), admin, existing="update")
    done = bring(text(of_several(3)), admin, existing="update", amounts_of="row")
    numbers = list(done.rows.filter(action="asked").values_list("number", flat=True))
    client.force_login(admin)
    given = {"how": "skip", "rows": numbers[:1]}
    said = client.post(f"/api/v1/imports/{done.pk}/decisions", given, content_type="application/json").json()
    assert said["decided"] == {"taken": 3, "waiting": 0, "further": numbers[1:], "later": 0}
    assert said["asked"] == 0


def test_on_the_page_the_further_rows_are_named(admin, pipeline, bring, client):
    bring(text(deals("نگین")), admin, existing="update")
    done = bring(text(of_several(2)), admin, existing="update", amounts_of="row")
    client.force_login(admin)
    page = client.post(f"/imports/{done.pk}/decisions/", {"row": ["6"], "how": "create"}, follow=True)
    assert "ردیف ۷ از همان معامله است" in page.content.decode()


def test_a_deal_comes_as_a_whole_however_many_rows_it_has(admin, pipeline, bring, monkeypatch):
    monkeypatch.setattr(deciding, "MOST", 2)
    bring(text(deals("نگین")), admin, existing="update")
    done = bring(text(of_several(3)), admin, existing="update", amounts_of="row")
    assert deciding.decide(one=done, by=admin, how="create", numbers=[6]).taken == 3


def test_no_second_deal_comes_where_both_are_more_than_can_be_decided_at_once(
    admin, pipeline, bring, monkeypatch
):
    monkeypatch.setattr(deciding, "MOST", 3)
    same = [
        [n, f"شرکت {name}", "پمپ", n, "باز"] for n, name in enumerate(("رود", "کوه", "دشت", "باغ", "سنگ"), 6)
    ]
    bring(text([*deals("نگین"), *same]), admin, existing="update")
    rows = [*of_several(2), *same, [4, "دنا", "شیر", 7, "باز"]]
    rows[4][1] = "دنا"
    done = bring(text(rows), admin, existing="update", amounts_of="row")
    assert list(done.rows.filter(action="asked").values_list("number", flat=True)) == [5, 6, 7, 13]
    first = deciding.decide(one=done, by=admin, how="create", numbers=[5, 6])
    assert first == deciding.Decided(2, 0, (13,), 1)
    second = deciding.decide(one=done, by=admin, how="create", numbers=[6])
    assert second == deciding.Decided(2, 0, (7,), 0)


def test_nobody_waits_while_the_rows_are_read(admin, pipeline, bring):
    bring(text(deals("نگین")), admin, existing="update")
    done = bring(text(of_several(2)), admin, existing="update", amounts_of="row")
    with CaptureQueriesContext(connection) as seen:
        deciding.decide(one=done, by=admin, how="skip", numbers=[6])
    asked = [str(query["sql"]) for query in seen.captured_queries]
    begun = next(at for at, sql in enumerate(asked) if sql.startswith(("SAVEPOINT", "BEGIN")))
    read = [at for at, sql in enumerate(asked) if '"cells"' in sql and "LIMIT" in sql]
    assert read and max(read) < begun


SARAS = ["شماره", "شرکت", "شخص", "عنوان", "مبلغ (ریال)", "وضعیت"]


def of_saras(firm, amount):
    rows = [[n, name, f"شخص {name}", f"پمپ {n}", 100 * n, "باز"] for n, name in enumerate(FIRMS, 1)]
    return text([SARAS, *rows, [5, firm, "سارا قاسمی", "جعبه قرص", amount, "باز"]])


def test_the_deal_stays_with_its_company_and_person_where_mina_writes_the_row_into_it(admin, pipeline, bring):
    bring(of_saras("دامپزشکی نگین", 500), admin)
    done = bring(of_saras("رازی‌دام", 700), admin, existing="update")
    assert done.asked_count == 1
    deciding.decide(one=done, by=admin, how="update")
    deal = of("دامپزشکی نگین")
    assert (deal.amount, deal.contact.name) == (700, "سارا قاسمی")
    assert (Company.objects.count(), Contact.objects.count()) == (5, 5)
    again = bring(of_saras("رازی‌دام", 900), admin, existing="update")
    assert (again.asked_count, again.updated_count) == (0, 1)
    assert of("دامپزشکی نگین").amount == 900


def test_a_row_of_another_company_that_is_here_takes_its_deal_there(admin, pipeline, bring):
    bring(of_saras("دامپزشکی نگین", 500), admin)
    done = bring(of_saras("آوا", 700), admin, existing="update")
    deciding.decide(one=done, by=admin, how="update")
    assert Deal.objects.get(title="جعبه قرص").company.name == "آوا"
