"""One column for several ways to reach somebody ("Tel / Email", "Cell/Office"): each cell says which it means."""

import pytest

from kariz.exchange.tests.test_english_days import live_in
from kariz.people.models import Contact, ContactPoint
from kariz.pipeline.models import Deal
from kariz.reading.cells.reach_cells import is_of_several
from kariz.reading.columns.guessing import guess_mapping


@pytest.mark.parametrize(
    "header",
    [
        "Tel / Email",
        "Phone/Email",
        "E-mail / Phone",
        "Phone & e-mail",
        "Cell/Office",
        "تلفن / ایمیل",
        "موبایل و ایمیل",
    ],
)
def test_a_column_of_several_ways_is_no_column_of_addresses(header):
    assert is_of_several(header)
    columns = ["Project", "Customer", "Contact", header, "Amount"]
    assert guess_mapping(columns, "deals")[header] == "phone"


@pytest.mark.parametrize(
    "header", ["Mobile phone", "Email", "Office phone", "Contact email", "Home office", "Mail / post"]
)
def test_a_header_of_one_way_is_left_as_it_is(header):
    assert not is_of_several(header)


def test_terris_log_keeps_every_deal_with_its_phone_and_its_address(admin, pipeline, bring):
    live_in("US")
    bring(
        "Project,Customer,Contact,Tel / Email,Amount\n"
        "Boiler,Swan Foods,Ann Miller,419.555.3429,100\n"
        "Chiller,Lake Steel,Rob Fenn,260-555-3693 / rfenn@lakesteel.org,200\n"
        "Ducts,Bay Mills,Tom Hull,thull@baymills.com,300\n",
        admin,
    )
    assert Deal.objects.count() == 3
    points = {
        (point.contact.name, point.kind): point.value
        for point in ContactPoint.objects.select_related("contact").filter(contact__isnull=False)
    }
    assert points["Ann Miller", "phone"] == "419.555.3429"
    assert points["Rob Fenn", "email"] == "rfenn@lakesteel.org"
    assert points["Tom Hull", "email"] == "thull@baymills.com"


def test_a_number_below_e_mail_is_a_number(admin, pipeline, bring):
    live_in("US")
    bring(
        "Project,Customer,Contact,E-mail,Amount\nBoiler,Swan Foods,Ann Miller,419.555.3429,100\n"
        "Ducts,Bay Mills,Tom Hull,thull@baymills.com,300\n",
        admin,
    )
    assert Deal.objects.count() == 2
    ann = Contact.objects.get(name="Ann Miller")
    assert [point.value for point in ann.points.all()] == ["419.555.3429"]
