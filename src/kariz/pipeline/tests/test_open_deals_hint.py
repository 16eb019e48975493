"""Who adds a deal is told of the open ones of the same customer."""

from __future__ import annotations

from django.test import Client

from kariz.access.models import User
from kariz.people.actions import companies
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Pipeline


def hint(user: User, **asked: object) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/deals/alike/", asked).content.decode()


def test_ali_is_told_of_the_open_deal_of_the_company_that_he_picks(pipeline: Pipeline, ali: User) -> None:
    firm = companies.create(by=ali, name="Kavir")
    new = deals.NewDeal(
        title="Tower crane", pipeline=pipeline, stage=pipeline.stages.first(), owner=ali, company=firm
    )
    deals.create(new=new, by=ali)
    assert "Tower crane" in hint(ali, company=firm.pk)
    assert hint(ali, company="").strip() == "" and hint(ali, company=firm.pk + 1).strip() == ""


def test_reza_is_not_told_of_deals_that_he_may_not_see(pipeline: Pipeline, ali: User, reza: User) -> None:
    firm = companies.create(by=ali, name="Kavir")
    new = deals.NewDeal(
        title="Tower crane", pipeline=pipeline, stage=pipeline.stages.first(), owner=ali, company=firm
    )
    deals.create(new=new, by=ali)
    assert "Tower crane" not in hint(reza, company=firm.pk)


def test_the_hint_stands_in_its_own_place_and_does_not_take_the_window(pipeline: Pipeline, ali: User) -> None:
    client = Client()
    client.force_login(ali)
    page = client.get(f"/board/{pipeline.pk}/deals/?stage={pipeline.stages.first().pk}").content.decode()
    asking = page[page.index("/deals/alike/") :].split(">", 1)[0]
    assert 'hx-target="this"' in asking
