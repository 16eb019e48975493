"""A list of customers of which the column of people is put right by hand: what was the company's stays the company's, and
what came to the wrong place before comes to the right one when the list comes again."""

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import, ImportSet
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_rehearsal import work
from kariz.people.models import Company

LISTS = {
    "fa": (
        "کد,نام مشتری,تلفن ثابت,افراد,موبایل,شهر\n1001,هتل عباسی,{phone},مهدی صالحی,09131195533,اصفهان\n"
        "1002,هتل کوثر,031 3230 4386,علیرضا مستاجران,09131606940,اصفهان\n"
        "1003,هتل سپید,03132230959,پیمان رفیعی,09133470417,اصفهان\n",
        "تلفن ثابت",
        "افراد",
    ),
    "en": (
        "Code,Customer,Phone,Persons,Mobile,City\n1001,Abbey Hotel,{phone},Mark Salt,0913 119 5533,Leeds\n"
        "1002,Bell Ltd,031 3230 4386,Ali Dean,0913 160 6940,Leeds\n"
        "1003,Crown Ltd,03132230959,Rob Dunn,0913 347 0417,Leeds\n",
        "Phone",
        "Persons",
    ),
}
LINE, OTHER = "031-32227391", "031-32227399"


@pytest.fixture(params=["fa", "en"])
def listed(request):
    return LISTS[request.param]


def as_companies(one, by, who):
    one = imports.change(one=one, by=by, kind="companies")
    return imports.change(
        one=one, by=by, mapping={name: field for name, field in one.mapping.items() if name != who}
    )


def lines():
    return [firm.phone_normal for firm in Company.objects.order_by("pk")]


def test_the_line_of_a_company_stays_its_own_when_a_column_is_said_to_name_people(
    admin, pipeline, upload, listed
):
    text, line, who = listed
    one = as_companies(upload(text.format(phone=LINE), admin), admin, who)
    one = imports.change(one=one, by=admin, mapping=one.mapping | {line: "phone", who: "contact"})
    assert (one.kind, one.mapping[line], one.mapping[who]) == ("contacts", "company_phone", "contact")
    # What numbered the companies still does.
    assert [field for field in one.mapping.values() if field in ("external_id", "company_ref")] == [
        "company_ref"
    ]
    finish(imports.start(one=one, by=admin))
    assert lines() == ["+983132227391", "+983132304386", "+983132230959"]


@pytest.mark.parametrize("how", ["fill", "update"])
def test_a_line_that_came_to_people_comes_to_their_companies_when_its_column_is_put_right(
    admin, pipeline, upload, listed, how
):
    text, line, who = listed
    one = imports.change(one=upload(text.format(phone=LINE), admin), by=admin, kind="contacts")
    one = imports.change(one=one, by=admin, mapping=one.mapping | {line: "phone", who: "contact"})
    finish(imports.start(one=one, by=admin))
    assert lines() == ["", "", ""]
    again = upload(text.format(phone=LINE), admin)
    again = imports.change(
        one=again, by=admin, mapping=again.mapping | {line: "company_phone"}, options={"existing": how}
    )
    again = finish(imports.start(one=again, by=admin))
    assert lines() == ["+983132227391", "+983132304386", "+983132230959"]
    assert (again.updated_count, again.created_count) == (3, 0)


def test_in_a_set_the_companies_of_a_list_turned_by_hand_are_written_as_its_page_says(
    admin, pipeline, listed
):
    text, line, who = listed

    def come(phone, **options):
        whole = sets.upload(
            files=[ContentFile(text.format(phone=phone).encode(), "list.csv"), beside()], by=admin
        )
        [part] = [part for part in parts_of(whole) if part.name == "list.csv"]
        if part.mapping.get(who) != "contact":
            part = as_companies(part, admin, who)
            imports.change(one=part, by=admin, mapping=part.mapping | {line: "phone", who: "contact"})
        whole = sets.change(whole=ImportSet.objects.get(pk=whole.pk), by=admin, options=options)
        part = Import.objects.get(pk=part.pk)
        assert part.options["existing_company"] == "fill"
        work(set_runs.start(whole=whole, by=admin))
        return Import.objects.get(pk=part.pk)

    come(LINE)
    again = come(OTHER, existing="update")
    assert lines()[0] == "+983132227399"
    assert again.updated_count == 1


def beside():
    return ContentFile(b"Title,Amount\nPump,5\n", "deals.csv")
