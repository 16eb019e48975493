"""A sheet of calls as a team keeps it: who called whom, what was said, and when to call again."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities
from kariz.pipeline.models import Activity
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.columns.guessing import guess_kind, guess_mapping

CALLS = (
    "تاریخ,کی زنگ زد,مشتری,با کی صحبت شد,چی گفت,قرار بعدی\n"
    "1404/05/02,Mina,شرکت پارس داده,آقای احمدی,دمو خواست,15-09-1404\n"
    "1404/05/03,Mina,پارس  داده,حسین,برنداشت,شنبه\n"
    "1404/05/04,Mina,آوای نو,,راضی بود، تمدید میکنه,\n"
)
COLUMNS = CALLS.split("\n", 1)[0].split(",")


@pytest.fixture
def pars(admin):
    firm = companies.create(by=admin, name="پارس داده")
    for name in ("علی احمدی", "حسین مرادی"):
        contacts.create(by=admin, name=name, company=firm)
    other = companies.create(by=admin, name="مهر")
    contacts.create(by=admin, name="رضا احمدی", company=other)
    return firm


def work():
    return {
        (one.name, one.done_at is not None): one
        for one in Activity.objects.filter(deleted_at=None).select_related("company", "contact", "owner")
    }


def test_a_sheet_of_calls_is_known_by_its_headers():
    assert guess_kind(COLUMNS) == "activities"
    found = guess_mapping(COLUMNS, "activities")
    assert list(found.values()) == ["due_at", "owner", "company", "contact", "said", "next_step_on"]


@pytest.mark.parametrize("more", ["مبلغ", "موبایل", "مرحله"])
def test_a_list_of_deals_or_of_people_to_call_is_none(more):
    assert guess_kind([*COLUMNS, more]) != "activities"


def test_each_call_is_done_on_its_day_with_the_firm_and_the_person_of_that_firm(admin, pars, pipeline, bring):
    done = bring(CALLS, admin)
    assert (done.created_count, done.refused_count) == (3, 0)
    call = work()["دمو خواست", True]
    assert (call.kind, call.company, call.contact.name, call.owner) == ("call", pars, "علی احمدی", admin)
    assert call.done_at.date() in (date(2025, 7, 23), date(2025, 7, 24))
    missed = work()["برنداشت", True]
    assert (missed.contact.name, missed.result) == ("حسین مرادی", "no_answer")


def test_a_firm_that_nobody_knew_is_made_and_spellings_of_one_are_not_made_twice(
    admin, pars, pipeline, bring
):
    bring(CALLS, admin)
    assert set(Company.objects.values_list("name", flat=True)) == {"پارس داده", "مهر", "آوای نو"}
    assert Contact.objects.count() == 3


def test_the_next_call_is_planned_and_a_word_for_its_day_stands_in_its_text(admin, pars, pipeline, bring):
    bring(CALLS, admin)
    planned = Activity.objects.filter(done_at=None, deleted_at=None).order_by("pk")
    first, second = planned
    assert (first.kind, first.company, first.contact.name, first.owner) == ("call", pars, "علی احمدی", admin)
    assert first.due_at.date() in (date(2025, 12, 5), date(2025, 12, 6))
    assert (second.due_at, "شنبه" in second.name) == (None, True)


def test_the_same_calls_again_make_nothing_and_taken_back_they_are_all_gone(admin, pars, pipeline, bring):
    done = bring(CALLS, admin)
    assert bring(CALLS, admin).created_count == 0
    assert Activity.objects.filter(deleted_at=None).count() == 5
    finish(imports.take_back(one=done, by=admin))
    assert not Activity.objects.filter(deleted_at=None).exists()
    assert not Company.objects.filter(name="آوای نو", deleted_at=None).exists()
    bring(CALLS, admin)
    assert Activity.objects.filter(deleted_at=None).count() == 5


def test_a_person_whom_nobody_knew_comes_to_the_company_once_and_goes_with_the_import(
    admin, pars, pipeline, bring
):
    rows = (
        "تاریخ,مشتری,با کی صحبت شد,چی گفت\n1404/05/02,پارس داده,خانم رها,گفت گران است\n"
        "1404/05/03,پارس داده,خانم رها,قرارداد خواست\n1404/05/04,آوای نو,سارا محمدی,دمو خواست\n"
    )
    done = bring(rows, admin)
    new = Contact.objects.filter(name__in=["خانم رها", "سارا محمدی"], deleted_at=None)
    assert set(new.values_list("name", "company__name")) == {
        ("خانم رها", "پارس داده"),
        ("سارا محمدی", "آوای نو"),
    }
    assert set(Activity.objects.values_list("contact__name", flat=True)) == {"خانم رها", "سارا محمدی"}
    finish(imports.take_back(one=done, by=admin))
    assert not new.exists()


@pytest.mark.parametrize("who", ["منشی", "واحد خرید", "دفتر مرکزی", "داخلی 12", "انباردار"])
def test_what_reads_as_nobodys_name_stands_in_the_text_of_the_call_and_the_row_says_so(
    admin, pars, pipeline, bring, who
):
    done = bring(f"تاریخ,مشتری,با کی صحبت شد,چی گفت\n1404/05/02,پارس داده,{who},گفت گران است\n", admin)
    call = Activity.objects.get()
    assert (call.contact, who in call.notes) == (None, True)
    assert who in done.rows.get().told[0]


def test_a_call_to_nobody_stands_by_itself_and_the_row_says_so(admin, pipeline, bring):
    done = bring("تاریخ,مشتری,چی گفت\n1404/05/02,-,بعدا زنگ می‌زند\n", admin)
    assert Activity.objects.get().company is None
    assert done.rows.get().told


def test_of_two_who_may_be_meant_nobody_is_chosen(admin, pars, pipeline, bring):
    contacts.create(by=admin, name="سعید احمدی", company=pars)
    bring(CALLS, admin)
    call = work()["دمو خواست", True]
    assert (call.contact, "آقای احمدی" in call.notes) == (None, True)


def test_a_cell_that_cannot_be_read_may_be_left_out_of_a_call(admin, pars, pipeline, bring):
    rows = CALLS.replace("1404/05/03", "1404/13/40")
    assert bring(rows, admin).refused_count == 1
    left = bring(rows, admin, unreadable="leave")
    assert (left.created_count, left.refused_count) == (1, 0)
    assert "1404/13/40" in Activity.objects.get(name="برنداشت").notes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("دمو خواست", ""),
        ("wants a demo", ""),
        ("جلسه با مدیر", "meeting"),
        ("دمو", "presentation"),
        ("تماس پیگیری", "call"),
    ],
)
def test_who_asks_for_a_demo_has_not_seen_one(text, kind):
    assert kind_of(text) == kind


def test_a_namesake_at_another_firm_is_not_who_was_called(admin, pars, pipeline, bring):
    bring("تاریخ,مشتری,با کی صحبت شد,چی گفت\n1404/05/02,پارس داده,رضا احمدی,گفت گران است\n", admin)
    call = Activity.objects.get()
    assert (call.contact, "رضا احمدی" in call.notes) == (None, True)


@pytest.mark.parametrize("said", ["آقای رامین میرزایی", "جناب آقای دکتر رامین ميرزائی", "رامین میرزایی"])
@pytest.mark.parametrize("known", ["رامین میرزایی", "مهندس رامین میرزایی", "آقای رامین میرزایی"])
def test_a_title_before_the_name_hides_nobody_whose_firm_is_not_said(admin, pipeline, bring, said, known):
    ramin = contacts.create(by=admin, name=known)
    bring(f"تاریخ,با کی صحبت شد,چی گفت\n1404/05/02,{said},گفت گران است\n", admin, kind="activities")
    assert Activity.objects.get().contact == ramin


def test_a_call_with_nobody_who_is_here_is_counted_and_listed_where_it_can_be_given_to_somebody(
    admin, pars, pipeline, bring, client
):
    rows = "1404/05/05,Mina,,حاجی کرمی,قیمت خواست,\n1404/05/06,Mina,پارس داده,آقای احمدی,راضی بود,\n"
    done = bring(CALLS.split("\n", 1)[0] + "\n" + rows, admin)
    lost, bound = work()["قیمت خواست", True], work()["راضی بود", True]
    assert (lost.deal, lost.company, lost.contact) == (None, None, None)
    client.force_login(admin)
    assert f'href="/imports/{done.pk}/loose/"' in client.get(f"/imports/{done.pk}/").content.decode()
    listed = client.get(f"/imports/{done.pk}/loose/").content.decode()
    assert f"/activities/{lost.pk}/" in listed and f"/activities/{bound.pk}/" not in listed
    activities.change(activity=lost, by=admin, company=pars)
    assert f"/imports/{done.pk}/loose/" not in client.get(f"/imports/{done.pk}/").content.decode()


def test_of_files_that_came_in_together_each_with_such_calls_leads_to_them(admin, pars, pipeline, client):
    head = CALLS.split("\n", 1)[0] + "\n"
    files = {
        "calls.csv": head + "1404/05/05,Mina,,حاجی کرمی,قیمت خواست,\n",
        "others.csv": head + "1404/05/06,Mina,پارس داده,آقای احمدی,راضی بود,\n",
    }
    whole = sets.upload(files=[ContentFile(text.encode(), name) for name, text in files.items()], by=admin)
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    first, second = whole.parts.order_by("name")
    client.force_login(admin)
    page = client.get(reverse("exchange:set", args=[whole.pk])).content.decode()
    assert f'href="/imports/{first.pk}/loose/"' in page
    assert f'href="/imports/{second.pk}/loose/"' not in page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_call_of_which_nobody_said_the_hour_has_none_on_any_list(
    admin, pars, pipeline, bring, client, language
):
    admin.language = language
    admin.save()
    bring(CALLS, admin)
    client.force_login(admin)
    pages = (pars.get_absolute_url(), reverse("records:timeline", args=["company", pars.pk]))
    shown = [client.get(url).content.decode() for url in pages]
    assert "دمو خواست" in shown[0]
    assert not any(clock in page for page in shown for clock in ("00:00", "۰۰:۰۰"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("زنگ زدم", "call"),
        ("زنگ", "call"),
        ("شنبه زنگ بزنم", "call"),
        ("زنگ زدم، جلسه گذاشتیم", "call"),
        ("rang", "call"),
        ("Rang them", "call"),
        ("called", "call"),
        ("Phoned Úna", "call"),
        ("emailed", "email"),
        ("E-mailed", "email"),
        ("texted", "message"),
        ("visit", "visit"),
        ("Visited", "visit"),
        ("site visit", "visit"),
        ("قرار", "meeting"),
        ("قرار ملاقات", "meeting"),
        ("ارسال قرارداد", ""),
        ("ارسال قرار داد", ""),
        ("قرار شد زنگ بزنم", "call"),
        ("آقای زنگنه", ""),
    ],
)
def test_what_reza_writes_of_a_day_is_read_as_the_kind_it_means(text, kind):
    assert kind_of(text) == kind


def test_rezas_list_of_calls_says_rang_and_the_contract_stays_a_task(admin, pars, pipeline, bring):
    rows = "تاریخ,شرکت,نوع,شرح\n1404/05/03,پمپ‌سازی پارس,زنگ زدم,قیمت را گفتم\n1404/05/04,پمپ‌سازی پارس,,ارسال قرارداد\n"
    bring(rows, admin, kind="activities")
    kinds = dict(Activity.objects.values_list("name", "kind"))
    assert kinds == {"زنگ زدم": "call", "ارسال قرارداد": "task"}
