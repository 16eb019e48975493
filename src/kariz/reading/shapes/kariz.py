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
                *("mobile", "phone", "email", "linkedin", "telegram", "instagram", "whatsapp"),
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
                *("created_at", "closed_at", "expected_close"),
            )
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
            for name in ("participants", "owner", "due_at", "done_at", "done", "result", "notes")
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
}
"""{kind: {field: column}}; the first of each is the number, the second what the record is called."""

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
