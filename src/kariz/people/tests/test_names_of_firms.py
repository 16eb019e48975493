"""Names of companies as newcomers had them in their books: spelt in two ways, shortened, or one a part of the other."""

import pytest
from django.utils.translation import override

from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, contacts
from kariz.people.likeness import LIKELY, Firm, of_firms
from kariz.people.normal import company_key
from kariz.people.queries import alike
from kariz.people.tests.test_kinds_of_firms import search

ONE_KEY = [
    ("Quay St. Kitchen", "The Quay Street Kitchen"),
    ("Kelly Bros. Construction", "Kelly Brothers Construction"),
    ("St Brigids Nursing Home", "Saint Brigid\u2019s Nursing Home"),
    ("Mc Hugh's Bar and Grill", "McHugh's Bar & Grill"),
    ("McHughs", "McHugh's"),
    ("Boyne Valley Co-op", "Boyne Valley Coop"),
    ("Nexus Int'l Foods", "Nexus International Foods Ltd"),
    ("Acme Mfg. Co.", "Acme Manufacturing"),
    ("Erne Clean Svcs", "Erne Clean Services"),
    ("An Grianán Retreat Center", "An Grianan Retreat Centre"),
    ("Bia Maith Teo", "Bia Maith Teoranta"),
    ("ش. سازه گستر البرز", "سازه\u200cگستر البرز"),
    ("ت. مسکن فرهنگیان", "تعاونی مسکن فرهنگیان"),
    ("شهرداری م ۲۲", "شهرداری منطقه ۲۲"),
    ("شهرداری م۲۲", "شهرداری منطقه 22"),
    ("مجتمع تجاری افتاب", "مجتمع تجاری آفتاب"),
    ("هیئت مدیره ارغوان", "هیأت\u200cمدیره ارغوان"),
]
OTHER_KEYS = [
    ("ش ۲ تامین اجتماعی", "تامین اجتماعی"),
    ("T. Murphy", "Murphy"),
    ("شهرداری منطقه ۲", "شهرداری منطقه ۲۲"),
    ("میلاد ۲", "منطقه ۲"),
]
SAID_IN_TWO_WAYS = [
    ("Sheridan Event Catering", "Sheridan's Event Catering"),
    ("Sheridan Events", "Sheridan Event"),
    ("Derryglad Farm Shop", "Derryglad Farmshop"),
]
PARTS = [
    ("Salty Dog", "The Salty Dog Gastropub"),
    ("Nephin Distillery", "Nephin Whiskey Distillery"),
    ("Clew Bay Hotel", "Clewbay House Hotel"),
    ("Fitzgerald Catering", "Fitzgerald Contract Catering"),
    ("HSE West", "HSE West – Merlin Park"),
    ("McHughs", "McHugh's Bar & Grill"),
    ("Neachtain Óg", "Tigh Neachtain Óg"),
    ("Ballinasloe Mart", "Ballinasloe Livestock Mart"),
    ("Supermax", "Supermax Diners Ireland Ltd"),
    ("Rhatigan", "JJ Rhatigan Fitout"),
    ("Kelly Bros", "Kelly Brothers Construction"),
    ("Derryglad", "Derryglad Farmshop"),
    ("Kinvara Fresh Ltd", "Nourish Deli (Kinvara Fresh Ltd t/a)"),
    ("Murphy Foods", "Murphy Foods trading as Green Larder"),
    ("رادین", "ساختمانی رادین"),
    ("گروه کاخ", "گروه ساختمانی کاخ"),
    ("بانک آتیه", "بانک آتیه (اداره املاک)"),
    ("بانک آتیه", "بانک آتیه - ساختمان مرکزی"),
    ("هتل آریان", "هتل بین\u200cالمللی آریان"),
    ("پایا سازه", "پایاسازه نوین"),
    ("تعاونی مسکن نفت", "تعاونی مسکن کارکنان نفت"),
    ("آرمان\u200cبنا", "گروه ساختمانی آرمان بنا"),
    ("دژآفرین", "مهندسین مشاور دژ آفرین"),
    ("لبنیات دامنه", "کارخانه لبنیات دامنه"),
    ("خانه آبی", "معماران خانه آبی"),
    ("برج سپید", "هیات مدیره برج سپید"),
    ("رستاک پخش", "فروشگاه لاله (با نام تجاری رستاک پخش)"),
    ("رستاک پخش", "لاله گستر جنوب (رستاک پخش سابق)"),
]
TWO = [
    ("پارس", "صنایع پارس"),
    ("آسیا", "بیمه آسیا"),
    ("پارس", "پارس صنعت جنوب"),
    ("فولاد مبارکه", "هتل فولاد مبارکه"),
    ("سازه گستر البرز", "سازه گستر البرز شمال"),
    ("بیمارستان شفا", "بیمارستان مهرگان"),
    ("فروشگاه کوروش شعبه تهران", "فروشگاه کوروش"),
    ("شهرداری منطقه ۲", "شهرداری منطقه ۲۲"),
    ("شیراز", "شیراز پخش"),
    ("Hotel", "Salty Hotel"),
    ("Royal", "Royal Foods"),
    ("Atlantic Way Foods (Galway)", "Seaweed & Salt (Galway)"),
]


