"""Activities and obstacles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

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
from kariz.pipeline.queries.without_deal import without_deal
from kariz.web.paging import Page, PageParams, paginate

activity_router = Router()
obstacle_router = Router()


@activity_router.get("", response=Page[ActivityOut])
def list_activities(
    request: HttpRequest,
    page: Query[PageParams],
    deal: int | None = None,
    owner: int | None = None,
    done: bool | None = None,
    loose: bool = False,
    beside: int | None = None,
) -> dict[str, Any]:
    """The soonest due first; `loose` are those on no deal, company or person, `beside=7` those on no deal with the company
    or the contact of deal 7."""
    user: Any = request.user
    user.require("activity.view")
    rows = found.visible_activities(user)
    if loose:
        rows = rows.filter(deal=None, contact=None, company=None)
    if beside is not None:
        rows = rows.filter(
            pk__in=without_deal(found.visible_deal(user, beside), user).order_by().values("pk")
        )
    asked = {"deal_id": deal, "owner_id": owner, "done_at__isnull": None if done is None else not done}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return paginate(rows, page, order=["due_at"], item=shown.activity_out)


@activity_router.post("", response={201: ActivityOut})
def create_activity(request: HttpRequest, body: ActivityIn) -> tuple[int, dict[str, Any]]:
    user: Any = request.user
    values = found.referred(user, body.dict())
    values["participants"] = found.contacts(user, values["participants"])
    done, result = values.pop("done"), values.pop("result")
    if done:
        for name in ("due_at", "all_day", "owner", "company"):
            values.pop(name)
        made = activities.log_done(by=user, result=result, **values)
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
    activities.remove(
        activity=found.one(found.visible_activities(request.user), activity_id), by=request.user
    )
    return 204, None


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
        version=body.version,
    )
    return 201, _shown(user, activity_id)


@activity_router.delete("/{int:activity_id}/completion", response=ActivityOut)
def reopen_activity(request: HttpRequest, activity_id: int) -> dict[str, Any]:
    activities.reopen(
        activity=found.one(found.visible_activities(request.user), activity_id), by=request.user
    )
    return _shown(request.user, activity_id)


def _shown(user: Any, activity_id: int) -> dict[str, Any]:
    return shown.activity_out(found.one(found.visible_activities(user), activity_id))


@obstacle_router.get("", response=Page[ObstacleOut])
def list_obstacles(
    request: HttpRequest, page: Query[PageParams], deal: int | None = None, open: bool | None = None
) -> dict[str, Any]:
    user: Any = request.user
    user.require("deal.view")
    rows = found.visible_obstacles(user)
    asked = {"deal_id": deal, "cleared_at__isnull": open}
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
