"""Whose deal it is stands in the table of deals: the company, or the person who is the customer."""

import pytest
from django.urls import reverse

from kariz.people.actions import companies, contacts
from kariz.pipeline.actions import deals


@pytest.fixture
def fatemeh(admin, pipeline):
    """She buys for herself; Reza buys for Nikan."""
    firm = companies.create(by=admin, name="Nikan")
    people = [contacts.create(by=admin, name="Fatemeh"), contacts.create(by=admin, name="Reza", company=firm)]
    for person, company in zip(people, (None, firm), strict=True):
        new = deals.NewDeal(title="Split", pipeline=pipeline, company=company, contact=person, owner=admin)
        deals.create(new=new, by=admin)
    return people[0]


def cells(client, query=""):
    page = client.get(f"{reverse('pipeline:deals')}?columns=title,company{query}").content.decode()
    return [part.split("</td>")[0] for part in page.split('data-c="company"')[1:] if "</td>" in part]


@pytest.mark.parametrize(("language", "word"), [("en", "Person"), ("fa", "شخص")])
def test_a_customer_without_a_company_stands_there_as_a_person(admin, fatemeh, client, language, word):
    admin.language = language
    admin.save()
    client.force_login(admin)
    found = cells(client)
    [hers] = [cell for cell in found if "Fatemeh" in cell]
    assert f'aria-label="{word}"' in hers and f'href="/contacts/{fatemeh.pk}/"' in hers
    # Whoever edits the cell, or copies it, has no company there.
    assert 'data-typed=""' in hers
    assert not any("Reza" in cell for cell in found)


def test_in_a_file_of_the_list_the_company_stays_blank(admin, fatemeh, client):
    client.force_login(admin)
    answer = client.get("/exports/deals.csv?columns=title,company")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    place = lines[0].split(",").index("شرکت")
    assert sorted(line.split(",")[place] for line in lines[1:]) == ["", "Nikan"]


def test_the_name_of_a_person_to_choose_has_a_line_of_its_own(admin, fatemeh, client):
    contacts.change(contact=fatemeh, by=admin, position="Head of the branch of a bank with a long name")
    client.force_login(admin)
    found = client.get(reverse("records:table_options", args=["deals", "contact"]), {"q": "Fatemeh"})
    line = '<span class="block truncate"><bdi>Fatemeh</bdi></span><span class="block truncate'
    assert line in found.content.decode()
