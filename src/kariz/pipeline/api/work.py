"""Activities and obstacles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from kariz.access.request import SignedInRequest
from kariz.pipeline.actions import activities, obstacles
from kariz.pipeline.api import found, shown
from kariz.pipeline.api.schemas import (
    ActivityIn,
    ActivityOut,
    ActivityPatch,
    ClearanceIn,
    CompletionIn,
    ObstacleIn,
    ObstacleOut,
)
from kariz.pipeline.models import Activity, Obstacle
from kariz.pipeline.queries.agenda import WAITING
from kariz.pipeline.queries.binned import removed_activities
from kariz.pipeline.queries.without_deal import without_deal
from kariz.records.api.events import EventOut, page_of_events, take_back
from kariz.web.errors import DomainError, FieldErrors
from kariz.web.paging import Page, PageParams, paginate

activity_router = Router()
obstacle_router = Router()


class BadFilter(DomainError):
    """What the address asks cannot be asked."""

    code = "bad_filter"
    status = 400


class ActivityFilter(Schema):
    deal: int | None = None
    contact: int | None = None
    company: int | None = None
    owner: int | None = None
    kind: str = Field("", description="Several with commas between them.", examples=["call,meeting"])
    done: bool | None = None
    waiting: bool | None = Field(
        None, description="Not done, and on no deal or on one of the board, as on the page of today."
    )
    loose: bool = Field(False, description="On no deal, company or person.")
    beside: int | None = Field(
        None, description="On no deal, with the company or the contact of the deal with this id."
    )


def chosen(text: str, choices: Any) -> list[str]:
    """The values in "call,meeting". Raises BadFilter."""
    given = [word.strip() for word in text.split(",")]
    if set(given) - set(choices.values):
        names = ", ".join(choices.values)
        raise BadFilter(_("Choose from: %(names)s.") % {"names": names}, field="kind")
    return given


@activity_router.get("", response=Page[ActivityOut])
def list_activities(
    request: HttpRequest,
    page: Query[PageParams],
    asked: Query[ActivityFilter],
) -> dict[str, Any]:
    """The soonest due first."""
    user: Any = request.user
    user.require("activity.view")
    rows = found.visible_activities(user)
    if asked.loose:
        rows = rows.filter(deal=None, contact=None, company=None)
    if asked.beside is not None:
        beside = without_deal(found.visible_deal(user, asked.beside), user)
        rows = rows.filter(pk__in=beside.order_by().values("pk"))
    if asked.waiting is not None:
        rows = rows.filter(WAITING) if asked.waiting else rows.exclude(WAITING)
    if asked.done is not None:
        rows = rows.filter(done_at__isnull=not asked.done)
    if asked.kind:
        rows = rows.filter(kind__in=chosen(asked.kind, Activity.Kind))
    named = {name: getattr(asked, name) for name in ("deal", "contact", "company", "owner")}
    rows = rows.filter(**{name: value for name, value in named.items() if value is not None})
    return paginate(rows, page, order=["due_at"], item=shown.activity_out)


@activity_router.post("", response={201: ActivityOut})
def create_activity(request: HttpRequest, body: ActivityIn) -> tuple[int, dict[str, Any]]:
    user: Any = request.user
    values = found.referred(user, body.dict())
    values["participants"] = found.contacts(user, values["participants"])
    done, result, done_at = values.pop("done"), values.pop("result"), values.pop("done_at")
    if done:
        for name in ("due_at", "all_day", "owner"):
            values.pop(name)
        made = activities.log_done(by=user, result=result, done_at=done_at, **values)
    elif done_at is not None:
        raise FieldErrors({"done_at": [_("This is for what is done: send `done` too.")]})
    else:
        made = activities.plan(by=user, **values)
    return 201, _shown(user, made.pk)


@activity_router.get("/{int:activity_id}", response=ActivityOut)
def read_activity(request: HttpRequest, activity_id: int) -> dict[str, Any]:
    return _shown(request.user, activity_id)


@activity_router.patch("/{int:activity_id}", response=ActivityOut)
def change_activity(request: HttpRequest, activity_id: int, body: ActivityPatch) -> dict[str, Any]:
    activity = found.one(found.visible_activities(request.user), activity_id)
    given = body.dict(exclude_unset=True)
    version = given.pop("version", None)
    activities.change(
        activity=activity, by=request.user, version=version, **found.referred(request.user, given)
    )
    return _shown(request.user, activity_id)


@activity_router.delete("/{int:activity_id}", response={204: None})
def remove_activity(request: HttpRequest, activity_id: int) -> tuple[int, None]:
    """Into the bin, from which it can come back for 30 days."""
    activities.remove(
        activity=found.one(found.visible_activities(request.user), activity_id), by=request.user
    )
    return 204, None


@activity_router.post("/{int:activity_id}/restoration", response={201: ActivityOut})
def restore_activity(request: SignedInRequest, activity_id: int) -> tuple[int, dict[str, Any]]:
    """Take it out of the bin."""
    activity = found.one(removed_activities(request.user), activity_id)
    activities.restore(activity=activity, by=request.user)
    return 201, _shown(request.user, activity_id)


@activity_router.post("/{int:activity_id}/completion", response={201: ActivityOut})
def complete_activity(
    request: HttpRequest, activity_id: int, body: CompletionIn
) -> tuple[int, dict[str, Any]]:
    user: Any = request.user
    activity = found.one(found.visible_activities(user), activity_id)
    people = None if body.participants is None else found.contacts(user, body.participants)
    activities.complete(
        activity=activity,
        by=user,
        result=body.result,
        notes=body.notes,
        participants=people,
        done_at=body.done_at,
        version=body.version,
    )
    return 201, _shown(user, activity_id)


@activity_router.delete("/{int:activity_id}/completion", response=ActivityOut)
def reopen_activity(request: HttpRequest, activity_id: int) -> dict[str, Any]:
    activities.reopen(
        activity=found.one(found.visible_activities(request.user), activity_id), by=request.user
    )
    return _shown(request.user, activity_id)


@activity_router.get("/{int:activity_id}/events", response=Page[EventOut])
def events_of_activity(
    request: SignedInRequest, activity_id: int, page: Query[PageParams], verb: str = ""
) -> dict[str, Any]:
    """Newest first, its notes and files among them. `verb`: such as `activity.changed`, with commas between several."""
    return page_of_events("activity", activity_id, request.user, page, verb)


@activity_router.post("/{int:activity_id}/events/{int:event_id}/undo", response={201: EventOut})
def undo_of_activity(request: SignedInRequest, activity_id: int, event_id: int) -> tuple[int, dict[str, Any]]:
    """409 `cannot_undo` where it was taken back before, or something newer stands on it."""
    return 201, take_back("activity", activity_id, event_id, request.user)


def _shown(user: Any, activity_id: int) -> dict[str, Any]:
    return shown.activity_out(found.one(found.visible_activities(user), activity_id))


@obstacle_router.get("", response=Page[ObstacleOut])
def list_obstacles(
    request: HttpRequest,
    page: Query[PageParams],
    deal: int | None = None,
    owner: int | None = None,
    kind: str = "",
    open: bool | None = None,
) -> dict[str, Any]:
    """The first opened first; `kind`: several with commas between them."""
    user: Any = request.user
    user.require("deal.view")
    rows = found.visible_obstacles(user)
    if kind:
        rows = rows.filter(kind__in=chosen(kind, Obstacle.Kind))
    asked = {"deal_id": deal, "owner_id": owner, "cleared_at__isnull": open}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return paginate(rows, page, order=["-opened_at"], item=shown.obstacle_out)


@obstacle_router.post("", response={201: ObstacleOut})
def create_obstacle(request: HttpRequest, body: ObstacleIn) -> tuple[int, dict[str, Any]]:
    values = found.referred(request.user, body.dict())
    return 201, shown.obstacle_out(obstacles.open_obstacle(by=request.user, **values))


@obstacle_router.get("/{int:obstacle_id}", response=ObstacleOut)
def read_obstacle(request: HttpRequest, obstacle_id: int) -> dict[str, Any]:
    return shown.obstacle_out(found.one(found.visible_obstacles(request.user), obstacle_id))


@obstacle_router.post("/{int:obstacle_id}/clearance", response={201: ObstacleOut})
def clear_obstacle(request: HttpRequest, obstacle_id: int, body: ClearanceIn) -> tuple[int, dict[str, Any]]:
    obstacle = found.one(found.visible_obstacles(request.user), obstacle_id)
    return 201, shown.obstacle_out(
        obstacles.clear(obstacle=obstacle, by=request.user, resolution=body.resolution, version=body.version)
    )


@obstacle_router.delete("/{int:obstacle_id}/clearance", response=ObstacleOut)
def reopen_obstacle(request: HttpRequest, obstacle_id: int) -> dict[str, Any]:
    obstacle = found.one(found.visible_obstacles(request.user), obstacle_id)
    return shown.obstacle_out(obstacles.reopen(obstacle=obstacle, by=request.user))
