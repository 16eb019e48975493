"""A stage that asks whether the company matches the ideal customer."""

import pytest

from kariz.events.actions import readers
from kariz.people.actions import companies, fit, profiles
from kariz.people.queries.learning import learn
from kariz.pipeline.actions import closures, deals, drafts, moves
from kariz.pipeline.models import Criterion, Deal
from kariz.pipeline.rules.criteria import MATCHES, better_kinds
from kariz.pipeline.tests.helpers import settle
from kariz.rules.compile import apply

pytestmark = pytest.mark.django_db(transaction=True)  # readers see what is committed

LARGE = {"name": "", "weight": "must", "rule": {"field": "size", "op": ">=", "value": 50}}


@pytest.fixture
def asked(deal):
    """The deal's stage asks for the match and nothing else."""
    Criterion.objects.filter(stage=deal.stage).delete()
    Criterion.objects.create(stage=deal.stage, kind=MATCHES, template="matches_icp", position=1)
    return deal


def missing(deal):
    return Deal.objects.get(pk=deal.pk).missing_count


def test_a_gap_filled_on_the_companys_page_opens_the_gate(admin, ali, asked):
    farm = companies.create(by=ali, name="کشت و صنعت قنات", owner=ali)
    profiles.create(by=admin, kind="company", name="بزرگ‌ها", parts=[LARGE])
    deals.change(deal=asked, by=ali, company=farm)
    assert missing(asked) == 1
    companies.change(company=farm, by=ali, size=80)
    settle()
    readers.run_all()
    assert missing(asked) == 0


def test_changed_rules_reach_the_deals_that_wait_for_them(admin, ali, asked):
    farm = companies.create(by=ali, name="کشت و صنعت قنات", size=20, owner=ali)
    ideal = profiles.create(by=admin, kind="company", name="بزرگ‌ها", parts=[LARGE])
    fit.work_all()
    deals.change(deal=asked, by=ali, company=farm)
    assert missing(asked) == 1
    lower = LARGE | {"rule": {"field": "size", "op": ">=", "value": 10}}
    profiles.change(profile=ideal, by=admin, parts=[lower])
    fit.work_all()
    assert missing(asked) == 0


def test_a_new_pipeline_asks_for_the_match_once_an_ideal_customer_is_described(admin):
    def kind_of_the_first(draft):
        return draft.design["stages"][0]["criteria"][0]["kind"]

    assert kind_of_the_first(drafts.begin(by=admin)) == "box"
    profiles.create(by=admin, kind="company", name="بزرگ‌ها", parts=[LARGE])
    assert kind_of_the_first(drafts.begin(by=admin)) == MATCHES


def test_nobody_is_stopped_at_the_first_stage_of_the_template_for_want_of_an_ideal_customer(admin, ali, deal):
    deal.stage.criteria.exclude(template="matches_icp").delete()
    second = deal.pipeline.stages.order_by("position")[1]
    done = moves.move(deal=deal, to=second, by=ali)
    assert done.deal.stage == second
    assert [one.criterion.template for one in done.warnings] == ["matches_icp"]


def test_a_pipeline_made_before_is_offered_the_better_criterion():
    assert [kind.name for kind in better_kinds("matches_icp")] == [MATCHES]


def test_deals_are_found_by_how_well_their_company_matches(admin, ali, deal):
    farm = companies.create(by=ali, name="کشت و صنعت قنات", size=80, owner=ali)
    ideal = profiles.create(by=admin, kind="company", name="بزرگ‌ها", parts=[LARGE])
    fit.work_all()
    deals.change(deal=deal, by=ali, company=farm)
    for rule in (
        {"field": "company.fit", "op": ">=", "value": 70},
        {"field": "company.fit_band", "op": "=", "value": "strong"},
        {"field": "company.profile", "op": "=", "value": ideal.pk},
    ):
        assert list(apply(Deal.objects.all(), rule, subject="deal")) == [deal]


def test_won_deals_are_the_customers_to_learn_from(admin, ali, deal):
    farm = companies.create(by=ali, name="کشت و صنعت قنات", industry="کشاورزی", owner=ali)
    deals.change(deal=deal, by=ali, company=farm)
    assert learn("company", by=admin).won == 0
    closures.win(deal=Deal.objects.get(pk=deal.pk), by=admin, reason="تلفنی توافق شد")
    assert learn("company", by=admin).won == 1


def test_no_deal_waits_for_a_match_with_an_ideal_customer_whom_nobody_described(admin, ali, asked, client):
    deals.change(deal=asked, by=ali, title="Pumps")
    assert missing(asked) == 0
    pages = {}
    for person in (ali, admin):
        person.language = "en"
        person.save()
        client.force_login(person)
        pages[person.pk] = client.get(f"/deals/{asked.pk}/").content.decode()
    assert all("No ideal customer is described yet." in page for page in pages.values())
    assert "Describe the ideal customer" not in pages[ali.pk] and "/settings/profiles/" in pages[admin.pk]
    profiles.create(by=admin, kind="company", name="بزرگ‌ها", parts=[LARGE])
    deals.change(deal=Deal.objects.get(pk=asked.pk), by=ali, title="Pumps and more")
    assert missing(asked) == 1
    assert "No ideal customer" not in client.get(f"/deals/{asked.pk}/").content.decode()
