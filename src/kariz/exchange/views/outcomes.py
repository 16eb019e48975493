"""What would become of the rows, before anything is written: counts of the whole file, first rows of each group."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kariz.access.request import SignedInRequest
from kariz.exchange.actions.at_work import looking
from kariz.exchange.actions.setup import imports, row_choices
from kariz.exchange.models import Group, Import
from kariz.exchange.queries.known.all_here import all_here
from kariz.exchange.queries.known.same_file import same_files
from kariz.exchange.queries.known.say_otherwise import say_otherwise
from kariz.exchange.queries.pages import imports as queries
from kariz.exchange.queries.pages.coming import Coming, coming
from kariz.exchange.queries.pages.gone import is_binned
from kariz.exchange.queries.pages.sets import WRITES
from kariz.exchange.queries.pages.stopped import expected_stopped
from kariz.localisation.templatetags.kariz import in_digits
from kariz.reading.deals.changed import is_told
from kariz.reading.rows.settings import NAMES, SKIP, UPDATE
from kariz.web import toasts
from kariz.web.errors import FieldErrors
from kariz.web.policy import requires

SHOWN = 300


def outcome(request: SignedInRequest, one: Import) -> HttpResponse:
    """The page; `group`, `q` and `odd`, `rows` by their numbers, or `stopped`, in the address choose the rows."""
    group, text = request.GET.get("group", ""), request.GET.get("q", "").strip()
    named = queries.expected_of(one, request.GET.get("rows", ""))
    if named:
        group = named[0].group
    odd, stopped = "odd" in request.GET, "stopped" in request.GET
    counts = one.outcome["counts"]
    if group not in counts:
        group = next((name for name in Group.values[::-1] if counts.get(name)), "")
    # Only of deals are there such figures; the others need not be read again.
    read = coming([one]) if one.kind == Import.Kind.DEALS else Coming()
    may_change = queries.may_work(one, request.user)
    asked = expected_stopped(one) if stopped else queries.expected_rows(one, group, text, odd=odd)
    rows = queries.as_called_here(named or asked[:SHOWN], request.user)
    lines = frozenset(one.lines_left_out)
    changed = frozenset(row.number for row in rows if is_told(row.notes))
    binned = frozenset(row.number for row in rows if row.group == Group.SKIPPED and is_binned(row.notes))
    context: dict[str, Any] = {
        "one": one,
        "unit_at": f"?mapping#{'unit' if one.options.get('currency') == 'IRR' else 'scale'}"
        if may_change
        else "",
        "control": read.control,
        "whole": read.all,
        "groups": [
            (name, label, counts.get(name, 0), name == group and not stopped and not named)
            for name, label in Group.choices
        ],
        "named": bool(named),
        "group": group,
        "same_files": same_files(request.user, one),
        "count": counts.get(group, 0),
        "kept": queries.expected_rows(one, group).count() if text else 0,
        "text": text,
        "odd": odd,
        "stopped": stopped,
        "usual": queries.usual_of(one),
        "reasons": [] if stopped or named else queries.reasons_of(one, group)[:20],
        "here": all_here([one]),
        "rows": rows,
        "records": one.outcome.get("records", {}),
        "coming": sum(counts.get(name, 0) for name in WRITES),
        "waiting": counts.get(Group.ASKED, 0),
        "nothing_will_do": one.options.get("all_or_nothing") and counts.get(Group.REFUSED),
        "lines_left": lines,
        "changed": changed,
        "binned": binned,
        "may_take": any(row.number in lines for row in rows),
        "may_choose": any(row.group != Group.SKIPPED for row in rows)
        or any(row.number in lines | changed | binned for row in rows),
        "may_change": may_change,
        "otherwise": say_otherwise([one]) if may_change and one.part_of_id is None else None,
        "over_at": reverse("exchange:write_over", args=[one.pk]),
    }
    return render(request, "exchange/outcome.html", context)


@require_POST
@requires("import.run")
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the rehearsal be and go back to the columns."""
    looking.stop(one=queries.load_own(pk, request.user), by=request.user)
    return redirect("exchange:import", pk)


@require_POST
@requires("import.run")
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave the ticked rows out, or take them all the same, and look again."""
    numbers = [int(text) for text in request.POST.getlist("row") if text.isdecimal() and len(text) < 10]
    how = request.POST.get("how", "")
    try:
        one = row_choices.choose(
            one=queries.load_own(pk, request.user), by=request.user, how=how, numbers=numbers
        )
    except FieldErrors as error:
        toasts.after_redirect(
            request, " ".join(str(text) for texts in error.errors.values() for text in texts)
        )
        return _back(request, queries.load_own(pk, request.user))
    if how == NAMES:
        text = ngettext(
            "%(count)s row names the columns below it.",
            "%(count)s rows name the columns below them.",
            len(numbers),
        )
    elif how == SKIP:
        text = ngettext("%(count)s row is left out.", "%(count)s rows are left out.", len(numbers))
    else:
        text = ngettext("%(count)s row is taken.", "%(count)s rows are taken.", len(numbers))
    toasts.after_redirect(request, text % {"count": in_digits(len(numbers))})
    return _back(request, one)


@require_POST
@requires("import.run")
def write_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write into what is here what the rows say otherwise, and look again."""
    version = request.POST.get("version", "")
    one = imports.change(
        one=queries.load_own(pk, request.user),
        by=request.user,
        options={"existing": UPDATE},
        version=int(version) if version.isdecimal() and len(version) < 10 else None,
    )
    imports.check(one=one, by=request.user)
    return redirect("exchange:import", pk)


def _back(request: SignedInRequest, one: Import) -> HttpResponse:
    """Where the ticks were set, however long the rows are looked through again."""
    home = reverse("exchange:import", args=[one.pk])
    group = request.POST.get("group", "")
    return redirect(f"{home}?group={group}" if group in Group.values else home)


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
