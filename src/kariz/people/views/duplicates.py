"""The page of proposed duplicates: best first, answered one by one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kariz.access.request import SignedInRequest
from kariz.web import toasts
from kariz.web.errors import NotFound
from kariz.web.paging import PageParams, paginate
from kariz.web.policy import requires

from .. import registry
from ..actions import duplicate_search
from ..actions import duplicates as actions
from ..errors import Merged
from ..merging import MOST
from ..models import Company, DuplicatePair, PersonKind
from ..queries import duplicates as queries
from ..queries.duplicate_groups import shown_groups
from ..queries.events import last_event, undo_url
from ..queries.namesakes import within
from ..queries.pairs_after import After, after_merge
from .windows import window

SHOWN = 25
AT_ONCE = 100
"""Proposals that one press merges: a request ends within seconds."""
State, Verdict = DuplicatePair.State, DuplicatePair.Verdict


@require_GET
@requires("people.view")
def index(request: SignedInRequest) -> HttpResponse:
    if not request.GET and (to := _where_some_wait(request.user)):
        return redirect(to)
    kind = _kind(request.GET.get("kind", PersonKind.CONTACT))
    verdict = request.GET.get("verdict", "")
    state = State.DISMISSED if request.GET.get("state") == State.DISMISSED else State.PROPOSED
    rows = queries.proposals(request.user, kind, verdict if verdict in Verdict.values else "", state)
    firm = _company(request, kind)
    rows = within(rows, firm.pk) if firm else rows
    params = PageParams(limit=SHOWN, cursor=request.GET.get("cursor", ""))
    page = paginate(rows, params, order=("-score",))
    rest = request.GET.copy()
    rest["cursor"] = page["next"] or ""
    context: dict[str, Any] = {
        "kind": kind,
        "verdict": verdict,
        "state": state,
        "company": firm,
        "pairs": queries.shown(page["items"], request.user),
        "more": rest.urlencode() if page["next"] else "",
        "may_change": request.user.can("people.change"),
    }
    if request.headers.get("HX-Request") and params.cursor:
        return render(request, "people/duplicates/_pairs.html", context)
    context |= {
        "picks": state == State.PROPOSED and any(one.may_merge for one in context["pairs"]),
        "counts": queries.counts(request.user),
        "certain": rows.filter(verdict=Verdict.CERTAIN).exists() if state == State.PROPOSED else False,
    } | _search(request, kind)
    return render(request, "people/duplicates/list.html", context)


def _where_some_wait(user: Any) -> str:
    """The first other tab that shows something, where no contacts wait: the number in the rail counts all of them."""
    counts = queries.counts(user)
    if counts[PersonKind.CONTACT]:
        return ""
    if counts[PersonKind.COMPANY]:
        return reverse("people:duplicates", query={"kind": PersonKind.COMPANY})
    return next((reverse(tab.url_name) for tab in registry.duplicate_tabs(user) if tab.count(user)), "")


@require_GET
@requires("people.view")
def progress(request: SignedInRequest, kind: str) -> HttpResponse:
    """How far the search is; asked again while it goes on."""
    return _searching(request, _kind(kind))


@require_POST
@requires("duplicates.search")
def search(request: SignedInRequest, kind: str) -> HttpResponse:
    duplicate_search.start(kind=_kind(kind), by=request.user)
    if request.headers.get("HX-Request"):
        return _searching(request, kind)
    return redirect(reverse("people:duplicates", query={"kind": kind}))


@require_POST
@requires("duplicates.settle")
def settle(request: SignedInRequest, kind: str) -> HttpResponse:
    """May the nightly search merge by itself what has identical keys?"""
    seen = request.POST.get("version", "")
    duplicate_search.allow_merging(
        kind=_kind(kind),
        by=request.user,
        allowed=request.POST.get("allowed") == "on",
        version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
    )
    return render(request, "people/duplicates/_search.html", _search(request, kind))


@require_POST
@requires("people.change")
def dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        pair = actions.dismiss(pair=queries.load(pk, request.user), by=request.user)
    except Merged as error:
        return _gone(request, pk, error)
    undo = undo_url(request.user, f"{pair.kind}.duplicate_dismissed", pair.kind, pair.first_id)
    return _answered(request, pair, _("Remembered: they are not the same."), undo)


@require_POST
@requires("people.change")
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    pair = actions.reopen(pair=queries.load(pk, request.user), by=request.user)
    return _answered(request, pair, _("They are proposed again."), "")


@require_POST
@requires("people.change")
def quick_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Merge the two as proposed, without choosing field by field."""
    try:
        pair = queries.load(pk, request.user)
    except Merged as error:
        return _gone(request, pk, error)
    kept = actions.merge_pair(pair=pair, by=request.user)
    event = last_event(request.user, f"{pair.kind}.merged", pair.kind, kept.pk)
    moved = event.data["moved"] if event else {}
    undo = reverse("records:undo", args=[event.pk]) if event else ""
    after = after_merge(pair.kind, kept.pk, moved, [pk for pk in pair.ids if pk != kept.pk], request.user)
    found = [text for text, _to in registry.told_of_merge(pair.kind, kept, request.user)]
    told = " ".join([_("Merged into “%(name)s”.") % {"name": kept.name}, *found])
    return _answered(request, pair, told, undo, after)


