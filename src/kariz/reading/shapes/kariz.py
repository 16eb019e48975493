"""Kariz itself: the lists that another installation's whole export holds, their columns named after its tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

COLUMNS: dict[str, dict[str, str]] = {
    "companies": {
        "external_id": "people_company.id",
        "company": "people_company.name",
        **{
            name: f"people_company.{name}"
            for name in (
                "industry",
                "size",
                "national_id",
                "economic_code",
                "city",
                "website",
                "phone",
                "address",
            )
        },
        "owner": "people_company.owner",
        "channel": "people_company.source",
        "notes": "people_company.notes",
    },
    "contacts": {
        "external_id": "people_contact.id",
        "contact": "people_contact.name",
        "company_ref": "people_contact.company_id",
        **{
            name: f"people_contact.{name}"
            for name in (
                *("position", "role", "decision_maker", "channel", "started_by", "owner", "notes"),
                *("consent", "consent_source", "consent_on"),
                *("mobile", "phone", "email", "linkedin", "telegram", "instagram", "whatsapp", "social"),
            )
        },
        "reports_to_ref": "people_contact.reports_to_id",
    },
    "products": {
        "external_id": "pipeline_product.id",
        "product": "pipeline_product.name",
        "product_code": "pipeline_product.code",
        "unit_price": "pipeline_product.price",
        "currency": "pipeline_product.currency",
        "product_unit": "pipeline_product.unit",
        "in_use": "pipeline_product.in_use",
    },
    "deals": {
        "external_id": "pipeline_deal.id",
        "title": "pipeline_deal.title",
        "company_ref": "pipeline_deal.company_id",
        "contact_ref": "pipeline_deal.contact_id",
        **{
            name: f"pipeline_deal.{name}"
            for name in (
                *(
                    "pipeline",
                    "stage",
                    "outcome",
                    "lost_reason",
                    "owner",
                    "amount",
                    "currency",
                    "channel",
                    "notes",
                ),
                *("created_at", "closed_at", "expected_close", "back_on", "outcome_note"),
                *("handed_over_at", "ticks"),
            )
        },
    },
    "lines": {
        "deal_ref": "pipeline_dealline.deal_id",
        "product": "pipeline_dealline.title",
        "product_ref": "pipeline_dealline.product_id",
        **{name: f"pipeline_dealline.{name}" for name in ("quantity", "unit_price", "currency", "discount")},
    },
    "committee": {
        "deal_ref": "pipeline_committeemember.deal_id",
        "contact_ref": "pipeline_committeemember.contact_id",
        **{name: f"pipeline_committeemember.{name}" for name in ("role", "stance", "influence")},
    },
    "history": {
        "deal_ref": "pipeline_stagevisit.deal_id",
        "stage": "pipeline_stagevisit.stage",
        "pipeline": "pipeline_stagevisit.pipeline",
        "entered_at": "pipeline_stagevisit.entered_at",
    },
    "obstacles": {
        "deal_ref": "pipeline_obstacle.deal_id",
        "obstacle": "pipeline_obstacle.text",
        "obstacle_kind": "pipeline_obstacle.kind",
        **{
            name: f"pipeline_obstacle.{name}"
            for name in ("owner", "opened_at", "due_on", "cleared_at", "resolution")
        },
    },
    "activities": {
        "external_id": "pipeline_activity.id",
        "subject": "pipeline_activity.name",
        "activity_kind": "pipeline_activity.kind",
        "deal_ref": "pipeline_activity.deal_id",
        "contact_ref": "pipeline_activity.contact_id",
        "company_ref": "pipeline_activity.company_id",
        **{
            name: f"pipeline_activity.{name}"
            for name in (
                "participants",
                "planned_in",
                "owner",
                "due_at",
                "done_at",
                "done",
                "result",
                "notes",
            )
        },
    },
    "notes": {
        "external_id": "records_comment.id",
        "notes": "records_comment.body",
        "deal_ref": "records_comment.deal_id",
        "contact_ref": "records_comment.contact_id",
        "company_ref": "records_comment.company_id",
        "owner": "records_comment.author",
        "noted_at": "records_comment.created_at",
    },
    "files": {
        "external_id": "records_file.id",
        "file": "records_file.stored",
        "file_name": "records_file.name",
        "deal_ref": "records_file.deal_id",
        "contact_ref": "records_file.contact_id",
        "company_ref": "records_file.company_id",
        "owner": "records_file.author",
        "noted_at": "records_file.created_at",
    },
}
"""{kind: {field: column}}; the first of each is the number, the second what the record is called."""
ALONE = frozenset({"ticks"})
"""Fields that no other list may fill."""

SHAPE = Shape(
    "kariz",
    _("Kariz"),
    options={
        "unit": "rial",
        "calendar": "gregorian",
        "existing": "fill",
        "owner": "nobody",
    },
    parts=[Part(kind, tuple(fields.values())[:2], fields) for kind, fields in COLUMNS.items()],
)
