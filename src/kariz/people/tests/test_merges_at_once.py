"""Two people merge at the same time: neither stands in the way of the other."""

import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from kariz.people.actions import contacts
from kariz.people.actions.merging import merge
from kariz.people.models import Contact
from kariz.web.errors import DomainError


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_who_merges_many_in_one_go_and_who_merges_some_of_them_meanwhile_do_not_stop_each_other(
    company, sara
):
    made = [contacts.create(by=sara, name=f"Helen {n}") for n in range(4)]
    began, failed = threading.Event(), []

    def meanwhile() -> None:
        try:
            assert began.wait(10), "the other merge did not begin"
            with transaction.atomic():
                merge(survivor=made[2], others=[made[3]], by=sara)
        except (OperationalError, AssertionError) as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=meanwhile)
    other.start()
    # Who comes second is told that they are merged already.
    with pytest.raises(DomainError), transaction.atomic():
        merge(survivor=made[0], others=[made[1]], by=sara)
        began.set()
        other.join(1)
        merge(survivor=made[2], others=[made[3]], by=sara)
    other.join()
    assert not failed
    assert Contact.objects.filter(deleted_at=None).count() == 3