@require_http_methods(["GET", "POST"])
@requires("people.change")
def merge_many(request: SignedInRequest, kind: str) -> HttpResponse:
    """GET shows what would become of the proposals that `?pair=` names, or of the certain ones; POST does it."""
    given = request.POST if request.method == "POST" else request.GET
    chosen = [
        int(pk) for text in given.getlist("pair") for pk in text.split(",") if pk.isdecimal() and len(pk) < 18
    ]
    rows = queries.proposals(request.user, _kind(kind)).order_by("-score", "-id")
    if request.method == "GET":
        return _preview(request, kind, rows, chosen)
    done = actions.merge_pairs(pairs=list(rows.filter(pk__in=chosen[:AT_ONCE])), by=request.user)
    told = ngettext("%(n)d record was merged.", "%(n)d records were merged.", done.gone) % {"n": done.gone}
    if done.left:
        told += " " + ngettext(
            "%(n)d record stays, as one merge takes at most %(max)d; it is proposed again.",
            "%(n)d records stay, as one merge takes at most %(max)d; they are proposed again.",
            done.left,
        ) % {"n": done.left, "max": MOST}
    if done.refused:
        told += " " + ngettext(
            "%(n)d proposal stays: %(why)s", "%(n)d proposals stay: %(why)s", len(done.refused)
        ) % {"n": len(done.refused), "why": done.refused[0][1]}
    undo = reverse("records:undo_batch", args=[done.batch]) if done.gone else ""
    toasts.after_redirect(request, told, undo_url=undo)
    to = reverse("people:duplicates", query={"kind": kind})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def _preview(
    request: SignedInRequest, kind: str, rows: QuerySet[DuplicatePair], chosen: Sequence[int]
) -> HttpResponse:
    wanted = rows.filter(pk__in=chosen[: AT_ONCE + 1]) if chosen else rows.filter(verdict=Verdict.CERTAIN)
    pairs = list(wanted[: AT_ONCE + 1])
    shown = queries.shown(pairs[:AT_ONCE], request.user)
    found = shown_groups(kind, [one for one in shown if one.may_merge])
    groups = [group for group in found if not group.said_apart]
    title = _("Merge the selected ones") if chosen else _("Merge the certain ones")
    context = {
        "kind": kind,
        "title": title,
        "groups": list(
            zip(groups, actions.name_givers(kind, [group.joined for group in groups]), strict=True)
        ),
        "before": sum(len(group.joined) for group in groups),
        "left": sum(group.left for group in groups),
        "most": MOST,
        "said_apart": [group for group in found if group.said_apart],
        "kept_out": len(shown) - sum(one.may_merge for one in shown),
        "more": len(pairs) > AT_ONCE,
    }
    back = reverse("people:duplicates", query={"kind": kind})
    return window(request, "people/duplicates/bulk.html", context, title=title, back=back)


def _gone(request: SignedInRequest, pk: int, error: Merged) -> HttpResponse:
    """A page that is older than a merge: the row goes, and says why."""
    return _answered(request, DuplicatePair.objects.get(pk=pk), str(error), "")


def _answered(
    request: SignedInRequest, pair: DuplicatePair, told: str, undo: str, after: After | None = None
) -> HttpResponse:
    """The row goes, those that name a merged record go or name its survivor, and the numbers follow, with a toast that
    brings all back; without scripts the page comes again."""
    if request.headers.get("HX-Request"):
        place = {"key": "duplicates", "count": queries.waiting(request.user)}
        context = {"kind": pair.kind, "counts": queries.counts(request.user), "place": place, "after": after}
        answer = render(request, "people/duplicates/_answered.html", context)
        return toasts.add(answer, told, undo_url=undo)
    toasts.after_redirect(request, told, undo_url=undo)
    return redirect(reverse("people:duplicates", query={"kind": pair.kind}))


def _searching(request: SignedInRequest, kind: str) -> HttpResponse:
    """How far the search is; once it is done the page comes again, with what was found."""
    context = _search(request, kind)
    response = render(request, "people/duplicates/_search.html", context)
    if context["search"] is None or not context["search"].busy:
        response["HX-Refresh"] = "true"
    return response


def _search(request: SignedInRequest, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "search": queries.search_of(kind),
        "may_search": request.user.can("duplicates.search"),
        "may_settle": request.user.can("duplicates.settle"),
    }


def _company(request: SignedInRequest, kind: str) -> Company | None:
    """The company whose people alone are shown, where the address names one that the reader sees."""
    text = request.GET.get("company", "")
    if kind != PersonKind.CONTACT or not text.isdecimal() or len(text) > 17:
        return None
    return Company.objects.visible_to(request.user).filter(pk=int(text)).first()


def _kind(text: str) -> str:
    if text not in PersonKind.values:
        raise NotFound
    return text
