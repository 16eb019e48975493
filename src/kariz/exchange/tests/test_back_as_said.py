"""What the page says before an import is taken back is what happens then; and what stayed may go at a second try."""

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.going import going
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_found_since import REZA, back, here, people
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.people.actions import contacts, merging
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal

DEALS = "عنوان,شرکت,مخاطب,موبایل,مبلغ\nپمپ,پارس,سارا محمدی,09111920036,5\nلوله,پارس,رضا یگانه,09111920037,6\n"


def by_hand(by, pipeline, **customer):
    return deals.create(new=deals.NewDeal(title="دستی", pipeline=pipeline, **customer), by=by)


def said(one):
    found = going(Import.objects.get(pk=one.pk))
    staying = {stay.why: (stay.contact, stay.company, stay.name) for stay in found.staying}
    return (found.contact, found.company), staying


def test_mina_reads_whom_another_list_holds_before_she_takes_the_first_back(admin, pipeline, bring, client):
    first = people(bring, admin)
    people(bring, admin, REZA, "visitors.csv")
    assert said(first) == ((1, 1), {"found": (1, 0, "visitors.csv"), "used": (0, 1, "")})
    client.force_login(admin)
    page = client.get(f"/imports/{first.pk}/taking-back/").content.decode()
    assert 'data-staying="found"' in page and "visitors.csv" in page
    read = client.get(f"/api/v1/imports/{first.pk}/changed").json()["going"]
    assert {"why": "found", "contact": 1, "company": 0, "name": "visitors.csv"} in read["staying"]
    back(first, admin)
    assert (here(Contact), here(Company)) == (["رضا کیانی"], ["مهر"])


def test_she_reads_who_goes_with_the_list_that_held_them(admin, pipeline, bring, client):
    first, second = people(bring, admin), people(bring, admin, name="again.csv")
    back(first, admin)
    assert said(second) == ((2, 2), {"left": (2, 2, "")})
    client.force_login(admin)
    assert 'data-staying="left"' in client.get(f"/imports/{second.pk}/taking-back/").content.decode()
    back(second, admin)
    assert (here(Contact), here(Company)) == ([], [])


def test_what_goes_with_the_import_holds_nobody_and_a_deal_from_elsewhere_does(admin, pipeline, bring):
    one = bring(DEALS, admin)
    assert said(one) == ((2, 1), {})
    by_hand(admin, pipeline, contact=Contact.objects.get(name="سارا محمدی"))
    assert said(one) == ((1, 0), {"used": (1, 1, "")})
    back(one, admin)
    assert (here(Contact), here(Company)) == (["سارا محمدی"], ["پارس"])


def test_what_stayed_goes_at_a_second_try_once_nothing_needs_it(admin, pipeline, bring, client):
    one = bring(DEALS, admin)
    deal = by_hand(admin, pipeline, contact=Contact.objects.get(name="سارا محمدی"))
    assert back(one, admin).kept_count == 2
    deals.delete(deal=deal, by=admin)
    client.force_login(admin)
    assert f"/imports/{one.pk}/taking-back/" in client.get(f"/imports/{one.pk}/").content.decode()
    assert said(one) == ((1, 1), {})
    assert client.post(f"/api/v1/imports/{one.pk}/taking-back").status_code == 202

    done = finish(Import.objects.get(pk=one.pk))
    assert (done.kept_count, done.stayed, here(Contact), here(Company)) == (0, [], [], [])
    assert client.post(f"/api/v1/imports/{one.pk}/taking-back").status_code == 409
    assert client.get(f"/imports/{one.pk}/taking-back/").status_code == 302


def test_whom_mina_kept_first_goes_when_she_takes_what_was_changed_too(admin, pipeline, bring):
    one = bring(DEALS, admin)
    deals.change(deal=Deal.objects.get(title="پمپ"), by=admin, title="پمپ نو")
    contacts.change(contact=Contact.objects.get(name="رضا یگانه"), by=admin, position="مدیر")
    assert back(one, admin).kept_count > 0
    back(one, admin, changed=True)
    assert (here(Contact), here(Company), here_deals()) == ([], [], [])


def here_deals():
    return list(Deal.objects.filter(deleted_at=None).values_list("title", flat=True))


def test_merged_companies_of_an_import_taken_back_with_all_changes_go_with_the_list_that_held_them(
    admin, pipeline, bring
):
    first, second = people(bring, admin), people(bring, admin)
    mehr, ava = Company.objects.get(name="مهر"), Company.objects.get(name="آوا")
    merging.merge(survivor=mehr, others=[ava], by=admin)
    back(first, admin, changed=True)
    assert here(Company) == ["مهر"]
    back(second, admin)
    assert (here(Contact), here(Company)) == ([], [])


def test_of_files_that_came_together_what_stayed_goes_at_a_second_try(admin, pipeline, client):
    customers = [
        ["شرکت", "نام رابط", "موبایل"],
        ["مهر", "رضا کیانی", "09111920034"],
        ["آوا", "سارا نیک", "09111920035"],
    ]
    sales = [["مشتری", "موضوع", "مبلغ", "وضعیت"], ["آوا", "پمپ", 600, "باز"]]
    whole = run(upload_book(admin, customers=customers, sales=sales), admin)
    deal = by_hand(admin, pipeline, company=Company.objects.get(name="مهر"))
    found = going(*parts_of(whole))
    assert (found.contact, found.company) == (3, 1)
    work(set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin))
    assert here(Company) == ["مهر"]
    deals.delete(deal=deal, by=admin)
    client.force_login(admin)
    assert "taking-back" in client.get(f"/imports/together/{whole.pk}/").content.decode()
    work(set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin))
    assert here(Company) == []
    assert client.get(f"/imports/together/{whole.pk}/taking-back/").status_code == 302
