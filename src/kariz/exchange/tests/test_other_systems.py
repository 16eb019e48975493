"""Exports of other systems, made here in the shape that theirs have, come in with nothing to map and every link kept."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from kariz.events.models import Event
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages.sets import complete, parts_of
from kariz.people.models import Company, Contact
from kariz.pipeline.models import Activity, Deal
from kariz.reading.cells.values import channel_of
from kariz.reading.names import odoo_names
from kariz.reading.shapes.registry import recognise

FOLDER = Path(__file__).parent / "exports"


def file_of(system, name):
    return (FOLDER / system / f"{name}.csv").read_text()


def bring_all(system, by, *, without=()):
    """Upload what one system exports, and let it come in as it is."""
    paths = sorted(path for path in (FOLDER / system).glob("*.csv") if path.stem not in without)
    whole = sets.upload(files=[ContentFile(path.read_bytes(), path.name) for path in paths], by=by)
    assert all(map(complete, parts_of(whole)))
    assert ImportSet.objects.get(pk=whole.pk).shape == system.partition("_")[0]
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    refused = [
        (part.name, row.errors) for part in parts_of(whole) for row in part.rows.filter(action="refused")
    ]
    assert not refused, refused
    return ImportSet.objects.get(pk=whole.pk)


def people():
    return {
        one.name: one.company.name if one.company else "" for one in Contact.objects.filter(deleted_at=None)
    }


def sold():
    return {
        one.title: (one.company and one.company.name, one.contact and one.contact.name, one.outcome)
        for one in Deal.objects.filter(deleted_at=None)
    }


def done():
    """Of work that an export told of: {name: (kind, deal, person, is it done)}."""
    work = Activity.objects.filter(deleted_at=None).exclude(name="")
    return {
        one.name: (one.kind, one.deal and one.deal.title, one.contact and one.contact.name, bool(one.done_at))
        for one in work
    }


def is_noted(text, title):
    deal = Deal.objects.get(title=title)
    return any(text in str(event.data) for event in Event.objects.filter(deal_id=deal.pk))


UNA, TOM = ("Otley Brewery", "Una Park"), ("Wetherby Labs", "Tom Lee")


def test_hubspot_with_its_calls_meetings_notes_and_tasks(admin, pipeline):
    whole = bring_all("hubspot", admin)
    assert people() == {"Una Park": "Otley Brewery", "Tom Lee": "Wetherby Labs"}
    assert sold() == {
        "Autoclave": (*UNA, "open"),
        "Bench": (*TOM, "won"),
        "Mill": ("Otley Brewery", None, "lost"),
    }
    assert done() == {
        "Call with Una": ("call", "Autoclave", "Una Park", True),
        "Demo at Otley": ("meeting", "Autoclave", "Una Park", True),
        "Send quote": ("task", "Autoclave", "Una Park", False),
        "Ring Tom": ("call", "Bench", "Tom Lee", True),
    }
    una = Contact.objects.get(name="Una Park")
    assert una.points.get(kind="linkedin").normal == "in/una"
    assert is_noted("Prefers mornings", "Autoclave")
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert (people(), sold(), done()) == ({}, {}, {})


def test_pipedrive_with_its_activities_and_notes(admin, pipeline):
    bring_all("pipedrive", admin, without=("activities_plain",))
    assert sold() == {"Autoclave": (*UNA, "open"), "Bench": (*TOM, "won")}
    assert done() == {
        "Ring Una": ("call", "Autoclave", "Una Park", True),
        "Send quote": ("task", "Autoclave", "Una Park", False),
    }
    assert is_noted("Prefers mornings", "Autoclave")


@pytest.mark.parametrize("name", ["activities", "activities_plain"])
def test_pipedrives_activities_come_to_deals_that_came_before(admin, pipeline, bring, name):
    bring(file_of("pipedrive", "deals"), admin, "deals.csv")
    one = bring(file_of("pipedrive", name), admin, "activities.csv")
    assert (one.kind, one.created_count) == ("activities", 2)
    assert done() == {
        "Ring Una": ("call", "Autoclave", "Una Park", True),
        "Send quote": ("task", "Autoclave", "Una Park", False),
    }


def test_the_customer_of_odoo_is_a_company_a_person_of_one_or_a_person(admin, pipeline, bring):
    one = bring(file_of("odoo", "leads"), admin, "crm.lead.csv")
    assert one.refused_count == 0
    assert sold() == {
        "Autoclave": (*UNA, "open"),
        "Bench": (*TOM, "won"),
        "Mill": (None, "Ann Bell", "open"),
    }


@pytest.mark.parametrize("name", ["contacts", "contacts_shown"])
def test_odoos_contacts_are_companies_and_people(admin, pipeline, bring, name):
    one = bring(file_of("odoo", name), admin, "res.partner.csv")
    assert one.refused_count == 0
    assert people() == {"Una Park": "Otley Brewery"} | ({"Ann Bell": ""} if name == "contacts" else {})
    assert [firm.name for firm in Company.objects.all()] == ["Otley Brewery"]
    again = bring(file_of("odoo", name), admin, "res.partner.csv")
    assert (again.created_count, again.updated_count, again.refused_count) == (0, 0, 0)


def test_reports_of_salesforce(admin, pipeline):
    bring_all("salesforce_reports", admin)
    assert people() == {"Una Park": "Otley Brewery", "Tom Lee": "Otley Brewery"}
    assert sold() == {
        "Autoclave": ("Otley Brewery", None, "open"),
        "Bench": ("Wetherby Labs", None, "won"),
        "Mill": ("Otley Brewery", None, "lost"),
    }
    assert done()["Call Una"] == ("call", "Autoclave", "Una Park", True)
    una = Contact.objects.select_related("reports_to").get(name="Una Park")
    assert (una.position, una.reports_to.name) == ("Buyer", "Tom Lee")


def test_the_weekly_export_of_salesforce(admin, pipeline):
    bring_all("salesforce_weekly", admin)
    assert sold() == {
        "Autoclave": ("Otley Brewery", None, "open"),
        "Bench": ("Wetherby Labs", None, "won"),
    }
    assert done()["Call Una"] == ("call", "Autoclave", "Una Park", True)
    assert Contact.objects.get(name="Una Park").reports_to.name == "Tom Lee"
    assert is_noted("Prefers mornings", "Autoclave")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"company": "Otley, Una Park"}, {"company": "Otley", "contact": "Una Park"}),
        ({"company": "Otley"}, {"company": "Otley"}),
        ({"company": "Ann Bell", "email": ["ann@bell.example"]}, {"contact": "Ann Bell"}),
        ({"company": "Bell Ltd", "email": ["info@bell.example"]}, {"company": "Bell Ltd"}),
        ({"company": "Bell, Inc."}, {"company": "Bell, Inc."}),
        ({"company": "Bell, Inc., Una Park"}, {"company": "Bell, Inc.", "contact": "Una Park"}),
    ],
)
def test_a_customer_is_told_apart(values, wanted):
    email = {"email": values["email"]} if "email" in values else {}
    odoo_names.part(values, "deals")
    assert values == wanted | email


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Bell, Inc.", {"contact": "Bell, Inc.", "is_firm": "company"}),
        ("Bell, LLC, Una Park", {"company": "Bell, LLC", "contact": "Una Park"}),
        ("Una Park", {"contact": "Una Park"}),
    ],
)
def test_a_legal_form_behind_a_comma_is_nobody(name, wanted):
    values = {"contact": name}
    odoo_names.part(values, "contacts")
    assert values == wanted


FIRMS = (
    *(
        "Müller, GmbH & Co. KG",
        "Müller, Söhne GmbH",
        "Müller, Meier, Schulz GbR",
        "Weber, e.K.",
        "Foo, UG (haftungsbeschränkt)",
    ),
    *(
        "Smith, Jones & Partners LLP",
        "Baker, Bell & Co.",
        "Baker, Bell and Sons",
        "Bell, L.P.",
        "Jansen, B.V.",
        "Hansen, A/S",
    ),
    *(
        "Acme, S.A. de C.V.",
        "Rossi, S.p.A.",
        "Acme, S.à r.l.",
        "Foo, Sp. z o.o.",
        "Foo, s.r.o.",
        "Foo, Pty. Ltd.",
    ),
)


@pytest.mark.parametrize("name", FIRMS)
def test_a_company_with_a_comma_in_its_name_is_no_person_of_it(name):
    person, deal = {"contact": name}, {"company": name}
    odoo_names.part(person, "contacts")
    odoo_names.part(deal, "deals")
    assert (person, deal) == ({"contact": name, "is_firm": "company"}, {"company": name})


@pytest.mark.parametrize("person", ["Thi Co", "Andrea Sa", "Una Park", "Hans Weber", "Ole As"])
def test_a_person_whose_name_is_like_a_form_stays_one(person):
    values = {"contact": f"Müller, GmbH & Co. KG, {person}"}
    odoo_names.part(values, "contacts")
    assert values == {"company": "Müller, GmbH & Co. KG", "contact": person}


def test_a_persian_list_says_who_is_a_company(admin, pipeline, bring):
    text = (
        "نام,حقیقی/حقوقی,موبایل,تلفن\n"
        "مریم رضایی,حقیقی,09121112233,\nفولاد کویر,حقوقی,,02188776655\nنیکان,حقوقی,,02188776600\n"
    )
    one = bring(text, admin, kind="contacts")
    assert one.mapping["حقیقی/حقوقی"] == "is_firm"
    assert people() == {"مریم رضایی": ""}
    assert {firm.name: firm.phone for firm in Company.objects.all()} == {
        "فولاد کویر": "02188776655",
        "نیکان": "02188776600",
    }


@pytest.mark.parametrize(
    ("columns", "kind", "wanted"),
    [
        (
            "First Name,Last Name,Title,Company / Account,Email,Lead Source,Lead Status,Lead Owner,Phone,Mobile",
            "contacts",
            {"Title": "position", "Company / Account": "company", "Lead Owner": "owner"},
        ),
        (
            "Lead - ID,Lead - Title,Lead - Value,Lead - Owner,Lead - Contact person,Lead - Lead created",
            "deals",
            {"Lead - Title": "title", "Lead - Lead created": "created_at"},
        ),
        (
            "Record ID,First Name,Last Name,Email,Buying Role,Original Traffic Source,Associated Company IDs",
            "contacts",
            {"Buying Role": "role", "Original Traffic Source": "channel"},
        ),
        (
            "Record Id,Contact Owner,First Name,Last Name,Account Name,Reporting To.id,Reporting To,LinkedIn",
            "contacts",
            {"Reporting To": "reports_to", "Reporting To.id": "reports_to_ref", "LinkedIn": "linkedin"},
        ),
    ],
)
def test_further_lists_of_other_systems_are_known(columns, kind, wanted):
    known = recognise(columns.split(","))
    assert known.part.kind == kind
    assert wanted.items() <= known.mapping.items()


@pytest.mark.parametrize(
    ("word", "channel"),
    [("Organic Search", "website"), ("Employee Referral", "referral"), ("Paid Social", "social"), ("Trade Show", "event"),
     ("Phone Inquiry", "phone"), ("Email Marketing", "email"), ("Purchased List", "")],
)  # fmt: skip
def test_their_words_for_how_somebody_came_are_known(word, channel):
    assert channel_of(word) == channel
