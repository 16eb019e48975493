"""One company under several names in the lists of a set: joined where exactly one fits, told, and told apart again."""

from itertools import islice, permutations

import pytest

from kariz.access.actions import users
from kariz.access.models import RoleScope, User
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.known import spellings
from kariz.exchange.queries.known.spellings import found_in, spellings_of
from kariz.exchange.queries.pages.imports import preview
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import part, run, upload
from kariz.people.actions import companies, contacts, erasing
from kariz.people.models import Company, Contact
from kariz.people.normal import company_key
from kariz.pipeline.models import Deal
from kariz.reading.names.spellings import HERE, Name, Spellings

CUSTOMERS = [
    ["نام شرکت", "رابط", "شهر"],
    ["صنایع بسته‌بندی سبلان", "آقای عزیزی", "تبریز"],
    ["لبنیات آرین", "خانم رها", "یزد"],
    ["لبنیات پاک", "خانم صفری", "قم"],
    ["آرد کاشفی نیشابور", "آقای کاشفی", "نیشابور"],
]
HEADERS = ["تاریخ", "شرکت", "شخص", "محصول", "مبلغ", "وضعیت"]
SALES = [
    HEADERS,
    ["1404/07/12", "سبلان", "", "دستگاه الف", 100, "باز"],
    ["1404/07/13", "ش. لبنیات آرین", "", "دستگاه ب", 200, "باز"],
    ["1404/07/14", "آرین (لبنیات)", "", "دستگاه ج", 300, "باز"],
    ["1404/07/15", "لبنیات آرین - یزد", "", "دستگاه د", 400, "باز"],
    ["1404/07/16", "لبنیات آرین - آقای رضایی", "", "دستگاه ه", 500, "باز"],
    ["1404/07/17", "آرد کاشفی", "", "دستگاه و", 600, "باز"],
    ["1404/07/18", "شرکت لبنیات پاک", "", "دستگاه ز", 700, "باز"],
]


def joined(*names, lists=()):
    """{name: what it means} of these names; those of `lists` stand in a list of customers."""
    found = Spellings(Name(name, lists={1} if name in lists else set()) for name in names)
    return {name: found.name_of(name) for name in names}


def firms():
    return list(Company.objects.filter(deleted_at=None).order_by("name").values_list("name", flat=True))


def test_names_mean_what_they_mean_to_whoever_sets_the_import_going(admin, sara, pipeline):
    RoleScope.objects.update_or_create(role=sara.role, defaults={"sees": "own", "changes": "own"})
    sara = User.objects.get(pk=sara.pk)
    companies.create(by=admin, name="صنایع بسته‌بندی سبلان")
    whole = upload(sara, sales=SALES[:2])
    assert not found_in(whole.parts.all(), sara).groups and found_in(whole.parts.all(), admin).groups
    run(whole, admin)
    assert Deal.objects.get().company.name == "صنایع بسته‌بندی سبلان"


def test_names_of_deals_that_fit_one_customer_are_that_customer(admin, pipeline):
    run(upload(admin, customers=CUSTOMERS, sales=SALES), admin)
    assert sorted(firms()) == sorted(row[0] for row in CUSTOMERS[1:])
    found = dict(Deal.objects.values_list("amount", "company__name"))
    assert found == {
        1000: "صنایع بسته‌بندی سبلان",
        **dict.fromkeys((2000, 3000, 4000, 5000), "لبنیات آرین"),
        6000: "آرد کاشفی نیشابور",
        7000: "لبنیات پاک",
    }


def test_a_person_behind_the_name_is_the_person_of_the_deal_and_of_that_company(admin, pipeline):
    run(upload(admin, customers=CUSTOMERS, sales=SALES), admin)
    person = Contact.objects.get(name="آقای رضایی")
    assert person.company.name == "لبنیات آرین"
    assert Deal.objects.get(amount=5000).contact == person


@pytest.mark.parametrize(
    ("short", "others"),
    [
        ("سبلان", ["صنایع سبلان", "لبنیات سبلان"]),
        ("سبلان", ["صنایع سبلان", "سبلان پارس"]),
        ("ایران خودرو", ["ایران خودرو دیزل"]),
        ("لبنیات", ["لبنیات آرین"]),
        ("شهرداری", ["شهرداری ملارد"]),
        ("سیمان شرق", ["سیمان شمال"]),
        ("فولاد پارس", ["سیمان پارس"]),
        ("ایران خودرو (دیزل)", ["ایران خودرو"]),
        ("شهرداری ملارد - پسماند", ["شهرداری بهارستان"]),
    ],
)
def test_where_two_fit_or_the_name_says_more_nobody_guesses(short, others):
    assert joined(short, *others, lists=others) == {name: name for name in (short, *others)}


