"""The name of a company that was merged into another means that other one, in every file that comes later."""

from itertools import pairwise

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.exchange.models import Import
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Company, Contact
from kariz.people.queries.matching import match_companies, match_contacts
from kariz.pipeline.models import Deal

DEALS = "شرکت,محصول,مبلغ\n{},{},30\n"


def merged(by, *names):
    """The companies of these names, each merged into the next."""
    made = [companies.create(by=by, name=name) for name in names]
    for one, other in pairwise(made):
        merge(survivor=other, others=[one], by=by)
    return made


def in_use():
    return list(Company.objects.filter(deleted_at=None).values_list("name", flat=True))


def test_a_deal_of_the_old_name_is_the_survivors_and_the_company_does_not_come_back(admin, pipeline, bring):
    sadaf, *_others, negin = merged(admin, "صدف", "صدف طلایی", "نگین دریای جنوب")
    bring(DEALS.format("شرکت صدف", "دستگاه"), admin)
    assert Deal.objects.get().company_id == negin.pk and in_use() == ["نگین دریای جنوب"]
    merge_of_sadaf = Event.objects.filter(verb="company.merged").earliest("id")
    undo(event=Event.objects.filter(verb="company.merged").latest("id"), by=admin)
    undo(event=merge_of_sadaf, by=admin)
    bring(DEALS.format("صدف", "پمپ"), admin)
    assert Deal.objects.get(title__startswith="پمپ").company_id == sadaf.pk


def test_a_list_that_overwrites_fills_the_survivor_and_leaves_its_name(admin, pipeline, bring):
    _sadaf, negin = merged(admin, "صدف", "نگین دریا")
    bring("نام شرکت,شهر\nصدف,یزد\n", admin, kind=Import.Kind.COMPANIES, existing="update")
    negin.refresh_from_db()
    assert (negin.name, negin.city) == ("نگین دریا", "یزد") and in_use() == ["نگین دریا"]


def test_who_is_called_so_now_goes_before_who_was_and_two_survivors_are_nobody(admin):
    _sadaf, negin = merged(admin, "صدف", "نگین دریا")
    assert match_companies(["صدف"]) == {"صدف": negin.pk}
    merged(admin, "صدف", "مروارید")
    assert match_companies(["صدف"]) == {}
    now = companies.create(by=admin, name="صدف")
    assert match_companies(["صدف"]) == {"صدف": now.pk}


def test_what_ali_may_not_see_is_no_survivor_for_him_and_nothing_in_the_bin_is(admin, ali):
    _sadaf, negin = merged(admin, "صدف", "نگین دریا")
    companies.change(company=negin, by=admin, owner=admin)
    assert match_companies(["صدف"], by=ali) == {}
    negin.refresh_from_db()
    companies.delete(company=negin, by=admin)
    assert match_companies(["صدف"]) == {}


def test_what_a_list_says_of_the_old_name_takes_nothing_from_the_survivor(admin, pipeline, bring):
    _sadaf, negin = merged(admin, "صدف", "نگین دریا")
    negin.refresh_from_db()
    companies.change(company=negin, by=admin, city="تهران")
    negin.refresh_from_db()
    bring("نام شرکت,شهر,صنعت\nصدف,یزد,چاپ\n", admin, kind=Import.Kind.COMPANIES, existing="update")
    negin.refresh_from_db()
    assert (negin.city, negin.industry) == ("تهران", "چاپ")
    companies.change(company=negin, by=admin, national_id="10101234567")
    rows = "نام شرکت,شناسه ملی,نشانی\nصدف,14001234567,صفائیه\n"
    bring(rows, admin, kind=Import.Kind.COMPANIES, existing="update")
    assert not Company.objects.filter(deleted_at=None, name="نگین دریا", address="صفائیه").exists()


def test_the_old_name_of_a_survivor_that_took_another_is_its_own_still(admin, pipeline, bring):
    hotel, qeshm = (companies.create(by=admin, name=name) for name in ("هتل نیلگون", "هتل نیلگون قشم"))
    merge(survivor=hotel, others=[qeshm], by=admin, choices={"name": qeshm.pk})
    for name in ("هتل نیلگون", "هتل نیلگون قشم"):
        bring(DEALS.format(name, f"آسانسور {name}"), admin)
    assert in_use() == ["هتل نیلگون قشم"]
    assert set(Deal.objects.values_list("company_id", flat=True)) == {hotel.pk}
    undo(event=Event.objects.get(verb="company.merged"), by=admin)
    assert match_companies(["هتل نیلگون", "هتل نیلگون قشم"]) == {
        "هتل نیلگون": hotel.pk,
        "هتل نیلگون قشم": qeshm.pk,
    }
    assert sorted(in_use()) == ["هتل نیلگون", "هتل نیلگون قشم"]


def test_siavash_is_known_by_either_name_and_keeps_the_one_that_was_chosen(admin, bring):
    firm = companies.create(by=admin, name="صدر بتن")
    siavash, phone = (
        contacts.create(by=admin, name=name, company=firm) for name in ("سیاوش نوری", "مهندس صدر")
    )
    merge(survivor=siavash, others=[phone], by=admin, choices={"name": phone.pk})
    rows = "نام,شرکت,سمت\nسیاوش نوری,صدر بتن,مدیر خرید\n"
    bring(rows, admin, kind=Import.Kind.CONTACTS, existing="update")
    one = Contact.objects.get(deleted_at=None)
    assert (one.pk, one.name, one.position) == (siavash.pk, "مهندس صدر", "مدیر خرید")
    undo(event=Event.objects.get(verb="contact.merged"), by=admin)
    pairs = [("سیاوش نوری", firm.pk), ("مهندس صدر", firm.pk)]
    assert match_contacts(pairs) == dict(zip(pairs, (siavash.pk, phone.pk), strict=True))


def test_a_former_name_means_nobody_of_another_company_and_nobody_whom_ali_may_not_see(admin, ali):
    firm, other = (companies.create(by=admin, name=name) for name in ("صدر بتن", "نگین دریا"))
    siavash, phone = (contacts.create(by=admin, name=name, company=firm) for name in ("نوری", "سیاوش نوری"))
    merge(survivor=phone, others=[siavash], by=admin)
    assert match_contacts([("نوری", firm.pk)]) == {("نوری", firm.pk): phone.pk}
    assert match_contacts([("نوری", other.pk), ("نوری", None)]) == {}
    phone.refresh_from_db()
    contacts.change(contact=phone, by=admin, owner=admin)
    assert match_contacts([("نوری", firm.pk)], by=ali) == {}
