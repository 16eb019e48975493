"""What the palette offers on the page of a person."""

from django.test import Client

from kariz.people.actions import contacts
from kariz.people.commands import on_person


def test_sara_who_may_only_change_her_own_is_offered_nobody_else(sara, reza) -> None:
    zahra = contacts.create(by=sara, name="Zahra", owner=sara)
    assert not [one for one in on_person(sara, zahra) if one.key.startswith("assign_")]


def test_sara_gives_a_contact_to_reza_from_the_palette_and_is_back_on_the_page(sara, reza) -> None:
    sara.role = "manager"
    sara.save()
    zahra = contacts.create(by=sara, name="Zahra", owner=sara)
    entry = next(one for one in on_person(sara, zahra) if one.key == f"assign_{reza.pk}")
    client = Client()
    client.force_login(sara)
    answer = client.post(entry.url, dict(entry.values))
    assert answer.status_code == 302 and answer["Location"] == zahra.get_absolute_url()
    zahra.refresh_from_db()
    assert zahra.owner == reza