def test_a_list_of_customers_that_has_both_says_that_they_are_two():
    two = ("شهرداری ملارد", "شهرداری ملارد - پسماند", "آرین", "لبنیات آرین")
    assert joined(*two, lists=two) == {name: name for name in two}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sheridan Event Catering", "Sheridan's Event Catering"),
        ("Quay St. Kitchen", "The Quay Street Kitchen"),
        ("Kelly Bros. Construction", "Kelly Brothers Construction"),
        ("سازه‌گستر البرز", "ش. سازه گستر البرز"),
        ("شهرداری منطقه ۲۲", "شهرداری م ۲۲"),
    ],
)
def test_two_spellings_of_one_name_come_as_one_company_and_find_the_one_that_is_here(one, other):
    assert len({company_key(name) for name in joined(one, other).values()}) == 1
    assert company_key(Spellings([Name(one, 0, {HERE}), Name(other)]).name_of(other)) == company_key(one)


def test_branches_in_two_cities_are_two_and_numbers_of_companies_tell_them_apart():
    two = ("بانک آینده‌نگر - تهران", "بانک آینده‌نگر - مشهد")
    assert joined(*two) == {name: name for name in two}
    named = [Name("صنایع نگار", own={"company_ref:1"}), Name("نگار", own={"company_ref:2"})]
    assert Spellings(named).name_of("نگار") == "نگار"


def test_two_companies_that_are_here_stay_two_and_keep_their_names():
    found = Spellings([Name("آرین", 0, {HERE}), Name("آرین (لبنیات)", 0, {HERE}), Name("لبنیات آرین")])
    assert found.name_of("آرین") == "آرین"
    assert found.name_of("آرین (لبنیات)") == "آرین (لبنیات)"


def test_a_company_that_is_here_is_found_by_its_short_name(admin, pipeline, bring):
    firm = companies.create(by=admin, name="صنایع بسته‌بندی سبلان")
    companies.create(by=admin, name="لبنیات پاک")
    bring("شرکت,محصول,مبلغ\nسبلان,پمپ,10\nسبلان - تبریز,کمپرسور,20\n", admin)
    assert set(Deal.objects.values_list("company_id", flat=True)) == {firm.pk}
    assert "سبلان - تبریز" in Deal.objects.get(amount=200).notes


def test_what_becomes_one_company_is_told_and_a_name_can_be_said_to_be_another(admin, pipeline):
    whole = upload(admin, customers=CUSTOMERS, sales=SALES)
    told = {one.name: one.typed for one in found_in(whole.parts.all(), admin).groups}
    assert told["صنایع بسته‌بندی سبلان"] == ["سبلان"]
    assert len(told["لبنیات آرین"]) == 3
    sets.change(whole=whole, by=admin, options={"apart": ["سبلان", "آرین (لبنیات)"]})
    told = {one.name: one.typed for one in found_in(whole.parts.all(), admin).groups}
    assert "صنایع بسته‌بندی سبلان" not in told
    whole.refresh_from_db()
    run(whole, admin)
    assert {"سبلان", "آرین (لبنیات)"} <= set(firms())


def test_the_page_says_it_and_takes_one_press_for_one_and_for_all(client, admin, pipeline):
    whole = upload(admin, customers=CUSTOMERS, sales=SALES)
    client.force_login(admin)
    page = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert 'data-spellings="5"' in page
    told = {"version": whole.version, "apart_told": "1", "apart": [], "apart_add": "سبلان"}
    client.post(f"/imports/together/{whole.pk}/options/", told)
    assert part(whole, "sales").options["apart"] == ["سبلان"]
    whole.refresh_from_db()
    told |= {"version": whole.version, "apart": ["سبلان"], "apart_drop": "سبلان"}
    del told["apart_add"]
    client.post(f"/imports/together/{whole.pk}/options/", told)
    assert part(whole, "sales").options["apart"] == []


def test_within_one_file_a_short_name_is_the_only_longer_one(admin, pipeline, upload):
    one = upload("شرکت,محصول,مبلغ\nصنایع بسته‌بندی سبلان,پمپ,10\nسبلان,پمپ,20\n", admin)
    assert {draft.values["company"] for draft in preview(one, admin).first} == {"صنایع بسته‌بندی سبلان"}
    one = imports.change(one=one, by=admin, options={"apart": ["سبلان"]})
    assert {draft.values["company"] for draft in preview(one, admin).first} == {
        "صنایع بسته‌بندی سبلان",
        "سبلان",
    }


def test_a_list_of_deals_whose_names_are_each_their_own_keeps_no_names_for_its_run(admin, pipeline):
    names = [[*SALES[3][:1], name, *SALES[3][2:]] for name in ("نیکان", "کاوش", "آوین")]
    own = upload(admin, sales=[HEADERS, *names]).parts.get()
    assert spellings_of(own) is None
    short = upload(admin, sales=[HEADERS, *names, [*SALES[3][:1], "نیکان - آقای رضایی", *SALES[3][2:]]])
    assert [one.name for one in spellings_of(short.parts.get()).groups] == ["نیکان"]


