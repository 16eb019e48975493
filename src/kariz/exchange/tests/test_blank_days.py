"""A deal without a date among dated ones is of their days, not of today."""

from datetime import timedelta

from django.utils import timezone

from kariz.localisation.calendar import join
from kariz.pipeline.models import Deal


def days(bring, admin, *cells):
    rows = "".join(f"{cell},سیمان {at},پمپ,{at}00\n" for at, cell in enumerate(cells, 1))
    bring(f"تاریخ ثبت,شرکت,محصول,مبلغ\n{rows}", admin)
    return [one.created_at.date() for one in Deal.objects.order_by("amount")]


def test_a_blank_day_between_two_is_the_one_above(admin, pipeline, bring):
    found = days(bring, admin, "1404/02/01", "1404/02/05", "", "1404/02/09")
    assert (join(1404, 2, 5, "jalali") - found[2]).days in (0, 1)


def test_at_the_end_of_a_list_of_long_ago_too(admin, pipeline, bring):
    found = days(bring, admin, "1403/02/01", "1403/02/05", "")
    assert found[2] < timezone.now().date() - timedelta(days=100)


def test_at_the_end_of_a_list_of_these_days_it_is_of_today(admin, pipeline, bring):
    now = timezone.now().date()
    recent = [(now - timedelta(days=days)).isoformat() for days in (3, 2)]
    found = days(bring, admin, *recent, "")
    assert found[2] >= now
