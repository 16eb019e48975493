from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import teams
from ..forms.teams import MembersForm, TeamForm
from ..models import Team
from ..queries import people as queries


@requires("team.manage")
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = teams.create(name=form.cleaned_data["name"], by=request.user)
        except DomainError as error:
            show_error(form, error)
        else:
            return redirect("access:team", made.pk)
    context = {"teams": queries.teams(), "form": form}
    return render(request, "access/teams.html", context, status=422 if form.errors else 200)


@requires("team.manage")
@require_http_methods(["GET", "POST"])
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.teams(), pk=pk)
    members = list(found.memberships.all())
    initial = {
        "name": found.name,
        "members": [member.user_id for member in members],
        "leaders": [member.user_id for member in members if member.leads],
        "version": found.version,
    }
    form = MembersForm(request.POST or None, initial=initial, team=found)
    if request.method == "POST" and form.is_valid():
        try:
            teams.change(
                team=found, name=form.cleaned_data["name"], members=form.member_map(), by=request.user,
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("access:teams")
    context = {"form": form, "team": found}
    return render(request, "access/team.html", context, status=422 if form.errors else 200)


@requires("team.manage")
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    teams.delete(team=get_object_or_404(Team, pk=pk), by=request.user)
    messages.success(request, _("The team was deleted; its people stay."))
    return redirect("access:teams")
