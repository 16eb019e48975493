"""The first steps of a person: what they are, and which are done, by what happened or by their own tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kariz.access.models import User
from kariz.events.models import Event
from kariz.pipeline.models import Deal

KEYS = ("deals", "colleague", "tour", "move", "touch")


@dataclass(frozen=True, slots=True)
class Step:
    """`fact`: it happened; else `ticked`: the person says so. `key` names the tick that is kept on the user."""

    key: str
    label: Any
    text: Any
    url: str
    fact: bool
    ticked: bool

    @property
    def done(self) -> bool:
        return self.fact or self.ticked


def of(user: User) -> list[Step]:
    """The steps that this person may take, in order."""
    found = []
    for key, capability, label, text, url, fact in _all(user):
        if not capability or user.can(capability):
            mark = f"first_steps_{key}"
            found.append(Step(mark, label, text, url, fact, user.marked(mark) is not None))
    return found


def _all(user: User) -> list[tuple[str, str, Any, Any, str, bool]]:
    board = reverse("pipeline:boards")
    have_deals = Deal.objects.exists()
    return [
        (
            "deals",
            "organisation.change",
            _("Bring in your list of prospects"),
            _("Import a file, or add deals one by one on the board."),
            "/imports/",
            have_deals,
        ),
        (
            "colleague",
            "user.manage",
            _("Invite a colleague"),
            _("Everyone signs in with their own name; you choose who sees what."),
            reverse("access:people"),
            User.objects.exclude(email=None).count() > 1,
        ),
        (
            "tour",
            "deal.view",
            _("Take the tour of the board"),
            _("Five short hints, half a minute."),
            f"{board}#tour",
            user.marked("board_tour") is not None,
        ),
        (
            "move",
            "deal.move",
            _("Move your first deal"),
            _("Drag a card to its next stage; Kariz says what is still missing."),
            board,
            _did(user, "deal.moved"),
        ),
        (
            "touch",
            "activity.create",
            _("Plan the next step of a deal"),
            _("No deal should be without one: open a deal and say what comes next, and when."),
            board,
            _did(user, "activity.planned", "activity.done"),
        ),
    ]


def _did(user: User, *verbs: str) -> bool:
    return Event.objects.filter(verb__in=verbs, actor_id=user.pk).exists()
