from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.web import toasts
from kariz.web.errors import DomainError
from kariz.web.forms import show_error
from kariz.web.once import once
from kariz.web.policy import requires

from .. import belongings
from ..actions import invitations, joining, users
from ..actions.members import is_only_a_name
from ..forms.people import InvitationForm, JoinForm, PersonForm
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
            invited = invitations.invite(by=request.user, **form.cleaned_data, **_who(request))
        except invitations.MayBeNamed as error:
            return _page(request, form, status=error.status, named=_with_counts(error.people))
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
    del form.fields["name"]
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
@once
def join(request: SignedInRequest, pk: int) -> HttpResponse:
    """A name without an account is a colleague who is here."""
    user = get_object_or_404(User, pk=pk)
    form = JoinForm(request.POST, person=user, auto_id="join_%s")
    if not form.is_valid():
        return _person(request, user, PersonForm(initial=_values(user)), joining=form)
    into = form.cleaned_data["into"]
    try:
        done = joining.join(person=user, into=into, by=request.user)
    except DomainError as error:
        messages.error(request, "; ".join(text for texts in error.errors.values() for text in texts))
        return redirect("access:person", pk)
    told = _(", ").join(belongings.told(done.moved))
    text = (
        _("What was under “%(name)s” is %(into)s’s now: %(moved)s.")
        if told
        else _("“%(name)s” is %(into)s from now on.")
    )
    text %= {"name": user.name, "into": into.name, "moved": told}
    if done.stayed:
        text = _("Some records could not be given, and stay with “%(name)s”.") % {"name": user.name}
    toasts.after_redirect(request, text, undo_url=reverse("records:undo", args=[done.event.pk]))
    return redirect("access:person", into.pk)


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


def _who(request: SignedInRequest) -> dict[str, Any]:
    """Which name of the lists is invited, or that it is somebody else."""
    said = request.POST.get("member", "")
    if said.isdecimal() and len(said) < 19:
        return {"member": get_object_or_404(User, pk=int(said))}
    return {"anew": said == "new"}


def _with_counts(people: Sequence[User]) -> list[tuple[User, list[str]]]:
    """Each with what is theirs."""
    counts = belongings.counts_of([user.pk for user in people])
    return [(user, belongings.told(counts[user.pk])) for user in people]


def _person(
    request: SignedInRequest,
    user: User,
    form: PersonForm,
    invitation: InvitationForm | None = None,
    joining: JoinForm | None = None,
) -> HttpResponse:
    mere = is_only_a_name(user)
    if invitation is None and mere:
        invitation = InvitationForm(initial={"email": user.email, "role": user.role}, auto_id="invite_%s")
    if invitation is not None:
        # Who is invited is called so already.
        invitation.fields.pop("name", None)
    wrong = any(one is not None and one.errors for one in (form, invitation, joining))
    if joining is None and mere and user.is_active:
        joining = JoinForm(person=user, auto_id="join_%s")
    context = {
        "form": form,
        "person": user,
        "invitation": invitation,
        "join": joining,
        "owns": _with_counts([user])[0][1] if mere else [],
        "joins": [] if mere else queries.joins_of(user),
        "names": [] if mere else _with_counts(queries.namesakes(user.name, of=user)),
    }
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
