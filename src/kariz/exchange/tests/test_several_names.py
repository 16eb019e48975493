"""Several people in one cell: told apart, or kept as a note, and never lost."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import contacts
from kariz.people.models import Contact, ContactPoint
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.reading.names.names import Named, people_in

ALI, SARA = "علی رضایی", "سارا احمدی"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{ALI} / {SARA}", [ALI, SARA]),
        (f"{ALI}\n{SARA}", [ALI, SARA]),
        (f"{ALI} و {SARA}", [ALI, SARA]),
        (f"{ALI}، {SARA}", [ALI, SARA]),
        ("Ali & Sara", ["Ali", "Sara"]),
        ("Ali Rezaei, Sara Ahmadi", ["Ali Rezaei", "Sara Ahmadi"]),
        ("Rezaei, Ali", ["Rezaei, Ali"]),
        ("Jean-Luc O'Neil", ["Jean-Luc O'Neil"]),
        ("شرکت نیکان / علی", ["شرکت نیکان / علی"]),
        ("Deal 12/4", ["Deal 12/4"]),
        ("علی و سارا", ["علی", "سارا"]),
        (f"{ALI} - تهران", [f"{ALI} - تهران"]),
        ("دکتر کریمی / مطب", ["دکتر کریمی / مطب"]),
        (f"{ALI} و پسران", [f"{ALI} و پسران"]),
        ("Smith & Sons", ["Smith & Sons"]),
        ("Ali Rezaei, Nikan Trading", ["Ali Rezaei, Nikan Trading"]),
        ("Ali Rezaei (Shiraz) / VIP", ["Ali Rezaei (Shiraz) / VIP"]),
    ],
)
def test_who_stands_in_the_cell(text, names):
    assert [one.name for one in people_in(text)[0]] == names


def test_numbers_and_jobs_beside_the_names_are_told_apart():
    found = people_in("علی رضایی (۰۹۱۲۱۲۳۴۵۶۷) - سارا احمدی ۰۹۳۵۱۲۳۴۵۶۷")
    assert found == ([Named(ALI, ["۰۹۱۲۱۲۳۴۵۶۷"]), Named(SARA, ["۰۹۳۵۱۲۳۴۵۶۷"])], [])
    assert people_in("محمد کریمی، مدیرعامل") == ([Named("محمد کریمی")], ["مدیرعامل"])


HODA, KAVEH = Named("هدی سلیمی", ["۰۹۱۲۱۲۳۴۵۶۷"], position="مدیر داخلی"), Named("کاوه نادری", ["09351234567"])


@pytest.mark.parametrize("between", [" / ", "، ", " - ", "\n"])
@pytest.mark.parametrize(
    "hoda",
    [
        "هدی سلیمی (مدیر داخلی) ۰۹۱۲۱۲۳۴۵۶۷",
        "مدیر داخلی: هدی سلیمی ۰۹۱۲۱۲۳۴۵۶۷",
        "مدیر داخلی هدی سلیمی ۰۹۱۲۱۲۳۴۵۶۷",
    ],
)
def test_hoda_and_kaveh_of_one_cell_are_two_with_their_numbers_and_jobs(hoda, between):
    assert people_in(f"{hoda}{between}کاوه نادری 09351234567") == ([HODA, KAVEH], [])
    assert people_in(f"کاوه نادری 09351234567{between}{hoda}") == ([KAVEH, HODA], [])


def test_what_hoda_does_may_stand_before_her_name_without_a_number():
    assert people_in("حسابداری: هدی سلیمی") == ([Named("هدی سلیمی", position="حسابداری")], [])
    assert people_in("کاوه نادری (تکنسین)") == ([Named("کاوه نادری", position="تکنسین")], [])
    assert people_in("یادداشت: هدی سلیمی") == ([Named("یادداشت: هدی سلیمی")], [])


def test_the_extension_of_kaveh_is_no_job_of_his():
    assert people_in("کاوه نادری 02188776655 داخلی 12") == (
        [Named("کاوه نادری", ["02188776655 داخلی 12"])],
        [],
    )


def test_a_deal_with_two_names_has_both_people_the_second_in_its_committee(admin, pipeline, bring):
    one = bring(f"title,company,contact\nPump,Nikan,{ALI} / {SARA}\nPipe,Nikan,{SARA}\n", admin)
    pump = Deal.objects.get(title="Pump")
    assert (pump.contact.name, CommitteeMember.objects.get().contact.name) == (ALI, SARA)
    assert Deal.objects.get(title="Pipe").contact == CommitteeMember.objects.get().contact
    assert {person.company.name for person in Contact.objects.all()} == {"Nikan"}
    assert ALI in one.rows.get(number=2).warnings[0]["text"]
    finish(imports.take_back(one=one, by=admin))
    assert not Contact.objects.filter(deleted_at=None).exists()


def test_as_many_addresses_as_names_go_to_each_their_own(admin, pipeline, bring):
    rows = f"name,email,company\n{ALI} / {SARA},ali@nikan.example; sara@nikan.example,Nikan\n"
    for _time in range(2):
        bring(rows, admin)
        held = ContactPoint.objects.filter(kind="email").values_list("contact__name", "value")
        assert sorted(held) == sorted([(ALI, "ali@nikan.example"), (SARA, "sara@nikan.example")])
    assert Contact.objects.count() == 2


def test_as_many_mobiles_as_names_go_to_each_their_own(admin, pipeline, bring):
    bring(f"name,mobile,company\n{ALI} / {SARA},09121234567 / 09351234567,Nikan\n", admin)
    found = {one.name: [point.value for point in one.points.all()] for one in Contact.objects.all()}
    assert found == {ALI: ["09121234567"], SARA: ["09351234567"]}


def test_mina_keeps_the_rest_as_a_note_or_the_cell_as_it_stands(admin, pipeline, bring):
    bring(f"name,company\n{ALI} / {SARA},Nikan\n", admin, kind="contacts", several="note")
    [person] = Contact.objects.all()
    assert (person.name, SARA in person.notes) == (ALI, True)
    bring(f"name,company\n{ALI} / {SARA},Kavosh\n", admin, kind="contacts", several="whole")
    assert Contact.objects.filter(name=f"{ALI} / {SARA}").exists()


def test_the_same_file_again_makes_nobody_twice(admin, pipeline, bring):
    text = f"name,company\n{ALI} / {SARA},Nikan\n"
    bring(text, admin, kind="contacts")
    again = bring(text + f"{SARA},Nikan\n", admin, kind="contacts", existing="fill")
    assert (again.created_count, Contact.objects.count()) == (0, 2)


def test_an_odd_name_that_was_exported_from_here_comes_back_as_one(admin, pipeline, bring):
    odd = contacts.create(by=admin, name="Ali & Sara")
    again = bring(f"kariz id,name\n{odd.pk},Ali & Sara\n", admin, kind="contacts", existing="update")
    assert (again.updated_count, Contact.objects.get().name) == (0, "Ali & Sara")


def test_somebody_named_beside_a_person_who_is_here_is_made_and_the_row_counts(admin, pipeline, bring):
    contacts.create(by=admin, name=ALI, company_name="Nikan")
    one = bring(f"name,company\n{ALI} / {SARA},Nikan\n", admin, kind="contacts", existing="fill")
    assert (one.updated_count, set(Contact.objects.values_list("name", flat=True))) == (1, {ALI, SARA})
    finish(imports.take_back(one=one, by=admin))
    assert [person.name for person in Contact.objects.filter(deleted_at=None)] == [ALI]


def test_a_seat_that_is_known_keeps_its_role(admin, pipeline, bring):
    bring(f"title,external id,company,contact\nPump,7,Nikan,{ALI} / {SARA}\n", admin)
    CommitteeMember.objects.update(role="decision_maker")
    bring(
        f"title,external id,company,contact,amount\nPump,7,Nikan,{ALI} / {SARA},500\n", admin, existing="fill"
    )
    assert CommitteeMember.objects.get().role == "decision_maker"


def test_somebody_named_twice_once_with_a_number_is_one_person(admin, pipeline, bring):
    rows = f"{ALI} / {SARA} 09351234567,Nikan\nرضا کریمی / {SARA},Nikan\nمینا صادقی / حسن نوری 02188776655,Nikan\n"
    bring("name,company\n" + rows, admin, kind="contacts")
    assert Contact.objects.filter(name=SARA).count() == 1
    assert Contact.objects.get(name="حسن نوری").points.get().kind == "phone"


@pytest.mark.parametrize("policy", ["fill", "update"])
def test_a_row_with_a_product_and_two_people_that_comes_again_makes_nobody_twice(
    admin, pipeline, bring, policy
):
    rows = (
        "ردیف,شرکت,شخص,محصول,مبلغ (تومان)\n"
        "1,سپید,خانم رستگار / آقای رضایی,یونیت,450000000\n"
        "2,مهر,آقای مرادی و زهرا مقدم,اتوکلاو,90000000\n"
    )
    mapping = {
        "ردیف": "external_id",
        "شرکت": "company",
        "شخص": "contact",
        "محصول": "product",
        "مبلغ (تومان)": "amount",
    }
    bring(rows, admin, mapping=mapping, existing=policy)
    before = Contact.objects.count()
    one = bring(rows + "3,لبخند,,یونیت,1000\n", admin, mapping=mapping, existing=policy)
    assert (before, Contact.objects.count()) == (4, 4)
    assert (one.created_count, one.updated_count, one.skipped_count) == (1, 0, 2)