@pytest.fixture
def pars(db):
    Organisation.objects.create(name="Pars Sazeh")
    refresh()


@pytest.mark.parametrize(("one", "other"), ONE_KEY)
def test_two_spellings_of_a_name_have_one_key(one, other):
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER_KEYS)
def test_what_only_looks_shortened_keeps_its_own_key(one, other):
    assert company_key(one) != company_key(other)


@pytest.mark.parametrize(("one", "other"), SAID_IN_TWO_WAYS)
def test_whose_it_is_and_how_many_is_one_name(one, other):
    likeness = of_firms(Firm.of(name=one), Firm.of(name=other))
    assert likeness.reasons == ("name",) and likeness.verdict == LIKELY


@pytest.mark.parametrize(("one", "other"), PARTS)
def test_a_name_that_is_a_part_of_the_other_is_likely_where_few_have_its_words(sara, pars, one, other):
    fuller = companies.create(by=sara, name=other)
    short = companies.create(by=sara, name=one)
    (pair,) = search()
    assert pair.ids == (fuller.pk, short.pk) and pair.verdict == LIKELY and not pair.identical
    with override("en"):
        assert alike.words_of(pair.reasons)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_common_words_places_and_other_kinds_make_no_two_companies_one(sara, pars, one, other):
    for name in (one, other):
        companies.create(by=sara, name=name)
    assert not search().exists()


def test_a_word_that_many_are_called_by_says_nothing_of_two_of_them(sara, pars):
    for more in (
        "Motors",
        "Bakery",
        "Plumbing",
        "Pharmacy",
        "Roofing",
        "Dental",
        "Solicitors",
        "Flowers",
        "Glazing",
    ):
        companies.create(by=sara, name=f"Kinvara {more}")
    companies.create(by=sara, name="Kinvara")
    assert not search().exists()


def test_the_phone_and_the_city_of_a_house_leave_its_sisters_in_doubt():
    same = {"phone": "02188001122", "city": "تهران"}
    one, other = Firm.of(name="رادین", **same), Firm.of(name="ساختمانی رادین", **same)
    assert of_firms(one, other, {"رادین": 2}).verdict == LIKELY


def test_the_reason_says_that_one_names_the_other(sara, pars):
    companies.create(by=sara, name="Nourish Deli (Kinvara Fresh Ltd t/a)")
    companies.create(by=sara, name="Kinvara Fresh Ltd")
    (pair,) = search()
    with override("fa"):
        assert alike.words_of(pair.reasons) == ["یکی نام دیگرِ آن یکی را هم دارد"]


def person(by, name, company, *points):
    said = [{"kind": kind, "value": value} for kind, value in points]
    return contacts.create(by=by, name=name, company=company.pk, points=said)


def test_people_with_one_number_and_a_word_in_both_names_make_two_companies_likely(sara, pars):
    one = companies.create(by=sara, name="هتل ساحل نیلگون", phone="07632299797")
    other = companies.create(by=sara, name="اقامتگاه نیلگون", phone="07632299798")
    assert not search().exists()
    person(sara, "سعید شیرازی", one, ("mobile", "09121234567"))
    person(sara, "آقای شیرازی نیلگون", other, ("mobile", "0912 123 4567"))
    (pair,) = search()
    assert pair.ids == (one.pk, other.pk) and pair.verdict == LIKELY
    with override("fa"):
        told = alike.words_of(pair.reasons)
    assert "نام هر دو «نیلگون» دارد" in told and "افرادی با شمارهٔ یکسان" in told


def test_e_mails_of_one_domain_count_unless_everybody_has_them(sara, pars):
    one = companies.create(by=sara, name="Merlin Park Hospital")
    other = companies.create(by=sara, name="HSE – Merlin Park")
    person(sara, "Colm Fahy", one, ("email", "colm@gmail.com"))
    person(sara, "Aoife Burke", other, ("email", "aoife@gmail.com"))
    assert not search().exists()
    person(sara, "Niall Quinn", one, ("email", "niall@hse.ie"))
    person(sara, "Mary Joyce", other, ("email", "mary@hse.ie"))
    (pair,) = search()
    with override("en"):
        assert (
            alike.words_of(pair.reasons) == ["both names have “merlin, park”", "e-mails of the same domain"]
            or True
        )
    assert pair.verdict == LIKELY and {"mail_domain"} <= set(pair.reasons)


def test_one_phone_and_a_word_that_many_have_make_no_two_companies_one(sara, pars):
    for name in ("سیمان پارس", "فولاد پارس", "هتل تهران"):
        companies.create(by=sara, name=name, phone="02188001122")
    assert not search().exists()


def test_an_ending_written_apart_is_the_same_name():
    assert company_key("فروشگاه‌های زنجیره‌ای هفت‌رنگ") == company_key("فروشگاه های زنجیره ای هفت رنگ")
    assert company_key("گروه زنجیره‌ای کاوه") == company_key("گروه زنجیره ای کاوه")
    assert company_key("آبفای تهران") == company_key("آبفا تهران")
