"""Import, take back, correct the reading, import again: so a newcomer learns, and nothing may be lost on the way."""

from django.urls import reverse

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ExternalRef, Import, ImportSet
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import part, run
from kariz.exchange.tests.test_two_sheets import upload as together
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact

PEOPLE = [
    ["کد", "نام شرکت", "نام مخاطب", "موبایل", "تلفن شرکت", "شهر"],
    ["1001", "چای گلستانه", "آقای رضایی", "09123456701", "02188001001", "لاهیجان"],
    ["1002", "قهوه رابو", "خانم فلاح", "09123456702", "02188001002", "تهران"],
    ["1003", "پسته خندان", "نادر خندان", "09123456703", "03488001003", "رفسنجان"],
]
DEALS = [
    ["شرکت", "مخاطب", "موبایل", "محصول", "مبلغ", "وضعیت"],
    ["چای گلستانه", "آقای رضایی", "09123456701", "پرکن", 100, "باز"],
    ["قهوه رابو", "خانم فلاح", "09123456702", "درب‌بند", 200, "باز"],
]
CARDS = "BEGIN:VCARD\nVERSION:3.0\nFN:آقای رضایی\nTEL;TYPE=CELL:09123456701\nEND:VCARD\n"


def alive(model=Contact):
    return model.objects.filter(deleted_at=None)


def back(whole, by):
    set_runs.take_back(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def first(by):
    return run(together(by, فروش=DEALS, مشتریان=PEOPLE), by)


def counts(one):
    return (one.created_count, one.updated_count, one.skipped_count, one.refused_count)


def test_what_went_with_an_import_comes_in_again_with_all_that_its_rows_say(admin, pipeline):
    whole = first(admin)
    people = {(one.name, one.company.name) for one in alive().select_related("company")}
    assert len(people) == 3
    back(whole, admin)
    assert (alive().count(), alive(Company).count(), ExternalRef.objects.count()) == (0, 0, 0)
    whole = first(admin)
    assert {(one.name, one.company.name) for one in alive().select_related("company")} == people
    assert part(whole, "مشتریان").skipped_count == 0
    assert set(alive(Company).values_list("phone", "city")) == {
        (f"0{code}8800100{at}", city)
        for at, (code, city) in enumerate([(21, "لاهیجان"), (21, "تهران"), (34, "رفسنجان")], 1)
    }


def test_a_list_that_is_taken_back_leaves_its_numbers_on_nobody_who_was_here(admin, pipeline, bring):
    bring(CARDS, admin, name="cards.vcf")
    text = "\n".join(",".join(row) for row in PEOPLE)
    one = bring(text, admin, existing="fill")
    assert one.updated_count == 1
    done = finish(imports.take_back(one=one, by=admin))
    assert (done.kept_count, alive().count()) == (0, 1)
    assert not ExternalRef.objects.filter(record_kind="contact", key="1001").exists()


def test_whom_neda_put_in_the_bin_stays_there_and_the_page_says_so_before(
    admin, pipeline, bring, upload, client
):
    text = "\n".join(",".join(row) for row in PEOPLE)
    bring(text, admin)
    contacts.delete(contact=Contact.objects.get(name="نادر خندان"), by=admin, anyway=True)
    more = text + "\n1004,کشک سمیرا,سمیرا کاوه,09123456704,02188001004,ساوه"
    one = upload(more, admin)
    client.force_login(admin)
    page = client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    assert "data-binned" in page
    checked = finish(imports.check(one=one, by=admin))
    assert checked.outcome["binned"] == 1
    assert "data-binned" in client.get(reverse("exchange:import", args=[one.pk])).content.decode()
    done = finish(imports.start(one=Import.objects.get(pk=one.pk), by=admin))
    assert counts(done) == (1, 0, 3, 0)
    assert "data-binned" in client.get(reverse("exchange:import", args=[one.pk])).content.decode()


def test_of_files_together_the_page_says_it_of_each(admin, pipeline, client):
    first(admin)
    contacts.delete(contact=Contact.objects.get(name="نادر خندان"), by=admin, anyway=True)
    whole = together(
        admin, فروش=DEALS, مشتریان=[*PEOPLE, ["1005", "کشک", "سمیرا کاوه", "09123456705", "", ""]]
    )
    client.force_login(admin)
    page = client.get(reverse("exchange:set", args=[whole.pk])).content.decode()
    assert page.count("data-binned") == 1
