"""Who has a phone or an e-mail address and who has none is asked of contacts, by page, API, export and bulk change."""

import json
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from kariz.people.actions import contacts
from kariz.people.models import Contact
from kariz.people.rule_fields import register_all
from kariz.rules import fields
from kariz.rules.explain import explain, is_met
from kariz.rules.sentence import sentence
from kariz.rules.url import from_query

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(sara):
    rows = [
        {"name": "Nika", "points": [{"kind": "mobile", "value": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}]},
        {"name": "Omid", "points": [{"kind": "email", "value": "Omid@Toos.example"}]},
        {"name": "Parvin", "points": [{"kind": "telegram", "value": "parvin_toos"}]},
        {
            "name": "Raha",
            "points": [
                {"kind": "whatsapp", "value": "09121110000"},
                {"kind": "email", "value": "r@x.example"},
            ],
        },
    ]
    return contacts.create_many(by=sara, rows=rows)


NONE = {"all": [{"field": "phone", "op": "is_empty"}, {"field": "email", "op": "is_empty"}]}
ASKED = [
    ("phone__is_empty=0", ["Nika", "Raha"]),
    ("phone__is_empty=1", ["Omid", "Parvin"]),
    ("email__is_empty=0", ["Omid", "Raha"]),
    ("email__is_not_empty=1", ["Omid", "Raha"]),
    ("phone__is_empty=1&email__is_empty=1", ["Parvin"]),
    (urlencode({"f": json.dumps(NONE)}), ["Parvin"]),
    ("phone=09121234567", ["Nika"]),
    (urlencode({"phone__contains": "۹۱۲"}), ["Nika", "Raha"]),
    ("phone__starts_with=0912123", ["Nika"]),
    ("phone__ne=09121234567", ["Omid", "Parvin", "Raha"]),
    ("email__contains=toos", ["Omid"]),
    ("email=OMID@toos.example", ["Omid"]),
    ("email__in=omid@toos.example,r@x.example", ["Omid", "Raha"]),
]


@pytest.mark.parametrize(("query", "names"), ASKED)
def test_sara_finds_who_can_be_reached_so_and_each_record_says_the_same(client, sara, people, query, names):
    client.force_login(sara)
    answer = client.get(f"/api/v1/contacts?{query}")
    assert [one["name"] for one in answer.json()["items"]] == names
    page = client.get(f"/contacts/?{query}").content.decode()
    assert [one.name for one in people if one.name in page] == names
    rule = from_query(QueryDict(query), subject="contact")
    met = [one.name for one in Contact.objects.order_by("name_key") if is_met(rule, one, subject="contact")]
    assert met == names


def test_reza_finds_nobody_by_a_number_of_somebody_he_may_not_see(client, reza, people, sara):
    hidden = Contact.objects.visible_to(reza)
    client.force_login(reza)
    answer = client.get("/api/v1/contacts?phone__is_empty=0")
    assert {one["name"] for one in answer.json()["items"]} <= {one.name for one in hidden}


def test_the_editor_offers_it_and_the_sentence_tells_what_stands_there(client, sara, people):
    client.force_login(sara)
    page = client.get(f"/tables/contacts/filter/?{urlencode({'f': json.dumps(NONE)})}").content.decode()
    assert "phone" in page and "is_empty" in page
    assert sentence(NONE, subject="contact")
    told = explain({"field": "phone", "op": "is_not_empty"}, people[0], subject="contact")
    assert told.met and told.actual == ["۰۹۱۲ ۱۲۳ ۴۵۶۷"]


def test_one_click_shows_who_cannot_be_reached_by_phone_or_e_mail(client, sara, people):
    client.force_login(sara)
    page = client.get("/contacts/?q=").content.decode()
    assert "?phone__is_empty=1&amp;email__is_empty=1" in page
    page = client.get("/companies/?q=").content.decode()
    assert "email__is_empty" not in page


def test_how_people_are_reached_is_nothing_that_a_persona_asks():
    assert "email" not in fields.all_of("persona") and "company.phone" in fields.all_of("persona")
    register_all()
