"""Every list that Kariz exports is known again, with the company's own fields, and changes nothing when it comes back."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.exports import export
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.queries.exports.own_exports import kind_of
from kariz.exchange.queries.pages.sets import complete, parts_of
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import companies, contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities, closures, deals, products
from kariz.pipeline.actions.deals import NewDeal
from kariz.pipeline.models import Activity, Deal, LostReason, Obstacle, Product
from kariz.records.actions import custom_fields

LISTS = ("companies", "contacts", "deals", "products", "activities")
OWN = {
    "text": "=متن",
    "number": 12.5,
    "boolean": True,
    "choice": "Gold",
    "choices": ["Gold", "Silver"],
    "date": date(2026, 3, 21),
    "money": 5670,
    "phone": "09121112233",
}
WAYS = [
    ("mobile", "09121112233"),
    ("email", "una@nikan.example"),
    ("linkedin", "in/una"),
    ("telegram", "@una"),
    ("instagram", "https://instagram.com/una"),
    ("whatsapp", "+989121112233"),
    ("other", "skype: una p"),
]


def own_fields(subject, by):
    found = {}
    for type, value in OWN.items():
        options = ["Gold", "Silver"] if type.startswith("choice") else ()
        field = custom_fields.create(
            subject=subject, label=f"{subject} {type}", type=type, options=options, by=by
        )
        found[field.key] = value
    return found


@pytest.fixture
def house(admin, pipeline):
    """Nikan with Una, who reports to Tom, an open deal with work done and to do, a lost one, and a product; all know the
    company's own fields."""
    nikan = companies.create(
        by=admin, name="Nikan", industry="Pumps", size=40, city="Shiraz", phone="02188776655", owner=admin,
        website="https://nikan.example", notes="a\nb", source="referral", custom=own_fields("company", admin),
    )  # fmt: skip
    tom = contacts.create(by=admin, name="Tom Lee", company=nikan, owner=admin)
    una = contacts.create(
        by=admin, name="Una Park", company=nikan, position="Buyer", role="champion", decision_maker=True,
        channel="event", started_by="us", reports_to=tom, consent="given", owner=admin,
        custom=own_fields("contact", admin), points=[{"kind": kind, "value": value} for kind, value in WAYS],
    )  # fmt: skip
    products.create(by=admin, name="Body", price=98_760, code="B-1", unit="pcs")
    new = NewDeal(
        title="Pump", pipeline=pipeline, company=nikan, contact=una, owner=admin, amount=12_340, notes="n",
        custom=own_fields("deal", admin), channel="referral",
    )  # fmt: skip
    pump = deals.create(new=new, by=admin)
    pipe = deals.create(new=NewDeal(title="Pipe", pipeline=pipeline, company=nikan, owner=admin), by=admin)
    closures.lose(deal=pipe, by=admin, lost_reason=LostReason.objects.first(), note="")
    at = datetime(2031, 1, 5, 12, tzinfo=UTC)
    activities.plan(by=admin, deal=pump, kind="call", name="Ring Una", owner=admin, due_at=at)
    demo = activities.plan(by=admin, deal=pump, kind="meeting", name="Demo", owner=admin, due_at=at)
    activities.complete(activity=demo, by=admin, result="positive")
    activities.plan(by=admin, company=nikan, contact=una, kind="task", name="Letter", owner=admin, due_at=at)
    return admin


def everything():
    models = (Company, Contact, Deal, Activity, Product)
    return {model.__name__: sorted(model.objects.values_list("pk", "version")) for model in models}


def exported(kind, ending, by, language="en"):
    with translation.override(language):
        return ContentFile(b"".join(export(kind=kind, ending=ending, by=by)), f"list.{ending}")


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_ours_comes_back_as_what_it_is_and_changes_nothing(house, kind, ending, language):
    before = everything()
    one = imports.upload(file=exported(kind, ending, house, language), by=house)
    assert (one.kind, [column for column in one.columns if column not in one.mapping]) == (kind, [])
    one = imports.change(one=one, by=house, options={"existing": "update"})
    one = finish(imports.start(one=one, by=house))
    assert (one.skipped_count, one.total) == (one.total, one.total), list(
        one.rows.values_list("errors", "warnings")
    )
    assert everything() == before


def test_all_of_them_together_change_nothing_either(house):
    before = everything()
    files = [ContentFile(exported(kind, "csv", house).read(), f"{kind}.csv") for kind in LISTS]
    whole = sets.upload(files=files, by=house)
    assert {part.kind for part in parts_of(whole)} == set(LISTS) and all(map(complete, parts_of(whole)))
    set_runs.start(whole=whole, by=house)
    runs.work_all()
    assert everything() == before


def test_an_activity_that_the_file_calls_otherwise_stays_and_the_row_says_so(house):
    data = exported("activities", "csv", house).read().decode("utf-8-sig").replace("Letter", "Parcel")
    one = imports.upload(file=ContentFile(data.encode(), "list.csv"), by=house)
    one = finish(imports.start(one=one, by=house))
    told = [row.told for row in one.rows.order_by("number")]
    assert sum(len(texts) > 1 for texts in told) == 1
    assert Activity.objects.filter(name="Letter").exists()


def test_sara_takes_no_activity_by_its_number_that_she_may_not_see(house, sara):
    data = exported("activities", "csv", house)
    seen = set(Activity.objects.visible_to(sara).values_list("pk", flat=True))
    one = imports.upload(file=data, by=sara)
    one = finish(imports.start(one=one, by=sara))
    assert one.created_count == 0
    assert set(one.rows.filter(action="skipped").values_list("result_id", flat=True)) <= seen


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_list_of_obstacles_comes_back_unchanged_and_a_row_that_is_new_stops_its_deal(house, language):
    Obstacle.objects.create(deal=Deal.objects.get(title="Pump"), text="No budget", owner=house)
    before = everything()
    data = exported("obstacles", "csv", house, language)
    one = finish(imports.start(one=imports.upload(file=data, by=house), by=house))
    assert (one.kind, one.skipped_count, one.refused_count) == ("obstacles", one.total, 0)
    assert everything() == before and Obstacle.objects.count() == 1
    head, row = data.open().read().decode("utf-8-sig").splitlines()
    new = row.partition(",")[2].replace("No budget", "Their lawyer is away")
    more = ContentFile(f"{head}\n{row}\n,{new}\n".encode(), "obstacles.csv")
    finish(imports.start(one=imports.upload(file=more, by=house), by=house))
    assert {(one.deal.title, one.text) for one in Obstacle.objects.all()} == {
        ("Pump", "No budget"),
        ("Pump", "Their lawyer is away"),
    }
    assert Deal.objects.get(title="Pump").open_obstacles == 2


def test_other_lists_are_none_of_ours():
    assert kind_of(["Company", "City", "Owner"]) == ""
    assert kind_of(["Kariz number", "Company", "City"]) == "companies"
    assert kind_of(["شماره در کاریز", "نام شخص", "موبایل"]) == "contacts"
