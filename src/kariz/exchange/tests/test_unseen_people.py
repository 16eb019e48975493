"""An export of deals tells of a person whom the user may not see no more than the deal's own page: the name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.exchange.tests.test_all_columns import read
from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.actions.deals import NewDeal

pytestmark = pytest.mark.django_db

DOORS = [
    "/api/v1/exports/deals.csv",
    "/api/v1/exports/deals.csv?columns=all",
    "/api/v1/exports/deals.csv?sort=title",
    "/exports/deals.csv?shown=1&columns=all",
]


@pytest.fixture
def shared(admin, ali, reza, pipeline):
    """Ali has a deal with Una, who is Reza's, and one with Parisa, who is his own."""
    for name, owner, number in (("Una", reza, "09121234567"), ("Parisa", ali, "09127654321")):
        points = [
            {"kind": "mobile", "value": number},
            {"kind": "phone", "value": f"021{number[3:]}"},
            {"kind": "email", "value": f"{name.lower()}@nikan.example"},
        ]
        person = contacts.create(by=admin, name=name, owner=owner, points=points, position=f"{name} buys")
        deals.create(new=NewDeal(f"Pump {name}", pipeline, owner=ali, contact=person), by=admin)


def exported(client, door):
    answer = client.get(door)
    assert answer.status_code == 200, answer.content
    rows = [list(row.values()) for row in read(answer.getvalue(), "csv")]
    return {next(cell for cell in row if cell.startswith(("Pump", "Pipe"))): row for row in rows}


@pytest.mark.parametrize("door", DOORS)
def test_ali_is_given_the_name_of_rezas_contact_and_nothing_to_reach_her_by(client, ali, shared, door):
    client.force_login(ali)
    una = Contact.objects.get(name="Una")
    assert client.get(f"/api/v1/contacts/{una.pk}").status_code == 404
    rows = exported(client, door)
    hers, his = rows["Pump Una"], rows["Pump Parisa"]
    assert "Una" in hers and "Parisa" in his
    assert not [cell for cell in hers if "1234567" in cell.replace(" ", "") or "buys" in cell or "@" in cell]
    assert len([cell for cell in his if "7654321" in cell.replace(" ", "")]) == 2
    assert "Parisa buys" in his and "parisa@nikan.example" in his


@pytest.mark.parametrize("door", DOORS[:1])
def test_who_may_see_both_is_given_both(client, admin, shared, door):
    client.force_login(admin)
    assert "una@nikan.example" in exported(client, door)["Pump Una"]


@pytest.mark.parametrize("door", DOORS[:1])
def test_more_deals_ask_no_more_of_the_database(client, admin, ali, reza, shared, pipeline, door):
    client.force_login(ali)

    def asked():
        with CaptureQueriesContext(connection) as found:
            exported(client, door)
        return len(found)

    asked()
    few = asked()
    for number in range(5):
        person = contacts.create(by=admin, name=f"Nima {number}", owner=(ali, reza)[number % 2])
        deals.create(new=NewDeal(f"Pipe {number}", pipeline, owner=ali, contact=person), by=admin)
    assert asked() == few
