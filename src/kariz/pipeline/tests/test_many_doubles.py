"""Many deals that stand twice, as a list of whom to chase brings them, joined with one press and taken back with one."""

import json

import pytest
from django.test import Client

from kariz.access.actions import visibility
from kariz.events.actions.undo_many import undo_batch
from kariz.events.models import Event
from kariz.events.origin import BULK
from kariz.people.actions import companies
from kariz.pipeline.actions import deals, doubled_deals
from kariz.pipeline.actions.many_doubles import merge_many
from kariz.pipeline.models import Deal
from kariz.pipeline.queries.doubles import doubles
from kariz.pipeline.tests.helpers import consistent


@pytest.fixture
def kelso(admin, pipeline):
    return companies.create(by=admin, name="Kelso Interiors")


@pytest.fixture
def new(admin, pipeline, kelso):
    def make(title, amount=100, stage=0, **more):
        at = pipeline.stages.order_by("position")[stage]
        more |= {"reason": "It stood there"} if stage else {}
        given = {"company": kelso, "pipeline": pipeline, "stage": at, **more}
        return deals.create(new=deals.NewDeal(title=title, amount=amount, **given), by=admin)

    return make


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def alive():
    return list(Deal.objects.filter(deleted_at=None).order_by("pk"))


def joined(by):
    return merge_many(pairs=[one.deals for one in doubles(by)], by=by)


def test_of_each_pair_the_deal_further_along_stays_else_the_older(admin, new):
    chased, real = new("Fit-out"), new("Fit-out", stage=2)
    older, newer = new("Kitchen"), new("Kitchen")
    done = joined(admin)
    assert alive() == [real, older] and done.gone == 2
    assert {one.pk for one in done.survivors} == {real.pk, older.pk}
    for one in (chased, real, older, newer):
        one.refresh_from_db()
        consistent(one)


def test_one_undo_takes_all_of_it_back_with_what_each_deal_had(admin, new):
    made = [new("Fit-out", None), new("Fit-out", 500, notes="By June"), new("Kitchen"), new("Kitchen")]
    done = joined(admin)
    assert [one.amount for one in alive()] == [500, 100]
    assert undo_batch(batch=f"{BULK}{done.batch}", by=admin) == (2, 0)
    assert alive() == made and [one.amount for one in alive()] == [None, 500, 100, 100]
    for one in alive():
        consistent(one)


def test_a_deal_that_stands_three_times_becomes_one_and_three_again(admin, new):
    made = [new("Fit-out"), new("Fit-out", stage=1), new("Fit-out")]
    done = joined(admin)
    assert alive() == [made[1]] and (done.gone, done.refused) == (2, [])
    undo_batch(batch=f"{BULK}{done.batch}", by=admin)
    assert alive() == made


def test_two_of_which_somebody_said_that_they_are_two_do_not_become_one_through_a_third(admin, new):
    one, two, three = (new("Fit-out") for _each in range(3))
    doubled_deals.say_apart(deal=one, other=three, by=admin)
    done = joined(admin)
    assert (done.gone, len(done.refused), len(alive())) == (1, 1, 2)
    assert undo_batch(batch=f"{BULK}{done.batch}", by=admin) == (1, 0) and alive() == [one, two, three]


def test_two_that_another_system_numbers_apart_do_not_become_one_through_a_third(admin, new):
    new("Fit-out", external_id="C1"), new("Fit-out"), new("Fit-out", external_id="C2")
    certain = [one.deals for one in doubles(admin) if one.is_certain]
    assert len(certain) == 2 and len(merge_many(pairs=certain, by=admin).refused) == 1
    assert len(alive()) == 2


def test_what_may_not_be_joined_stays_with_its_reason_and_holds_up_no_other(admin, new):
    one, other = new("Fit-out"), new("Fit-out")
    good = [new("Kitchen"), new("Kitchen")]
    proposed = [pair.deals for pair in doubles(admin)]
    Deal.objects.filter(pk=one.pk).update(company=companies.create(by=admin, name="Mills"))
    done = merge_many(pairs=proposed, by=admin)
    ((said, why),) = done.refused
    assert said == (one.pk, other.pk) and why
    assert good[0] in alive() and good[1] not in alive()


def test_mina_sees_which_stays_and_joins_the_certain_ones_with_one_press(admin, new):
    chased, real = new("Fit-out"), new("Fit-out", stage=2)
    client = browser(admin)
    assert "/duplicates/deals/merges/" in client.get("/duplicates/deals/").content.decode()
    window = client.get("/duplicates/deals/merges/", headers={"HX-Request": "true"}).content.decode()
    assert f'value="{chased.pk}-{real.pk}" checked' in window and real.stage.title in window
    client.post("/duplicates/deals/merges/", {"pair": [f"{chased.pk}-{real.pk}", "9-x"]})
    assert alive() == [real]
    batch = Event.objects.get(verb="deal.merged").batch.removeprefix(BULK)
    assert f"/events/batches/{batch}/undo/" in client.get("/duplicates/deals/").content.decode()


def test_the_likely_ones_are_left_to_a_look(admin, new):
    new("Fit-out", 100), new("Fit-out Dublin", 104)
    page = browser(admin).get("/duplicates/deals/").content.decode()
    assert "Dublin" in page and "/duplicates/deals/merges/" not in page


