"""Ideal customers and personas: the settings page, the editor with its preview, what the wins teach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kariz.access.request import SignedInRequest
from kariz.events.models import Event
from kariz.web import toasts
from kariz.web.errors import DomainError, FieldErrors, NotFound
from kariz.web.forms import show_error
from kariz.web.once import once
from kariz.web.policy import requires

from ..actions import profiles
from ..forms.profiles import (
    Part,
    ProfileForm,
    StartForm,
    blank_part,
    example_parts,
    mark_of,
    parts_in,
    read_parts,
    shown_parts,
)
from ..models import Profile, Weight
from ..queries.fit_moves import preview
from ..queries.learning import ENOUGH, learn
from ..queries.profiles import listed, load, under_way

TEXTS = ("goals", "pains", "pitch")


@require_GET
@requires("profile.view")
def index(request: SignedInRequest) -> HttpResponse:
    context = {
        "groups": [(kind, listed(kind, by=request.user)) for kind in Profile.Kind.values],
        "runs": under_way(),
        "start": StartForm(),
        "may_change": request.user.can("profile.change"),
    }
    return render(request, "people/profiles/list.html", context)


@require_GET
@requires("profile.view")
def progress(request: SignedInRequest) -> HttpResponse:
    """How far the judging is; asked again while it goes on."""
    return render(request, "people/profiles/_progress.html", {"runs": under_way()})


@require_GET
@requires("profile.change")
def lesson(request: SignedInRequest, kind: str) -> HttpResponse:
    """What won customers share, with the counts behind it."""
    _check_kind(kind)
    context = {"kind": kind, "lesson": learn(kind, by=request.user), "enough": ENOUGH}
    return render(request, "people/profiles/lesson.html", context)


@requires("profile.change")
@once
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    _check_kind(kind)
    if request.method == "POST":
        return _posted(request, kind, None)
    parts = _start(request, kind) or [blank_part()]
    return _editor(request, kind, None, ProfileForm(kind=kind), parts)


@requires("profile.change")
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    profile = load(pk)
    if request.method == "POST":
        return _posted(request, profile.kind, profile)
    initial = {name: getattr(profile, name) for name in ("name", *TEXTS)}
    form = ProfileForm(kind=profile.kind, initial=initial)
    return _editor(request, profile.kind, profile, form, profile.parts)


@require_POST
@requires("profile.change")
def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    profile = profiles.retire(profile=load(pk), by=request.user, retired=request.POST.get("retired") == "yes")
    message = _("“%(name)s” is retired.") if profile.retired_at else _("“%(name)s” is in use again.")
    toasts.after_redirect(request, message % {"name": profile.name}, undo_url=_undo(request, profile))
    return redirect("people:profiles")


def _check_kind(kind: str) -> None:
    if kind not in Profile.Kind.values:
        raise NotFound


def _start(request: SignedInRequest, kind: str) -> list[Part]:
    """What a new profile begins with: what was learned, what the company says, or an example."""
    match request.GET.get("from"):
        case "wins":
            return learn(kind, by=request.user).parts
        case "answers":
            form = StartForm(request.GET)
            return form.parts() if form.is_valid() else []
        case "example":
            return example_parts(kind)
    return []


def _posted(request: SignedInRequest, kind: str, profile: Profile | None) -> HttpResponse:
    """One press of a button of the editor: a part more or less, a look at what would change, or keeping it."""
    form = ProfileForm(request.POST, kind=kind)
    parts = parts_in(request.POST)
    do, _separator, place = request.POST.get("do", "").partition(":")
    if do == "add":
        return _editor(request, kind, profile, form, [*parts, blank_part()], focus=len(parts))
    if do == "remove" and place.isdecimal():
        left = [part for number, part in enumerate(parts) if number != int(place)]
        return _editor(request, kind, profile, form, left)
    try:
        kept = profiles.clean_parts(kind, read_parts(parts))
        if not form.is_valid():
            return _editor(request, kind, profile, form, parts, status=422)
        if do == "keep" and request.POST.get("seen") == mark_of(kept):
            return _keep(request, kind, profile, form.cleaned_data, kept)
        return _previewed(request, kind, profile, form, kept, again=do == "keep")
    except FieldErrors as error:
        form.is_valid()
        own = {name: texts for name, texts in error.errors.items() if name in form.fields}
        if own:
            show_error(form, FieldErrors(dict(own)))
        return _editor(request, kind, profile, form, parts, errors=error.errors, status=422)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        form.is_valid()
        show_error(form, error)
        return _editor(request, kind, profile, form, parts, status=error.status)


def _previewed(
    request: SignedInRequest,
    kind: str,
    profile: Profile | None,
    form: ProfileForm,
    kept: Sequence[Part],
    *,
    again: bool,
) -> HttpResponse:
    found = preview(by=request.user, kind=kind, parts=kept, profile_id=profile.pk if profile else None)
    return _editor(request, kind, profile, form, kept, preview=found, seen=mark_of(kept), again=again)


def _keep(
    request: SignedInRequest, kind: str, profile: Profile | None, given: dict[str, Any], kept: list[Part]
) -> HttpResponse:
    if profile is None:
        profile = profiles.create(by=request.user, kind=kind, parts=kept, **given)
    else:
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        profiles.change(profile=profile, by=request.user, version=version, parts=kept, **given)
    message = _("“%(name)s” is saved; the matches follow.") % {"name": profile.name}
    toasts.after_redirect(request, message, undo_url=_undo(request, profile))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("people:profiles")})
    return redirect("people:profiles")


def _undo(request: SignedInRequest, profile: Profile) -> str:
    mine = Event.objects.filter(subject_kind="profile", subject_id=profile.pk, actor_id=request.user.pk)
    event = mine.order_by("-id").first()
    return reverse("records:undo", args=[event.pk]) if event else ""


def _editor(
    request: SignedInRequest,
    kind: str,
    profile: Profile | None,
    form: ProfileForm,
    parts: Sequence[Part],
    *,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    found = errors or {}
    context = {
        "kind": kind,
        "profile": profile,
        "version": request.POST.get("version") or (profile.version if profile else ""),
        "form": form,
        "parts": shown_parts(parts, found),
        "parts_errors": found.get("parts", []),
        "weights": Weight.choices,
        **more,
    }
    return render(request, "people/profiles/edit.html", context, status=status)
