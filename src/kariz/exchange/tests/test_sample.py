"""The sample: believable, repeatable, and gone without a trace."""

from datetime import UTC, datetime

import pytest
from django.db.models import Count

from kariz.access.models import User
from kariz.exchange.actions import sample
from kariz.organisation.models import Organisation
from kariz.organisation.queries import current
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import activities
from kariz.pipeline.models import Deal, DealState, Pipeline, Product, StageVisit
from kariz.records.actions import comments
from kariz.records.models import Comment

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _fingerprint() -> list[tuple[object, ...]]:
    return list(
        Deal.objects.order_by("external_id").values_list("title", "amount", "outcome", "stage__position")
    )


def test_mina_gets_the_same_sample_for_the_same_seed(admin: User, pipeline: Pipeline) -> None:
    sample.load(by=admin, deals=60, months=12, seed=7, now=NOW)
    first = _fingerprint()
    sample.remove(by=admin)
    sample.load(by=admin, deals=60, months=12, seed=7, now=NOW)
    assert _fingerprint() == first


def test_the_sample_has_every_outcome_and_a_history_that_agrees(admin: User, pipeline: Pipeline) -> None:
    sample.load(by=admin, deals=300, months=18, seed=3, now=NOW)
    outcomes = dict(
        Deal.objects.values("outcome").annotate(count=Count("id")).values_list("outcome", "count")
    )
    assert set(outcomes) == {"open", "won", "lost", "resting"}
    on_board = Deal.objects.on_board().count()
    assert StageVisit.objects.filter(left_at=None).count() == on_board
    assert DealState.objects.filter(valid_to=None).count() == 300
    assert DealState.objects.filter(valid_to=None, on_board=True).count() == on_board


def test_mina_takes_the_sample_out_and_keeps_her_own_deal(admin: User, deal: Deal) -> None:
    sample.load(by=admin, deals=40, months=6, seed=1, now=NOW)
    sample.remove(by=admin)
    assert list(Deal.objects.all()) == [deal]
    assert not Company.objects.exists() and not Contact.objects.exists() and not Product.objects.exists()
    assert not User.objects.filter(email=None).exists()


def test_what_mina_wrote_on_the_sample_goes_with_it(admin: User, deal: Deal) -> None:
    sample.load(by=admin, deals=20, months=6, seed=1, now=NOW)
    made = Deal.objects.exclude(pk=deal.pk).earliest("pk")
    call = activities.log_done(by=admin, deal=made, kind="call")
    for subject in (
        ("deal", made.pk),
        ("activity", call.pk),
        ("company", made.company_id),
        ("deal", deal.pk),
    ):
        comments.create(subject=subject, body="چه شد؟", by=admin)
    sample.remove(by=admin)
    assert list(Comment.objects.values_list("subject_kind", "subject_id")) == [("deal", deal.pk)]


def test_two_clicks_load_the_sample_once(admin: User, pipeline: Pipeline) -> None:
    sample.load(by=admin, deals=20, months=6, seed=3, now=NOW)
    with pytest.raises(sample.AlreadyThere):
        sample.load(by=admin, deals=20, months=6, seed=3, now=NOW)
    assert Deal.objects.count() == 20


def test_an_english_company_in_dollars_gets_english_deals_worth_dollars(
    admin: User, pipeline: Pipeline
) -> None:
    current.refresh()
    Organisation.objects.update(language="en", calendar="gregorian", currency="USD", money_unit="")
    current.refresh()
    sample.load(by=admin, deals=80, months=12, seed=3, now=NOW)
    titles = "".join(Deal.objects.values_list("title", flat=True))
    assert titles.isascii()
    amounts = Deal.objects.values_list("amount", flat=True)
    assert all(100_000 <= amount <= 100_000_000 for amount in amounts)  # cents: 1,000 to a million dollars
    assert not any(
        name for name in User.objects.filter(email=None).values_list("name", flat=True) if not name.isascii()
    )
