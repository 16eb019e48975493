"""The calendar of next steps, in the reader's own months."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kariz.localisation import preferences
from kariz.localisation.calendar import weekday_name
from kariz.pipeline.queries.months import days_of, month_from, name_of, open_steps, steps_in
from kariz.web.policy import requires
from kariz.web.today_only import today_only


@require_GET
@requires("activity.view")
def show(request: HttpRequest) -> HttpResponse:
    """One month; one's own steps unless `owner=all`."""
    today_only(request)
    user: Any = request.user
    month = month_from(request.GET.get("month", ""))
    everybody = request.GET.get("owner") == "all"
    days = days_of(month, open_steps(user, None if everybody else user))
    language = preferences.current().language
    context = {
        "days": days,
        "weekdays": [weekday_name(day.day, language) for day in days[:7]],
        "month": month,
        "name": name_of(month.first),
        "before": name_of(month.first - timedelta(days=1)),
        "after": name_of(month.last + timedelta(days=1)),
        "everybody": everybody,
        "holds_today": preferences.today() in month,
        "any": (any_here := any(day.count for day in days)),
        "others": 0 if everybody or any_here else steps_in(month, open_steps(user)),
    }
    return render(request, "pipeline/calendar/calendar.html", context)