@pytest.mark.parametrize(
    ("short", "long"),
    [("آسیا", "بیمه آسیا"), ("محمد رضایی", "فروشگاه محمد رضایی")],
)
def test_what_firms_are_told_apart_by_makes_two_of_them_unless_the_list_of_customers_has_one(short, long):
    assert joined(short, long)[short] == short
    assert joined(short, long, lists=[long])[short] == long


@pytest.mark.parametrize("others", [0, 250])
def test_how_long_the_list_is_does_not_decide_whom_a_short_name_means(
    admin, pipeline, bring, others, monkeypatch
):
    monkeypatch.setattr("kariz.exchange.queries.known.spellings.FEW", 3)
    for name in ("صنایع یاقوت", "لبنیات یاقوت", "بازرگانی الماس", "نیکان", "کاوش"):
        companies.create(by=admin, name=name)
    more = "".join(f"{a}{b}{c} {c}{a}{b},لوله,3\n" for a, b, c in islice(permutations("بجدرشکل", 3), others))
    more += "".join(
        f"{a}{b}{c}{d} {c}{a},لوله,3\n" for a, b, c, d in islice(permutations("بجدرشکل", 4), others)
    )
    bring(f"شرکت,محصول,مبلغ\nیاقوت,شیر,1\nصنایع یاقوت,پمپ,2\n{more}", admin)
    assert Deal.objects.get(amount=10).company.name == "یاقوت"


def test_a_set_of_many_files_learns_the_names_of_its_companies_once(admin, pipeline, client, monkeypatch):
    built = []
    real = spellings.Spellings
    monkeypatch.setattr(
        spellings, "Spellings", lambda *said, **more: built.append(said) or real(*said, **more)
    )
    sheets = {
        f"s{n}": [HEADERS, [f"1404/0{n}/12", f"نیکان {n}", "", f"دستگاه {n}", 100, "باز"]]
        for n in range(1, 9)
    }
    whole = upload(admin, **sheets)
    built.clear()
    client.force_login(admin)
    assert client.get(f"/imports/together/{whole.pk}/").status_code == 200
    assert len(built) <= 2


def test_who_is_apart_for_saeed_is_told_to_nobody_else_and_is_forgotten_with_a_person(
    admin, pipeline, upload
):
    saeed, elham = (
        users.create(by=admin, name=name, role="seller", email=f"{mark}@nikan.example")
        for name, mark in (("سعید مرادی", "s"), ("الهام رستگار", "e"))
    )
    maryam = contacts.create(by=admin, name="مریم صادقی‌نیا")
    text = "شرکت,محصول,مبلغ\nلبنیات آسیا,پمپ,10\nلبنیات آسیا - مریم صادقی‌نیا,پمپ,20\n"
    one = imports.change(
        one=upload(text, saeed), by=saeed, options={"apart": ["لبنیات آسیا - مریم صادقی‌نیا", "لبنیات"]}
    )
    finish(imports.start(one=one, by=saeed))
    assert not upload("شرکت,محصول,مبلغ\nنیکان,پمپ,10\n", elham).options.get("apart")
    assert len(upload("شرکت,محصول,مبلغ\nکاوش,پمپ,10\n", saeed).options["apart"]) == 2
    erasing.erase(contact=maryam, by=admin, confirm=maryam.name)
    one.refresh_from_db()
    assert one.options["apart"] == ["لبنیات"]
    assert upload("شرکت,محصول,مبلغ\nآوین,پمپ,10\n", saeed).options["apart"] == ["لبنیات"]


def test_what_kind_of_clinic_it_is_stands_within_its_name_and_may_be_left_out():
    customers = [
        "کلینیک دندانپزشکی ونک",
        "کلینیک شبانه‌روزی سپید",
        "درمانگاه تخصصی مهرگان",
        "لابراتوار دیجیتال هیراد",
    ]
    found = joined("کلینیک ونک", "سپید", "درمانگاه مهرگان", "هیراد", *customers, lists=customers)
    assert [found[name] for name in ("کلینیک ونک", "سپید", "درمانگاه مهرگان", "هیراد")] == [
        *customers[:3],
        "هیراد",
    ]


def test_a_word_that_many_names_have_within_says_what_they_do():
    customers = [f"شیرخوارگاه نمونه {name}" for name in ("ونک", "سپید", "مهرگان", "هیراد")]
    assert joined("شیرخوارگاه ونک", *customers, lists=customers)["شیرخوارگاه ونک"] == customers[0]
    assert joined("شیرخوارگاه ونک", *customers[:2], lists=customers)["شیرخوارگاه ونک"] == "شیرخوارگاه ونک"


