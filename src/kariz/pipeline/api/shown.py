"""Records as the API shows them."""

from __future__ import annotations

from typing import Any

from kariz.pipeline.models import Activity, CommitteeMember, Deal, DealLine, Obstacle, Pipeline, Product
from kariz.pipeline.queries.committee import Committee
from kariz.pipeline.queries.org_picture import Person
from kariz.pipeline.queries.stages import Process, process_of
from kariz.pipeline.rules.criteria import text_of
from kariz.pipeline.rules.whys import WHYS
from kariz.records.custom import values as custom_values

DEAL_FIELDS = (
    "id",
    "title",
    "outcome",
    "amount",
    "currency",
    "base_amount",
    "expected_close",
    "channel",
    "notes",
    "external_id",
    "closed_at",
    "outcome_note",
    "resting_until",
    "handed_over_at",
    "entered_stage_at",
    "next_step_at",
    "missing",
    "open_obstacles",
    "version",
    "created_at",
    "updated_at",
)
DEAL_REFERENCES = ("pipeline", "stage", "company", "contact", "owner", "lost_reason")


def deal_out(deal: Deal) -> dict[str, Any]:
    """Needs `stage` selected."""
    shown = {name: getattr(deal, name) for name in DEAL_FIELDS}
    shown |= {name: getattr(deal, f"{name}_id") for name in DEAL_REFERENCES}
    return shown | {"segment": deal.stage.segment, "custom": custom_values.shown(deal.custom, "deal")}


def what_next(deal: Deal) -> dict[str, Any]:
    """What the deal's page says of how it goes on; what is closed does not. Needs `pipeline` selected."""
    process = process_of(deal.pipeline)
    place = process.index(deal.stage_id) if deal.on_board else -1
    later = process.stages[place + 1] if 0 <= place < len(process.stages) - 1 else None
    step = Activity.objects.filter(pk=deal.next_step_id or 0, done_at=None, deleted_at=None).first()
    asked = {one["criterion"]: one.get("why", "") for one in deal.missing} if place >= 0 else {}
    return {
        "step": step and {"id": step.pk, "kind": step.kind, "name": step.title, "due_at": step.due_at},
        "stage": later and {"id": later.pk, "name": later.title},
        "asks": [
            {
                "criterion": one.pk,
                "text": text_of(one),
                "policy": one.policy,
                "why": str(WHYS.get(asked[one.pk], "")),
            }
            for one in process.criteria.get(deal.stage_id, [])
            if one.pk in asked
        ],
    }


DEAL_COLUMNS = (
    *DEAL_FIELDS,
    "custom",
    *(f"{name}_id" for name in DEAL_REFERENCES),
    "stage__segment",
)


def deal_row_out(row: dict[str, Any]) -> dict[str, Any]:
    """The same from a row of `values(*DEAL_COLUMNS)`, which a list reads without making models."""
    shown = {name: row[name] for name in DEAL_FIELDS}
    shown |= {name: row[f"{name}_id"] for name in DEAL_REFERENCES}
    return shown | {"segment": row["stage__segment"], "custom": custom_values.shown(row["custom"], "deal")}


def pipeline_out(pipeline: Pipeline) -> dict[str, Any]:
    process = process_of(pipeline)
    return {
        "id": pipeline.pk,
        "name": pipeline.title,
        "revision": pipeline.revision,
        "archived": pipeline.archived_at is not None,
        "stages": stages_out(process),
    }


def stages_out(process: Process) -> list[dict[str, Any]]:
    return [
        {
            "id": stage.pk,
            "name": stage.title,
            "pipeline": stage.pipeline_id,
            "position": stage.position,
            "segment": stage.segment,
            "prior": stage.prior,
            "expected_conversion": stage.expected_conversion,
            "won_on_leaving": stage.won_on_leaving,
            "holds_won": stage.holds_won,
            "advances_itself": stage.advances_itself,
            "retired": stage.retired,
            "criteria": [
                {
                    "id": one.pk,
                    "text": text_of(one),
                    "kind": one.kind,
                    "params": one.params,
                    "policy": one.policy,
                }
                for one in process.criteria.get(stage.pk, [])
            ],
            "activities": [
                {"id": one.pk, "name": one.title, "kind": one.kind, "due_in_days": one.due_in_days}
                for one in process.activities.get(stage.pk, [])
            ],
        }
        for stage in process.stages
    ]


def activity_out(activity: Activity) -> dict[str, Any]:
    """Needs `participants` prefetched."""
    return {
        "id": activity.pk,
        "kind": activity.kind,
        "name": activity.title,
        "deal": activity.deal_id,
        "contact": activity.contact_id,
        "company": activity.company_id,
        "owner": activity.owner_id,
        "due_at": activity.due_at,
        "all_day": activity.all_day,
        "done_at": activity.done_at,
        "result": activity.result,
        "notes": activity.notes,
        "participants": [contact.pk for contact in activity.participants.all()],
        "version": activity.version,
    }


def obstacle_out(obstacle: Obstacle) -> dict[str, Any]:
    names = ("kind", "text", "opened_at", "due_on", "cleared_at", "resolution", "version")
    shown = {name: getattr(obstacle, name) for name in names}
    return shown | {"id": obstacle.pk, "deal": obstacle.deal_id, "owner": obstacle.owner_id}


def member_out(member: CommitteeMember) -> dict[str, Any]:
    return {
        "contact": member.contact_id,
        "name": member.contact.name,
        "role": member.role,
        "stance": member.stance,
        "influence": member.influence,
        "also": member.also,
    }


def committee_out(table: Committee) -> dict[str, Any]:
    return {
        "members": [
            member_out(seat.member) | {"last_touch": seat.last_touch, "quiet": seat.quiet}
            for seat in table.seats
        ],
        "needed": [role.value for role in table.needed],
        "usual": [role.value for role in table.usual],
        "single": table.single,
    }


def person_out(person: Person) -> dict[str, Any]:
    seat = person.seat
    return {
        "contact": person.contact.pk,
        "name": person.contact.name,
        "position": person.contact.position,
        "role": seat.role if seat else "",
        "stance": seat.stance if seat else "",
        "influence": seat.influence if seat else "",
        "last_touch": person.last_touch,
        "quiet": person.quiet,
        "reports": [person_out(one) for one in person.reports],
    }


def line_out(line: DealLine) -> dict[str, Any]:
    return {
        "product": line.product_id,
        "title": line.title,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "discount": line.discount,
        "total": line.total,
    }


def product_out(product: Product) -> dict[str, Any]:
    names = ("name", "code", "price", "currency", "unit", "version")
    shown = {name: getattr(product, name) for name in names}
    return shown | {"id": product.pk, "retired": product.retired_at is not None}
