"""The buying committee of a deal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kariz.people.models import Contact
from kariz.pipeline.actions import committee
from kariz.pipeline.forms.deal import MemberForm
from kariz.pipeline.models import CommitteeMember
from kariz.pipeline.queries.deal_page import find
from kariz.pipeline.views.respond import changed, refused, window
from kariz.web.errors import DomainError
from kariz.web.policy import requires


@requires("deal.change")
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody new, or with `?contact=` what is known of a member."""
    user: Any = request.user
    deal = find(user, pk, binned=False)
    user.require("deal.change", deal)
    known = _known(deal.pk, request.GET.get("contact", ""))
    if request.GET.get("role") in CommitteeMember.Role.values:
        known["role"] = request.GET["role"]
    form = MemberForm(request.POST or None, user=user, deal=deal, initial=known)
    status, seen = 200, request.POST.get("seen", "")
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                committee.put_member(deal=deal, by=user, seen=_seat(seen), **form.cleaned_data)
            except DomainError as error:
                status, seen = refused(form, error), ""
            else:
                return changed(request, pk, _("The buying committee is changed."))
    if request.method == "GET" and "stance" in known:
        seen = " ".join(known[name] for name in committee.PARTS)
    context = {"form": form, "deal": deal, "seen": seen}
    return window(request, "pipeline/deal/member.html", context, status=status)


@require_POST
@requires("deal.change")
def remove(request: HttpRequest, pk: int, contact_id: int) -> HttpResponse:
    user: Any = request.user
    deal = find(user, pk, binned=False)
    contact = Contact.objects.filter(pk=contact_id, committees__deal=deal).first()
    if contact is not None:
        committee.remove_member(deal=deal, contact=contact, by=user)
    return changed(request, pk, _("Taken out of the committee."))


def _seat(seen: str) -> committee.Seat | None:
    """The seat as the form was filled with it; None for somebody new, whom it cannot have seen."""
    return tuple(seen.split(" ")) if seen else None


def _known(deal_id: int, contact: str) -> dict[str, Any]:
    if not (contact.isascii() and contact.isdecimal() and len(contact) < 18):
        return {}
    found = CommitteeMember.objects.filter(deal=deal_id, contact=int(contact)).first()
    return (
        {"contact": int(contact)} | {name: getattr(found, name) for name in committee.PARTS}
        if found
        else {"contact": int(contact)}
    )
