"""People and companies that a further import found here stay when the one that brought them is taken back, and go with
the last of both."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.known.spoken_of import spoken_of
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.exchange.tests.test_two_sheets import run
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal

LIST = "نام,شرکت,موبایل\nرضا کیانی,مهر,09111920034\nسارا نیک,آوا,09111920035\n"
REZA = "نام,شرکت,موبایل\nرضا کیانی,مهر,09111920034\n"


def people(bring, by, text=LIST, name="list.csv"):
    return bring(text, by, name, kind="contacts")


def back(one, by, **how):
    return finish(imports.take_back(one=Import.objects.get(pk=one.pk), by=by, **how))


def here(model):
    return sorted(model.objects.filter(deleted_at=None).values_list("name", flat=True))


def told(one):
    return {(row["kind"], row["name"]): row["why"] for row in one.stays}


def test_reza_whom_a_later_list_found_here_stays_with_his_company_and_the_page_says_for_which_list(
    admin, pipeline, bring, client
):
    first = people(bring, admin)
    later = people(bring, admin, REZA, "visitors.csv")
    assert later.skipped_count == 1
    done = back(first, admin)
    assert (here(Contact), here(Company)) == (["رضا کیانی"], ["مهر"])
    why = told(done)
    assert "visitors.csv" in why["contact", "رضا کیانی"]
    assert done.kept_count == 2
    client.force_login(admin)
    assert "visitors.csv" in client.get(f"/imports/{first.pk}/").content.decode()


def test_it_stays_as_well_where_mina_takes_what_was_changed_since(admin, pipeline, bring):
    first = people(bring, admin)
    people(bring, admin, REZA, "visitors.csv")
    back(first, admin, changed=True)
    assert here(Contact) == ["رضا کیانی"]


def test_a_company_that_a_later_list_found_here_stays(admin, pipeline, bring):
    first = bring("نام شرکت,شهر\nمهر,کرج\nآوا,کرج\n", admin, kind="companies")
    bring("نام شرکت,شهر\nمهر,کرج\n", admin, "more.csv", kind="companies")
    assert "more.csv" in told(back(first, admin))["company", "مهر"]
    assert here(Company) == ["مهر"]


def test_of_a_set_what_a_later_list_found_here_stays_and_is_told_once(admin, pipeline, bring):
    customers = [
        ["شرکت", "نام رابط", "موبایل"],
        ["مهر", "رضا کیانی", "09111920034"],
        ["آوا", "سارا نیک", "09111920035"],
    ]
    sales = [["مشتری", "موضوع", "مبلغ", "وضعیت"], ["آوا", "پمپ", 600, "باز"]]
    whole = run(upload_book(admin, customers=customers, sales=sales), admin)
    people(bring, admin, REZA, "visitors.csv")
    work(set_runs.take_back(whole=ImportSet.objects.get(pk=whole.pk), by=admin))
    assert (here(Contact), here(Company)) == (["رضا کیانی"], ["مهر"])
    stays = [row for part in parts_of(whole) for row in part.stays]
    assert [(row["kind"], row["name"]) for row in stays] == [("contact", "رضا کیانی"), ("company", "مهر")]
    assert sum(part.kept_count for part in parts_of(whole)) == 2


def test_whom_the_later_list_found_goes_where_that_was_taken_back_before(admin, pipeline, bring):
    first = people(bring, admin)
    back(people(bring, admin, REZA), admin)
    assert back(first, admin).kept_count == 0
    assert (here(Contact), here(Company)) == ([], [])


def test_the_same_list_twice_goes_whole_with_the_last_of_both_and_may_come_again(admin, pipeline, bring):
    first, second = people(bring, admin), people(bring, admin)
    assert back(first, admin).kept_count == 4
    back(second, admin)
    assert (here(Contact), here(Company)) == ([], [])
    assert people(bring, admin).created_count == 2


def test_whom_mina_changed_since_stays_when_both_lists_are_taken_back(admin, pipeline, bring):
    first, second = people(bring, admin), people(bring, admin)
    back(first, admin)
    contacts.change(contact=Contact.objects.get(name="سارا نیک"), by=admin, position="مدیر خرید")
    back(second, admin)
    assert (here(Contact), here(Company)) == (["سارا نیک"], ["آوا"])


def test_whom_nobody_but_a_list_that_was_never_taken_back_brought_stays(admin, pipeline, bring):
    people(bring, admin)
    back(people(bring, admin), admin)
    assert here(Contact) == ["رضا کیانی", "سارا نیک"]


def test_who_has_a_number_from_a_later_list_stays_though_its_deal_is_in_the_bin(admin, pipeline, bring):
    first = people(bring, admin)
    text = "title,contact id,contact,mobile\nPump,7,رضا کیانی,09111920034\n"
    bring(
        text,
        admin,
        "deals.csv",
        kind="deals",
        mapping=dict(title="title", contact="contact", mobile="mobile", **{"contact id": "contact_ref"}),
    )
    deals.delete(deal=Deal.objects.get(), by=admin)
    assert "deals.csv" in told(back(first, admin))["contact", "رضا کیانی"]


def test_what_other_lists_found_is_asked_with_two_questions_and_by_indexes(admin, pipeline, bring):
    first = people(bring, admin)
    people(bring, admin, REZA)
    ids = list(Contact.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        assert list(spoken_of("contact", ids, first).values()) == ["list.csv"]
    assert len(asked) == 2
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall()) for one in asked]
        assert "external_ref_record" in plans[0] and "import_row_found" in plans[1]
