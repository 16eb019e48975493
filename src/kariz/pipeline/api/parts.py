"""What belongs to one deal: ticks, committee, lines."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from kariz.pipeline.actions import committee, lines, ticks
from kariz.pipeline.api import found, shown
from kariz.pipeline.api.schemas import (
    CommitteeOut,
    DealOut,
    LineOut,
    LinesIn,
    MemberIn,
    MemberOut,
    OrgOut,
    TickIn,
)
from kariz.pipeline.models import Criterion, DealLine
from kariz.pipeline.queries import committee as committee_queries
from kariz.pipeline.queries import org_picture

router = Router()


@router.put("/{int:deal_id}/ticks/{int:criterion_id}", response=DealOut)
def tick(request: HttpRequest, deal_id: int, criterion_id: int, body: TickIn) -> dict[str, Any]:
    deal = found.visible_deal(request.user, deal_id)
    criterion = found.one(Criterion.objects.select_related("stage"), criterion_id)
    changed = ticks.tick(
        deal=deal, criterion=criterion, by=request.user, ticked=body.ticked, version=body.version
    )
    return shown.deal_out(changed)


@router.get("/{int:deal_id}/committee", response=list[MemberOut])
def list_members(request: HttpRequest, deal_id: int) -> list[dict[str, Any]]:
    deal = found.visible_deal(request.user, deal_id)
    return [shown.member_out(member) for member in deal.committee.select_related("contact")]


@router.get("/{int:deal_id}/committee-state", response=CommitteeOut)
def read_committee(request: HttpRequest, deal_id: int) -> dict[str, Any]:
    """The members with their last touch, the roles that are missing, and whether all hangs on one person."""
    return shown.committee_out(committee_queries.read(found.visible_deal(request.user, deal_id)))


@router.get("/{int:deal_id}/org", response=list[OrgOut])
def read_org(request: HttpRequest, deal_id: int) -> list[dict[str, Any]]:
    """The people of the deal's company as a tree of who reports to whom, with their seats in the committee."""
    user: Any = request.user
    deal = found.visible_deal(user, deal_id)
    return [shown.person_out(one) for one in org_picture.of_deal(deal, user).roots]


@router.put("/{int:deal_id}/committee/{int:contact_id}", response=MemberOut)
def put_member(request: HttpRequest, deal_id: int, contact_id: int, body: MemberIn) -> dict[str, Any]:
    deal = found.visible_deal(request.user, deal_id)
    [contact] = found.contacts(request.user, [contact_id], "contact")
    return shown.member_out(committee.put_member(deal=deal, contact=contact, by=request.user, **body.dict()))


@router.delete("/{int:deal_id}/committee/{int:contact_id}", response={204: None})
def remove_member(request: HttpRequest, deal_id: int, contact_id: int) -> tuple[int, None]:
    deal = found.visible_deal(request.user, deal_id)
    [contact] = found.contacts(request.user, [contact_id], "contact")
    committee.remove_member(deal=deal, contact=contact, by=request.user)
    return 204, None


@router.get("/{int:deal_id}/lines", response=list[LineOut])
def list_lines(request: HttpRequest, deal_id: int) -> list[dict[str, Any]]:
    return _lines(found.visible_deal(request.user, deal_id).lines.all())


@router.put("/{int:deal_id}/lines", response=list[LineOut])
def put_lines(request: HttpRequest, deal_id: int, body: LinesIn) -> list[dict[str, Any]]:
    """All lines at once; the deal's amount becomes their sum."""
    deal = found.visible_deal(request.user, deal_id)
    news = []
    for line in body.lines:
        values = found.referred(request.user, line.dict())
        product = values["product"]
        values["title"] = values["title"] or (product.name if product else "")
        if "unit_price" not in line.model_fields_set and product is not None:
            values["unit_price"] = product.price or 0
        news.append(lines.NewLine(**values))
    return _lines(lines.set_lines(deal=deal, by=request.user, lines=news, version=body.version).lines.all())


def _lines(rows: Any) -> list[dict[str, Any]]:
    found_rows: list[DealLine] = list(rows)
    return [shown.line_out(line) for line in found_rows]
