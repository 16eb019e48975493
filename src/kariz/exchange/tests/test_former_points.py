"""A list that overwrites says another number of somebody than it said before: that one takes the place of the other."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact

LISTS = {
    "fa": "نام شرکت,رابط,موبایل\nپارس,{one},{number}\nمهر,نگار مرادی,09121110000\n",
    "en": "Company,Contact,Mobile\nNikan,{one},{number}\nMehr,Una Park,0912 111 0000\n",
}
OLD, NEW, OTHER = "0912 111 2233", "۰۹۳۵۱۱۱۲۲۴۴", "0936 111 2255"


@pytest.fixture(params=["fa", "en"])
def come(request, admin, pipeline, bring):
    """The list with this number, for this name."""

    def make(number, one="Tom Berg", **options):
        return bring(LISTS[request.param].format(one=one, number=number), admin, kind="contacts", **options)

    return make


def numbers(name="Tom Berg"):
    points = Contact.objects.get(name=name).points.order_by("pk")
    return {point.normal: point.primary for point in points}


def test_the_new_number_takes_the_place_of_the_old_one_and_goes_back_with_its_import(come, admin):
    come(OLD)
    again = come(NEW, existing="update")
    assert numbers() == {"+989351112244": True}
    assert (again.updated_count, again.skipped_count) == (1, 1)
    assert any(OLD in text for row in again.rows.all() for text in row.told)
    finish(imports.take_back(one=again, by=admin))
    assert numbers() == {"+989121112233": True}


def test_so_it_does_where_the_number_stands_beside_the_name_and_of_each_of_two(come):
    come("", one=f"Tom Berg {OLD} / Ann Lee {OTHER}")
    come("", one=f"Tom Berg {OLD} / Ann Lee {NEW}", existing="update")
    assert (list(numbers()), list(numbers("Ann Lee"))) == (["+989121112233"], ["+989351112244"])


def test_a_number_that_somebody_typed_here_stays(come, admin):
    come(OLD)
    tom = Contact.objects.get(name="Tom Berg")
    held = [{"kind": "mobile", "value": OLD, "primary": True}, {"kind": "mobile", "value": OTHER}]
    contacts.change(contact=tom, by=admin, points=held)
    come(NEW, existing="update")
    assert set(numbers()) == {"+989351112244", "+989361112255"}


def test_of_who_was_typed_here_every_number_stays(come, admin):
    contacts.create(
        by=admin, name="Tom Berg", company=None, points=[{"kind": "mobile", "value": OLD, "primary": True}]
    )
    come(OLD, existing="update")
    come(NEW, existing="update")
    assert len(numbers()) == 2


def test_where_only_blank_fields_are_filled_the_old_number_stays_and_the_new_one_can_still_be_written(come):
    come(OLD)
    come(NEW, existing="fill")
    assert set(numbers()) == {"+989121112233"}
    come(NEW, existing="update")
    assert set(numbers()) == {"+989351112244"}


def test_a_number_that_turns_out_to_be_the_companys_leaves_the_person(admin, pipeline, bring, upload):
    text = "Company,Contact,Mobile,Phone\nNikan,Tom Berg,0912 111 2233,021 8877 6655\n"
    one = imports.change(one=upload(text, admin), by=admin, kind="contacts")
    finish(
        imports.change(one=one, by=admin, mapping=one.mapping | {"Phone": "phone"})
        and imports.start(one=imports.Import.objects.get(pk=one.pk), by=admin)
    )
    assert len(numbers()) == 2
    again = upload(text, admin)
    again = imports.change(
        one=again,
        by=admin,
        mapping=again.mapping | {"Phone": "company_phone"},
        options={"existing": "update"},
    )
    finish(imports.start(one=again, by=admin))
    assert list(numbers()) == ["+989121112233"]
    assert Company.objects.get().phone_normal == "+982188776655"


FIRMS = {
    "en": "Company,Contact,Mobile,Phone\nNikan,Tom Berg,0912 111 2233,021 8877 6655\n"
    "Nikan,Ann Lee,0912 111 2234,021 8877 6656\n",
    "fa": "نام شرکت,رابط,موبایل,تلفن\nنیکان,Tom Berg,0912 111 2233,021 8877 6655\n"
    "نیکان,Ann Lee,0912 111 2234,021 8877 6656\n",
}


@pytest.mark.parametrize("language", FIRMS)
@pytest.mark.parametrize(("policy", "kept"), [("skip", 2), ("fill", 0), ("update", 1)])
def test_a_number_that_no_company_gets_stays_with_the_person_and_the_row_says_so(
    admin, pipeline, upload, language, policy, kept
):
    for field, options in (
        ("phone", {}),
        ("company_phone", {"existing": "update", "existing_company": policy}),
    ):
        one = imports.change(one=upload(FIRMS[language], admin), by=admin, kind="contacts")
        mapping = one.mapping | {one.columns[-1]: field}
        one = imports.change(one=one, by=admin, mapping=mapping, options=options)
        one = finish(imports.start(one=one, by=admin))
    firm = Company.objects.get()
    theirs = {number for name in ("Tom Berg", "Ann Lee") for number in numbers(name) if "88776" in number}
    lines = {"+982188776655": "021 8877 6655", "+982188776656": "021 8877 6656"}
    held = {number for number, said in lines.items() if number == firm.phone_normal or said in firm.notes}
    assert theirs | held == set(lines) and not theirs & held and len(theirs) == kept
    told = {
        line
        for row in one.rows.all()
        for note in row.warnings
        for line in theirs
        if lines[line] in note["text"]
    }
    assert told == theirs
