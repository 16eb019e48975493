"""Several proposals are selected on the page and merged in one go, those that hang together as one."""

import json

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.events.models import Event
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.people.actions import companies, duplicates
from kariz.people.models import Company, DuplicatePair
from kariz.people.queries.duplicates import proposals
from kariz.people.tests.test_chains_of_merges import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina(db):
    return User.objects.create_user(name="مینا", email="mina@example.com", role="administrator")


@pytest.fixture
def firms(sara):
    """Five of Sara's."""
    Organisation.objects.create(name="آرکا")
    refresh()
    return [companies.create(by=sara, name=f"لیدیا {letter}") for letter in "ابجده"]


@pytest.fixture
def three(firms):
    """Two that hang together and one by itself."""
    alef, be, jim, dal, he = firms
    return propose((alef, be), (be, jim), (dal, he))


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def in_use():
    return Company.objects.filter(deleted_at=None).count()


def preview(client, pairs):
    query = "&".join(f"pair={pair.pk}" for pair in pairs)
    return client.get(f"/duplicates/company/merge/?{query}", headers={"HX-Request": "true"}).content.decode()


def test_sara_selects_three_likely_pairs_sees_that_five_become_two_and_takes_all_back(sara, three):
    client = browser(sara)
    page = client.get("/duplicates/?kind=company").content.decode()
    assert page.count('form="duplicate-picks"') == 3 and 'id="duplicate-picks"' in page
    window = preview(client, three)
    assert "۵ مورد به ۲ مورد تبدیل می‌شود" in window
    assert f'value="{three[0].pk},{three[1].pk}"' in window and in_use() == 5
    client.post("/duplicates/company/merge/", {"pair": [f"{three[0].pk},{three[1].pk}", three[2].pk]})
    assert in_use() == 2 and not proposals(sara).exists()
    (batch,) = Event.objects.filter(verb="company.merged").values_list("batch", flat=True).distinct()
    client.post(f"/events/batches/{batch.removeprefix('bulk-')}/undo/")
    assert in_use() == 5 and proposals(sara).count() == 3


def test_a_group_in_which_sara_said_that_two_are_not_the_same_stays(sara, firms, three):
    (said,) = propose((firms[0], firms[2]))
    duplicates.dismiss(pair=said, by=sara)
    client = browser(sara)
    window = preview(client, three)
    assert "۲ مورد به ۱ مورد تبدیل می‌شود" in window and "یکی نیستند" in window
    assert f'value="{three[0].pk},{three[1].pk}"' not in window
    client.post("/duplicates/company/merge/", {"pair": [one.pk for one in three]})
    assert in_use() == 4
    assert DuplicatePair.objects.filter(state="proposed").count() == 2


def test_vida_has_nothing_to_select_and_reza_merges_nothing_of_saras(sara, reza, vida, three):
    assert 'form="duplicate-picks"' not in browser(vida).get("/duplicates/?kind=company").content.decode()
    assert browser(vida).get("/duplicates/company/merge/").status_code == 403
    for client in (browser(vida), browser(reza)):
        client.post("/duplicates/company/merge/", {"pair": [one.pk for one in three]})
        given = json.dumps({"pairs": [one.pk for one in three]})
        client.post("/api/v1/duplicates/merges", given, content_type="application/json")
    assert in_use() == 5


def test_programs_merge_several_and_take_them_back(sara, mina, three):
    client = browser(mina)
    given = json.dumps({"pairs": [one.pk for one in three]})
    answer = client.post("/api/v1/duplicates/merges", given, content_type="application/json")
    told = answer.json()
    assert (answer.status_code, told["merged"], len(told["survivors"]), told["refused"]) == (201, 3, 2, [])
    assert in_use() == 2
    assert browser(sara).delete(f"/api/v1/duplicates/merges/{told['batch']}").status_code == 404
    back = client.delete(f"/api/v1/duplicates/merges/{told['batch']}")
    assert back.json() == {"undone": 2, "stayed": 0} and in_use() == 5


def test_programs_are_told_of_proposals_that_are_none_for_them(sara, reza, three):
    gone = three[-1].pk + 1_000
    given = json.dumps({"pairs": [three[0].pk, gone]})
    told = browser(reza).post("/api/v1/duplicates/merges", given, content_type="application/json").json()
    assert [one["pair"] for one in told["refused"]] == [three[0].pk, gone] and not told["merged"]
    assert len({one["why"] for one in told["refused"]}) == 1, "what is hidden reads as what is not there"
    told = browser(sara).post("/api/v1/duplicates/merges", given, content_type="application/json").json()
    assert (told["merged"], [one["pair"] for one in told["refused"]]) == (1, [gone])


def test_more_groups_ask_no_more_queries(sara, django_assert_max_num_queries):
    Organisation.objects.create(name="آرکا")
    refresh()
    made = [companies.create(by=sara, name=f"نمونه {n}") for n in range(40)]
    pairs = propose(*zip(made[::2], made[1::2], strict=True))
    client = browser(sara)
    preview(client, pairs)
    with django_assert_max_num_queries(14):
        assert preview(client, pairs).count('name="pair"') == 20
