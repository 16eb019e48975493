"""How a call, meeting or task went: one form, asked on its own page and on that of its deal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kariz.people.models import Contact
from kariz.pipeline.actions import activities
from kariz.pipeline.forms.activities import ResultForm
from kariz.pipeline.models import Activity
from kariz.pipeline.views.respond import refused, seen_version
from kariz.web.errors import DomainError


def ask(request: HttpRequest, activity: Activity, people: list[Contact]) -> tuple[ResultForm, int]:
    """The form, and 204 where the activity is done by it now, else the status with which it is shown: 200 when it is new,
    4xx with what is wrong in it. `people`: who may have taken part."""
    user: Any = request.user
    took_part = [person.pk for person in activity.participants.all()]
    initial = {"notes": activity.notes, "participants": took_part}
    form = ResultForm(request.POST or None, people=people, initial=initial)
    if request.method != "POST":
        return form, 200
    if not form.is_valid():
        return form, 422
    try:
        activities.complete(activity=activity, by=user, version=seen_version(request), **form.cleaned_data)
    except DomainError as error:
        return form, refused(form, error)
    return form, 204
