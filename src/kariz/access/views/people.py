from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.policy import requires

from ..actions import invitations, users
from ..actions.members import is_only_a_name
from ..forms.people import InvitationForm, PersonForm
from ..models import Invitation, Sees, User
from ..queries import people as queries

PAGE = 100


@requires("user.manage")
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    return _page(request, InvitationForm())


@requires("invitation.manage")
@require_POST
@never_cache
def invite(request: SignedInRequest) -> HttpResponse:
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invited = invitations.invite(by=request.user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            return _page(request, InvitationForm(), invited=invited, **_about(invited))
    return _page(request, form, status=422)


@requires("invitation.manage")
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    invitations.revoke(invitation=get_object_or_404(Invitation, pk=pk), by=request.user)
    messages.success(request, _("The invitation was revoked."))
    return redirect("access:people")


@requires("user.manage")
@require_http_methods(["GET", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, initial=_values(user))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            users.change_person(user=user, by=request.user, **values)
        except DomainError as error:
            show_error(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("access:people")
    return _person(request, user, form)


@requires("invitation.manage")
@require_POST
@never_cache
def invite_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a member in who is only a name so far."""
    user = get_object_or_404(User, pk=pk)
    form = InvitationForm(request.POST, auto_id="invite_%s")
    if form.is_valid():
        try:
            invited = invitations.invite(by=request.user, member=user, **form.cleaned_data)
        except DomainError as error:
            show_error(form, error)
        else:
            return _page(request, InvitationForm(), invited=invited, **_about(invited))
    user.refresh_from_db()
    return _person(request, user, PersonForm(initial=_values(user)), form)


@requires("user.manage")
@require_POST
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    return _switch(request, pk, users.deactivate, _("The account was deactivated."))


@requires("user.manage")
@require_POST
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    return _switch(request, pk, users.reactivate, _("The account works again."))


def _values(user: User) -> dict[str, Any]:
    return {"name": user.name, "email": user.email, "role": user.role, "version": user.version}


def _person(
    request: SignedInRequest, user: User, form: PersonForm, invitation: InvitationForm | None = None
) -> HttpResponse:
    if invitation is None and is_only_a_name(user):
        invitation = InvitationForm(initial={"email": user.email, "role": user.role}, auto_id="invite_%s")
    wrong = form.errors or (invitation and invitation.errors)
    context = {"form": form, "person": user, "invitation": invitation}
    return render(request, "access/person.html", context, status=422 if wrong else 200)


def _switch(request: SignedInRequest, pk: int, action: Any, done: str) -> HttpResponse:
    try:
        action(user=get_object_or_404(User, pk=pk), by=request.user)
    except users.LastAdministrator as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("access:people")


def _about(invited: invitations.Invited) -> dict[str, Any]:
    """What the inviter should know: whose records the guest will see, and whether the link leads here only."""
    role = invited.invitation.role
    scope = next(scope for scope in queries.scopes() if scope.role == role)
    here_only = urlsplit(invited.link).hostname in ("127.0.0.1", "localhost", "::1")
    return {"sees": Sees(scope.sees).label, "local": here_only}


def _page(request: SignedInRequest, form: InvitationForm, *, status: int = 200, **more: Any) -> HttpResponse:
    page = Paginator(queries.people(), PAGE).get_page(request.GET.get("page"))
    context = {"people": page, "pending": queries.pending_invitations(), "form": form, **more}
    return render(request, "access/people.html", context, status=status)
