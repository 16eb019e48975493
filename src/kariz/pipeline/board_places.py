"""Where the ways to see the deals stand in the rail and in the palette."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.access import marks
from kariz.web.navigation import Command, Place, register

TOUR = "board_tour"


def register_places() -> None:
    """Called once when the application starts."""
    marks.register(TOUR)
    register(
        Place(
            key="board",
            label=_("Board"),
            icon="square-kanban",
            url_name="pipeline:boards",
            order=10,
            letter="b",
            phone=True,
            capability="deal.view",
        ),
        Place(
            key="deals",
            label=_("Deals"),
            icon="table-2",
            url_name="pipeline:deals",
            order=20,
            letter="d",
            capability="deal.view",
        ),
        Place(
            key="calendar",
            label=_("Calendar"),
            icon="calendar-days",
            url_name="pipeline:calendar",
            order=30,
            letter="k",
            capability="activity.view",
        ),
        Place(
            key="forecast",
            label=_("By close month"),
            icon="calendar-range",
            url_name="pipeline:forecast",
            order=40,
            letter="f",
            capability="deal.view",
        ),
        Command(
            key="obstacles",
            label=_("Obstacles"),
            icon="octagon-alert",
            url_name="pipeline:obstacles",
            order=70,
            capability="deal.view",
            words=_("what stops deals"),
        ),
    )
