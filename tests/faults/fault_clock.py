"""The clock of the machine jumps."""

from __future__ import annotations

from tests.faults.running import Kariz

JUMPS = (1, -1, 24, -24)
"""Hours forward or back."""


def test_the_clock_jumps_and_each_resting_deal_comes_back_once(kariz: Kariz) -> None:
    kariz.found(6 * len(JUMPS))
    woken = kariz.python(
        f"""
from datetime import timedelta
from unittest import mock
from django.utils import timezone
from kariz.access.models import User
from kariz.pipeline.actions import closures
from kariz.pipeline.registrations import wake_resting
real, boss = timezone.now, User.objects.get(email="mina@pars.example")
deals, found = list(Deal.objects.order_by("id")), []
for at, hours in enumerate({JUMPS}):
    mine = deals[6 * at : 6 * at + 6]
    for deal in mine:
        closures.rest(deal=deal, by=boss, until=closures.today_here() + timedelta(days=1), reason="Later")
    count = 0
    for moved in (0, hours, 48, 48 + hours, 48):
        with mock.patch("django.utils.timezone.now", lambda: real() + timedelta(hours=moved)):
            count += wake_resting()
    told = Event.objects.filter(verb="deal.woken", deal_id__in=[deal.pk for deal in mine]).count()
    found.append([count, told, Deal.objects.filter(pk__in=[deal.pk for deal in mine], outcome="open").count()])
print(json.dumps(found))
"""
    )
    assert woken == [[6, 6, 6]] * len(JUMPS)
