"""What would become of the rows, before anything is written: counts of the whole file, first rows of each group."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kariz.access.request import SignedInRequest
from kariz.exchange.actions import imports
from kariz.exchange.models import Group, Import
from kariz.exchange.queries import imports as queries
from kariz.exchange.queries.coming import Coming, coming
from kariz.exchange.queries.sets import WRITES
from kariz.web.policy import requires

SHOWN = 300


def outcome(request: SignedInRequest, one: Import) -> HttpResponse:
    """The page; `group`, `q` and `odd` in the address choose the rows."""
    group, text = request.GET.get("group", ""), request.GET.get("q", "").strip()
    odd = "odd" in request.GET
    counts = one.outcome["counts"]
    if group not in counts:
        group = next((name for name in Group.values[::-1] if counts.get(name)), "")
    # Only of deals are there such figures; the others need not be read again.
    read = coming([one]) if one.kind == Import.Kind.DEALS else Coming()
    may_change = queries.may_work(one, request.user)
    context: dict[str, Any] = {
        "one": one,
        "unit_at": "?mapping#unit" if may_change and one.options.get("currency") == "IRR" else "",
        "control": read.control,
        "whole": read.all,
        "groups": [(name, label, counts.get(name, 0), name == group) for name, label in Group.choices],
        "group": group,
        "count": counts.get(group, 0),
        "text": text,
        "odd": odd,
        "reasons": queries.reasons_of(one, group)[:20],
        "rows": queries.expected_rows(one, group, text, odd=odd)[:SHOWN],
        "records": one.outcome.get("records", {}),
        "coming": sum(counts.get(name, 0) for name in WRITES),
        "waiting": counts.get(Group.ASKED, 0),
        "nothing_will_do": one.options.get("all_or_nothing") and counts.get(Group.REFUSED),
        "may_change": may_change,
    }
    return render(request, "exchange/outcome.html", context)


@require_POST
@requires("import.run")
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the rehearsal be and go back to the columns."""
    imports.stop_check(one=queries.load_own(pk, request.user), by=request.user)
    return redirect("exchange:import", pk)


@require_POST
@requires("import.run")
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the run of what was foreseen."""
    version = request.POST.get("version", "")
    imports.start(
        one=queries.load_own(pk, request.user),
        by=request.user,
        version=int(version) if version.isdecimal() and len(version) < 10 else None,
    )
    return redirect("exchange:import", pk)