def test_a_name_means_the_same_whichever_of_its_spellings_is_read_first():
    names = ["انبوه‌سازان سامان", "انبوه سازان سامان", "سامان", "بهین سازان اقلیم", "تعاونی انبوه سازان مهر"]
    for order in permutations(names):
        assert company_key(joined(*order)["سامان"]) == company_key("انبوه سازان سامان")


REACHED = [
    ["نام شرکت", "رابط", "موبایل", "شهر"],
    ["استخر المپیک", "کامران وثوق", "09122626262", "کرج"],
    ["مدرسه مهر ایرانیان", "زهرا باقری", "09361112233", "کرج"],
    ["هتل پارس", "رضا نیک", "09121110001", "کرج"],
    ["رستوران پارس", "رضا نیک", "09121110001", "کرج"],
    ["نساجی زاگرس بافت", "مرتضی علوی", "09122819090", "قزوین"],
]


def test_the_number_of_somebody_there_says_which_company_a_part_of_its_name_means(admin, pipeline):
    sales = [
        ["مشتری", "شماره تماس", "موضوع", "مبلغ", "تاریخ"],
        ["المپیک", "0912 262 6262", "مشعل", 55, "1404/09/02"],
        ["مدرسه مهر", "۰۹۳۶۱۱۱۲۲۳۳", "پکیج", 115, "1404/11/08"],
        ["پارس", "09121110001", "چیلر", 20, "1404/11/09"],
        ["زاگرس", "09120000000", "فن", 30, "1404/11/10"],
    ]
    whole = upload(admin, customers=REACHED, sales=sales)
    shown = {name: one.name for one in found_in(whole.parts.all(), admin).groups for name in one.typed}
    assert shown == {"المپیک": "استخر المپیک", "مدرسه مهر": "مدرسه مهر ایرانیان"}
    run(whole, admin)
    found = dict(Deal.objects.values_list("amount", "company__name"))
    assert (found[550], found[1150]) == ("استخر المپیک", "مدرسه مهر ایرانیان")
    assert (found[200], found[300]) == ("پارس", "زاگرس")


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Hill Country Bev", "Hill Country Beverage Co."),
        ("Pecan Hill Dist.", "Pecan Hill Distribution"),
        ("Trinity River Log.", "Trinity River Logistics"),
        ("Overbury Lane Bldrs", "Overbury Lane Builders Ltd"),
    ],
)
def test_a_name_whose_last_word_is_cut_short_is_the_only_one_that_begins_so(short, whole):
    assert joined(short, whole)[short] == whole
    assert joined(short, whole, "Red River Brewing", lists=(whole,))[short] == whole


def test_a_cut_word_that_may_be_two_or_stands_behind_a_word_of_many_means_nobody():
    both = ("Hill Country Beverage", "Hill Country Bevels")
    for names in (
        ("Hill Country Bev", *both),
        ("Trinity Log", "Trinity Logistics"),
        ("Trinity River Lo", "Trinity River Logistics"),
        ("Trinity River Bank", "Trinity River Logistics"),
        ("صنایع غذایی گل", "صنایع غذایی گلستان"),
    ):
        assert joined(*names)[names[0]] == names[0]
    listed = ("Pecan Hill Dist.", "Pecan Hill Distribution")
    assert joined(*listed, lists=listed)[listed[0]] == listed[0]


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Lone Star Spa", "Lone Star Spares"),
        ("Royal Oak Pub", "Royal Oak Publishing"),
        ("Trinity River Farm", "Trinity River Farmers Ltd"),
        ("Blue Hill Pet", "Blue Hill Petroleum"),
        ("Blue Hill Auto Parts", "Blue Hill Auto Partners"),
        ("West Side Deli", "West Side Delivery"),
    ],
)
def test_a_word_that_is_one_by_itself_is_no_longer_one_cut_short(short, whole):
    assert joined(short, whole) == {short: short, whole: whole}


@pytest.mark.parametrize("number", ["0912 262 6262", "0912 262 6263"])
def test_the_number_of_either_of_two_people_there_says_which_company_is_meant(number, admin, pipeline):
    customers = [
        ["نام شرکت", "رابط اصلی", "موبایل", "رابط دوم", "موبایل رابط دوم"],
        ["استخر المپیک", "علی رضایی", "0912 262 6262", "مریم کریمی", "0912 262 6263"],
        ["بیمارستان المپیک", "حسن محمدی", "0912 262 6264", "سارا احمدی", "0912 262 6265"],
    ]
    sales = [["شرکت", "شماره تماس", "موضوع", "مبلغ"], ["المپیک", number, "مشعل", 55]]
    run(upload(admin, customers=customers, sales=sales), admin)
    assert Deal.objects.get().company.name == "استخر المپیک"
