"""Numbers go out in the one spelling of the pages, however they were typed, and come back as what they are."""

import csv
import io

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from kariz.exchange.actions.exports import export
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact, ContactPoint
from kariz.pipeline.actions.deals import NewDeal, create
from kariz.pipeline.models import Deal

TYPED = {
    "mobile": {
        "09121112233": "0912 111 2233",
        "۰۹۳۵ ۱۱۱ ۲۲ ۳۳": "0935 111 2233",
        "+98-912-444-5566": "0912 444 5566",
        "0044 20 7946 0958": "+44 20 7946 0958",
    },
    "phone": {"021-88776655 داخلی ۱۲": "021 8877 6655 داخلی 12", "(021) 22334455": "021 2233 4455"},
    "whatsapp": {"989361112233": "0936 111 2233"},
}


@pytest.fixture
def people(admin, pipeline):
    points = [{"kind": kind, "value": typed} for kind, known in TYPED.items() for typed in known]
    firm = companies.create(by=admin, name="Nikan", phone="۰۲۱۸۸۷۷۶۶۵۵")
    una = contacts.create(by=admin, name="Una Park", company=firm, points=points)
    create(new=NewDeal(title="Pump", pipeline=pipeline, company=firm, contact=una, owner=admin), by=admin)
    return una


def content(kind, ending, by, **columns):
    return b"".join(export(kind=kind, ending=ending, by=by, **columns))


def cells(kind, by):
    return {
        cell.strip("'")
        for row in csv.reader(io.StringIO(content(kind, "csv", by).decode("utf-8-sig")))
        for whole in row
        for cell in whole.split(", ")
    }


def test_every_number_is_spelt_alike_in_the_lists_of_people_companies_and_deals(admin, people):
    for kind, told in TYPED["mobile"].items():
        assert told in cells("contacts", admin) and told in cells("deals", admin), kind
    assert {*TYPED["phone"].values(), *TYPED["whatsapp"].values()} <= cells("contacts", admin)
    assert "021 8877 6655" in cells("companies", admin)


def everything():
    models = (Company, Contact, Deal)
    kept = {model.__name__: list(model.objects.values_list("pk", "version")) for model in models}
    return kept, sorted(ContactPoint.objects.values_list("kind", "value")), Company.objects.get().phone


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["contacts", "companies", "deals"])
def test_they_come_back_and_change_nothing_whatever_is_written_over(admin, people, kind, ending, language):
    before = everything()
    with translation.override(language):
        data = content(kind, ending, admin)
    one = imports.upload(file=ContentFile(data, f"list.{ending}"), by=admin)
    one = imports.change(one=one, by=admin, options={"existing": "update"})
    one = finish(imports.start(one=one, by=admin))
    assert (one.skipped_count, one.total) == (one.total, one.total), list(
        one.rows.values_list("errors", "warnings")
    )
    assert everything() == before


def test_another_number_still_takes_the_place_of_the_one_that_is_here(admin, people, bring):
    bring("نام شرکت,تلفن\nNikan,021 8877 6656\n", admin, kind="companies", existing="update")
    assert Company.objects.get().phone == "021 8877 6656"
