"""As many calls as people, each in words of its own, for measuring the search."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from kariz.pipeline.actions import activity_batches
from kariz.pipeline.actions.activity_batches import NewActivity
from kariz.pipeline.models import Activity, Deal
from kariz.records.models import WorkEntry
from tests.bench.load import CHUNK, Firm
from tests.bench.people import surname

SAID = (
    "قیمت نمونه گارانتی تخفیف قرارداد ارسال جلسه انبار کارخانه پمپ شیر هفته بعد گفت تماس بگیریم مدیر خرید فنی مالی "
    "بودجه سال آینده تأیید شد محمد سارا price sample budget next week"
)


def fill(firm: Firm, size: int) -> None:
    """Bring the number of activities that can be found up to `size`."""
    rng, deals = firm.rng, list(Deal.objects.select_related("company", "contact", "pipeline"))
    for _start in range(0, size - WorkEntry.objects.count(), CHUNK):
        news = [_call(rng, rng.choice(deals), SAID.split()) for _ in range(CHUNK)]
        activity_batches.bring_in(news=news, by=firm.boss)


def _call(rng: random.Random, deal: Deal, said: list[str]) -> NewActivity:
    return NewActivity(
        kind=rng.choice(Activity.Kind.values),
        name=f"{' '.join(rng.sample(said, 3))} {surname(rng)}",
        deal=deal,
        owner=deal.owner,
        done_at=timezone.now() - timedelta(days=rng.randrange(1, 500)),
        result=rng.choice(Activity.Result.values),
        notes=" ".join([*rng.choices(said, k=12), surname(rng)]),
    )
