"""Prepared queries answer as the querysets that they were made of."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from kariz.access.models import User
from kariz.organisation.models import Organisation
from kariz.web.prepared import Prepared, PreparedUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create_user(name=name) for name in ("Sara", "Ali", "Reza")]


def test_rows_are_the_querysets_rows_whatever_the_number_of_values(people: list[User]) -> None:
    found = Prepared(
        lambda ids: User.objects.filter(pk__in=ids).order_by("id").values_list("id", F("name"), "created_at")
    )
    for many in (people[:1], people[:2], people):
        ids = [one.pk for one in many]
        assert [tuple(row) for row in found(ids)] == [(one.pk, one.name, one.created_at) for one in many]
    assert found([]) == []


def test_objects_are_whole_and_saved_ones(people: list[User]) -> None:
    found = Prepared(lambda pk: User.objects.filter(pk=pk))
    [ali] = found(people[1].pk)
    assert ali == people[1]
    assert ali.created_at == people[1].created_at and not ali._state.adding
    with CaptureQueriesContext(connection) as seen:
        [sara] = found(people[0].pk)
    assert (sara.name, len(seen)) == ("Sara", 1)


def test_two_values_do_not_take_each_others_places(people: list[User]) -> None:
    found = Prepared(
        lambda without, ids: User.objects.filter(pk__in=ids).exclude(pk=without).values_list("name")
    )
    ids = [one.pk for one in people]
    assert {row[0] for row in found(ids[0], ids)} == {"Ali", "Reza"}
    assert {row[0] for row in found(ids[2], ids[1:])} == {"Ali"}


def test_a_query_without_values_reads_afresh_every_time() -> None:
    first = Prepared(lambda: Organisation.objects.order_by("id")[:1])
    assert first() == []
    Organisation.objects.create(name="Pars")
    assert [one.name for one in first()] == ["Pars"]


def test_too_many_values_are_refused() -> None:
    found = Prepared(lambda ids: User.objects.filter(pk__in=ids).values_list("id"))
    with pytest.raises(ValueError, match="1024"):
        found(range(1, 3000))


def test_an_update_changes_the_rows_it_names_and_tells_how_many(people: list[User]) -> None:
    rename = PreparedUpdate(lambda ids, name: (User.objects.filter(pk__in=ids), {"name": name}))
    assert rename([people[0].pk, people[1].pk], "Mina") == 2
    assert rename([people[2].pk], "Nima") == 1
    assert rename([], "Nobody") == 0
    assert [one.name for one in User.objects.order_by("id")] == ["Mina", "Mina", "Nima"]


def test_an_update_writes_moments_as_the_model_does(people: list[User]) -> None:
    born = PreparedUpdate(lambda pk, at: (User.objects.filter(pk=pk), {"created_at": at}))
    born(people[0].pk, people[2].created_at)
    assert User.objects.get(pk=people[0].pk).created_at == people[2].created_at