def test_where_no_two_deals_are_certainly_one_nobody_is_said_to_be_kept_from_merging(admin, reza, new):
    def said(user):
        user.language = "en"
        user.save()
        answer = browser(user).get("/duplicates/deals/merges/", headers={"HX-Request": "true"})
        return answer.content.decode()

    new("Fit-out", 100), new("Fit-out Dublin", 104)
    assert "No two deals are certainly one now" in said(admin)
    visibility.change(role="seller", sees="all", changes="own", by=admin)
    new("Kitchen", owner=admin), new("Kitchen", owner=admin)
    assert "None of these is yours to merge" in said(reza)


def test_reza_joins_no_deals_of_ali(reza, ali, new):
    twice = [new("Fit-out", owner=ali) for _each in range(2)]
    browser(reza).post("/duplicates/deals/merges/", {"pair": f"{twice[0].pk}-{twice[1].pk}"})
    assert alive() == twice


def test_programs_join_many_and_take_them_back(admin, new):
    one, two, client = new("Fit-out"), new("Fit-out"), browser(admin)
    at = "/api/v1/deals/doubles/merges"
    asked = {
        "pairs": [{"first_id": two.pk, "second_id": one.pk}, {"first_id": one.pk, "second_id": 10_000_000}]
    }
    made = client.post(at, json.dumps(asked), content_type="application/json")
    told = made.json()
    assert made.status_code == 201 and (told["merged"], told["survivors"]) == (1, [one.pk])
    assert [pair["second_id"] for pair in told["refused"]] == [10_000_000]
    assert client.delete(f"{at}/{told['batch']}").json() == {"undone": 1, "stayed": 0}
    assert alive() == [one, two]
    assert client.delete(f"{at}/nothing").status_code == 404


def test_mina_joins_deals_that_she_chose_in_the_table_into_the_one_she_says(admin, new):
    one, two, three = new("Fit-out"), new("Shop floor", stage=1), new("Whole shop", 900)
    client = browser(admin)
    asked = {"action": "merge", "ids": f"{one.pk},{two.pk},{three.pk}"}
    found = client.post("/tables/deals/bulk/", asked, headers={"HX-Request": "true"})
    page = f"/deals/merge/?id={one.pk}&id={two.pk}&id={three.pk}"
    assert page in str(found.headers)
    shown = client.get(page).content.decode()
    assert shown.count('name="survivor"') == 3 and f'value="{two.pk}" checked' in shown
    seen = [f"{deal.pk}:{deal.version}" for deal in (one, two, three)]
    given = {"survivor": three.pk, "id": [one.pk, two.pk, three.pk], "seen": seen}
    assert client.post("/deals/merge/", given).headers["Location"] == f"/deals/{three.pk}/"
    assert alive() == [three]
    batch = Event.objects.filter(verb="deal.merged").latest("pk").batch
    assert undo_batch(batch=batch, by=admin) == (2, 0)
    assert alive() == [one, two, three]


def test_a_deal_of_another_company_stays_and_the_others_are_joined(admin, new):
    one, two = new("Fit-out"), new("Fit-out")
    other = new("Fit-out", company=companies.create(by=admin, name="Mills"))
    browser(admin).post("/deals/merge/", {"survivor": one.pk, "id": [one.pk, other.pk, two.pk]})
    assert alive() == [one, other]


def test_reza_neither_sees_nor_joins_what_ali_has(reza, ali, new):
    mine, his = new("Fit-out", owner=reza), new("Fit-out", owner=ali)
    client = browser(reza)
    assert client.get(f"/deals/merge/?id={mine.pk}&id={his.pk}").status_code == 404
    assert client.post("/deals/merge/", {"survivor": mine.pk, "id": [mine.pk, his.pk]}).status_code == 404
    assert client.get(f"/deals/merge/?id={mine.pk}").status_code == 404
    assert alive() == [mine, his]


def test_a_program_joins_deals_that_it_chose_and_takes_them_back(admin, reza, new):
    one, two, three = new("Fit-out"), new("Shop floor", stage=1), new("Whole shop", 900, owner=admin)
    other = new("Fit-out", company=companies.create(by=admin, name="Mills"))
    asked = {"others": [one.pk, other.pk, two.pk], "versions": {three.pk: three.version}}

    def send(who, others):
        at, given = f"/api/v1/deals/{three.pk}/merges/many", json.dumps(asked | {"others": others})
        return browser(who).post(at, given, content_type="application/json")

    assert send(reza, asked["others"]).status_code == 404
    wrong = send(admin, [one.pk, 10_000_000])
    assert wrong.status_code == 422 and alive() == [one, two, three, other]
    made = send(admin, asked["others"])
    told = made.json()
    assert made.status_code == 201 and (told["merged"], told["survivors"]) == (2, [three.pk])
    assert [(pair["first_id"], pair["second_id"]) for pair in told["refused"]] == [(three.pk, other.pk)]
    assert alive() == [three, other]
    back = browser(admin).delete(f"/api/v1/deals/doubles/merges/{told['batch']}")
    assert back.json() == {"undone": 2, "stayed": 0} and alive() == [one, two, three, other]
