"""Two write on one record at the same time: both notes are found."""

import threading

import pytest
from django.db import connection, connections, transaction

from kariz.people.actions import contacts
from kariz.records.actions import comments
from kariz.records.search.finder import find


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_sara_and_mina_write_a_note_on_one_person_at_the_same_moment_and_both_are_found(admin, sara):
    una = contacts.create(by=sara, name="Una")
    wrote, failed = threading.Event(), []

    def write_too() -> None:
        try:
            assert wrote.wait(10), "Sara wrote nothing"
            comments.create(subject=("contact", una.pk), body="asks for pumps", by=admin)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=write_too)
    other.start()
    with transaction.atomic():
        comments.create(subject=("contact", una.pk), body="wants valves", by=sara)
        wrote.set()
        other.join(1)
    other.join()
    assert not failed
    for word in ("valves", "pumps"):
        assert [entry.title for entry in find(sara, word)] == ["Una"]
