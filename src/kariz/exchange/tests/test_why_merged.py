"""Rows that are merged into a record say in the preview by what it is known, and what it gets."""

from kariz.exchange.actions.setup import imports
from kariz.exchange.models import ExpectedRow
from kariz.exchange.tests.conftest import finish
from kariz.people.actions import contacts
from kariz.reading.rows.usual import is_usual

LIST = "Name,Mobile,E-mail,Position,Company\nSimone Hart,09121110001,simone@hart.example,Owner,Beaudesert Poultry\n"


def test_the_preview_says_what_simone_gets_from_the_row_that_is_merged_into_her(
    admin, pipeline, upload, client
):
    contacts.create(by=admin, name="Simone Hart", points=[{"kind": "mobile", "value": "09121110001"}])
    one = upload(LIST, admin)
    one = imports.change(one=one, by=admin, options={"existing": "fill"})
    one = finish(imports.check(one=one, by=admin))
    assert one.outcome["counts"]["merged"] == 1
    [row] = ExpectedRow.objects.filter(of=one, group="merged")
    [told] = row.told
    assert "simone@hart.example" in told and "Owner" in told and "09121110001" not in told
    assert all(map(is_usual, row.notes)) and not one.outcome["odd"]
    client.force_login(admin)
    assert "simone@hart.example" in client.get(f"/imports/{one.pk}/?group=merged").content.decode()
