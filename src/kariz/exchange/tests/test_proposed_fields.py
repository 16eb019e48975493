"""Columns that many lists have and Kariz has no field for are proposed as new fields, not left out."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages import sets as queries
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Deal
from kariz.reading.columns.proposals import is_of_firm
from kariz.records.actions import custom_fields
from kariz.records.models import CustomField

DEALS = (
    "عنوان,شرکت,مبلغ (تومان),استان,پیش‌پرداخت (تومان),تاریخ تحویل,نظر\n"
    "پمپ,پارس,500,یزد,20,1405/02/03,خوب\nلوله,مهر,700,قم,۳۰,1405/03/03,بد\n"
)
OWN = {"استان": "new:text", "پیش‌پرداخت (تومان)": "new:money", "تاریخ تحویل": "new:date"}


def proposed(one):
    return {column: name for column, name in one.mapping.items() if name.startswith("new:")}


def test_mina_is_offered_a_field_of_a_fitting_type_and_has_it_after_the_import(
    admin, pipeline, upload, client
):
    one = upload(DEALS, admin)
    assert proposed(one) == OWN and "نظر" not in one.mapping
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert '<option value="new:money" selected>' in page and "نمی‌خواهید" in page
    finish(imports.start(one=one, by=admin))
    types = dict(CustomField.objects.values_list("label", "type"))
    assert types == {column: name.removeprefix("new:") for column, name in OWN.items()}
    values = Deal.objects.get(title="پمپ").custom.values()
    assert {"یزد", 200, "2026-04-23"} <= set(values)


def test_what_she_leaves_out_makes_no_field_and_stays_left_out_next_time(admin, pipeline, upload):
    one = upload(DEALS, admin)
    mapping = {column: name for column, name in one.mapping.items() if column not in OWN}
    finish(imports.start(one=imports.change(one=one, by=admin, mapping=mapping), by=admin))
    assert not CustomField.objects.exists()
    assert not proposed(upload(DEALS.replace("پمپ", "شیر"), admin))


def test_a_column_without_values_is_left_out_and_one_of_other_values_is_text(admin, pipeline, upload):
    rows = "عنوان,شرکت,استان,تاریخ تحویل\nپمپ,پارس,,پس از عید\nلوله,مهر,,هر وقت شد\n"
    assert proposed(upload(rows, admin)) == {"تاریخ تحویل": "new:text"}


def test_sara_who_may_make_no_fields_is_offered_none(sara, pipeline, upload, client):
    one = upload(DEALS, sara)
    client.force_login(sara)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    assert "new:money" not in page and "نمی‌خواهید" not in page
    finish(imports.start(one=one, by=sara))
    assert not CustomField.objects.exists()


@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_the_province_of_people_and_companies_too(kind, admin, pipeline, upload):
    rows = "نام شرکت,نام و نام خانوادگی,استان\nپارس,علی رضایی,یزد\n"
    assert proposed(upload(rows, admin, kind=kind)) == {"استان": "new:text"}


def test_all_or_nothing_leaves_no_new_field_either(admin, pipeline, upload):
    one = upload("عنوان,مبلغ,استان\nپمپ,5,یزد\nلوله,چندتا,قم\n", admin)
    one = imports.change(one=one, by=admin, options={"all_or_nothing": True})
    one = finish(imports.start(one=one, by=admin))
    assert (one.phase, Deal.objects.count()) == ("failed", 0)
    assert not CustomField.objects.filter(removed_at=None).exists()


def test_a_field_that_mina_chooses_for_a_known_list_is_not_called_gone(admin, pipeline, upload):
    known = finish(imports.start(one=upload("عنوان,شرکت,رنگ بدنه\nپمپ,پارس,قرمز تیره\n", admin), by=admin))
    again = upload("عنوان,شرکت,رنگ بدنه\nلوله,مهر,سبز روشن\n", admin)
    assert again.layout["remembered"] and "رنگ بدنه" not in known.mapping
    again = imports.change(one=again, by=admin, mapping=again.mapping | {"رنگ بدنه": "new:text"})
    assert (queries.made_again(again), queries.newly_proposed(again, admin)) == ([], ["رنگ بدنه"])
    finish(imports.start(one=again, by=admin))
    field = CustomField.objects.get()
    custom_fields.remove(field=field, by=admin)
    third = upload("عنوان,شرکت,رنگ بدنه\nشیر,آوا,زرد\n", admin)
    assert (queries.made_again(third), queries.newly_proposed(third, admin)) == (["رنگ بدنه"], [])


CUSTOMERS = (
    "Business name,Main contact,Email,ABN\n"
    "Warra Downs,Greg Hollis,greg@w.example,53 114 219 422\n"
    "Warra Downs,Annette Hollis,ann@w.example,\n"
    "Roma Diesel,Scott Burke,scott@r.example,61 170 243 510\n"
)


def test_greg_makes_the_abn_a_field_of_the_company_and_finds_it_there(admin, pipeline, upload, client):
    one = upload(CUSTOMERS, admin)
    client.force_login(admin)
    page = client.get(f"/imports/{one.pk}/").content.decode()
    # Firms are registered by it, so that theirs is offered first.
    assert page.rindex('value="new:company.text"') < page.rindex('value="new:text"')
    assert page.index('value="new:text"') < page.index('value="new:company.text"')
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"ABN": "new:company.text"})
    assert client.get(f"/imports/{one.pk}/?mapping").status_code == 200
    one = finish(imports.start(one=one, by=admin))
    field = CustomField.objects.get()
    assert (field.subject, field.label, one.mapping["ABN"]) == ("company", "ABN", f"company.{field.name}")
    firms = {firm.name: firm.custom for firm in Company.objects.all()}
    assert firms == {
        "Warra Downs": {field.key: "53 114 219 422"},
        "Roma Diesel": {field.key: "61 170 243 510"},
    }
    assert not any(person.custom for person in Contact.objects.all())
    later = upload(CUSTOMERS.replace("Scott Burke", "Sue Burke").replace("scott@", "sue@"), admin, "next.csv")
    assert later.mapping["ABN"] == f"company.{field.name}"
    finish(imports.take_back(one=one, by=admin))
    assert not Company.objects.filter(deleted_at=None)


def test_the_field_of_a_company_is_filled_where_the_company_is_here(admin, pipeline, upload):
    firm = companies.create(by=admin, name="Roma Diesel")
    field = custom_fields.create(subject="company", label="ABN", type="text", by=admin)
    one = upload(CUSTOMERS, admin)
    assert one.mapping["ABN"] == f"company.{field.name}"
    one = imports.change(one=one, by=admin, options={"existing_company": "fill"})
    finish(imports.start(one=one, by=admin))
    firm.refresh_from_db()
    assert firm.custom == {field.key: "61 170 243 510"}


def test_deals_say_it_of_their_company_too(admin, pipeline, upload):
    one = upload(
        "Title,Company,ABN\nShed,Warra Downs,53 114 219 422\nRoof,Warra Downs,\n", admin, kind="deals"
    )
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"ABN": "new:company.text"})
    finish(imports.start(one=one, by=admin))
    assert [*Company.objects.get().custom.values()] == ["53 114 219 422"]
    assert not any(deal.custom for deal in Deal.objects.all())


def test_what_is_the_same_for_all_people_of_one_company_is_proposed_as_its_field(admin, pipeline, upload):
    rows = "علی رضایی,پارس,یزد\nسارا احمدی,پارس,یزد\nحسن محمدی,مهر,قم\n"
    one = upload(f"نام و نام خانوادگی,شرکت,استان\n{rows}", admin, kind="contacts")
    assert proposed(one) == {"استان": "new:company.text"}
    one = upload(
        f"نام و نام خانوادگی,شرکت,استان\n{rows.replace('پارس,یزد', 'پارس,قم', 1)}", admin, kind="contacts"
    )
    assert proposed(one) == {"استان": "new:text"}


def test_what_the_deals_of_one_company_say_differently_is_no_field_of_that_company(admin, pipeline, upload):
    custom_fields.create(subject="company", label="Priority", type="text", by=admin)
    rows = "Title,Company,Amount,Priority\nShed,Warra,500,High\nRoof,Warra,600,Low\nDoor,Roma,700,Low\n"
    assert "Priority" not in upload(rows, admin).mapping
    again = upload(rows.replace("Roof,Warra,600,Low", "Roof,Warra,600,High"), admin, "alike.csv")
    assert again.mapping["Priority"].startswith("company.custom.")


GUESTS = (
    "Name,Company,Email,Registration type\n"
    "Bob Hale,Acme Ltd,b@a.example,Full\nSue Brand,Acme Ltd,s@a.example,Student\nTom Reed,Pars Ltd,t@p.example,Full\n"
)


@pytest.mark.parametrize("header", ["Registration type", "شماره پروانه"])
def test_guests_are_registered_one_by_one_and_no_firms(header):
    pairs = [("Acme Ltd", "Full"), ("Acme Ltd", "Student"), ("Pars Ltd", "Full")]
    assert not is_of_firm(header, pairs)
    assert is_of_firm(header, [*pairs[:1], *pairs[2:]])


def test_a_row_whose_company_has_it_from_another_row_already_is_told(admin, pipeline, upload):
    one = upload(GUESTS, admin)
    one = imports.change(one=one, by=admin, mapping=one.mapping | {"Registration type": "new:company.text"})
    told = {row.number: row.told for row in finish(imports.start(one=one, by=admin)).rows.all()}
    assert ([bool(told[number]) for number in (2, 3, 4)]) == [False, True, False]
