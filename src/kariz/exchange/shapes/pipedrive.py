"""Pipedrive: exports of its lists, whose headers name the record before the field ("Deal - Title")."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.exchange.shapes.base import Part, Shape

NOTES = {
    "external_id": "Note - ID",
    "notes": "Note - Content",
    "noted_at": "Note - Add time|Note - Created|Note - Date",
    "owner": "Note - User|Note - Owner|Note - Author",
    "deal_ref": "Note - Deal ID|Deal - ID",
    "contact_ref": "Note - Person ID|Person - ID",
    "company_ref": "Note - Organization ID|Organization - ID",
    "deal_title": "Note - Deal|Deal - Title",
    "contact": "Note - Person|Person - Name",
    "company": "Note - Organization|Organization - Name",
}
SHAPE = Shape(
    "pipedrive",
    _("Pipedrive"),
    options={"calendar": "gregorian", "existing": "fill", "owner": "nobody"},
    parts=(
        Part(
            "companies",
            ("Organization - Name",),
            {
                "external_id": "Organization - ID",
                "company": "Organization - Name",
                "address": "Organization - Address",
                "website": "Organization - Website",
                "industry": "Organization - Industry",
                "size": "Organization - Number of employees",
                "owner": "Organization - Owner",
            },
            not_signs=("Person - Name", "Deal - Title"),
        ),
        Part(
            "contacts",
            ("Person - Name",),
            {
                "external_id": "Person - ID",
                "contact": "Person - Name",
                "company": "Person - Organization|Organization - Name",
                "company_ref": "Person - Organization ID|Organization - ID",
                "position": "Person - Job title",
                "linkedin": "Person - LinkedIn|Person - LinkedIn profile",
                "mobile": "Person - Phone - Mobile",
                "phone": "Person - Phone|Person - Phone - Work|Person - Phone - Home|Person - Phone - Other",
                "email": "Person - Email|Person - Email - Work|Person - Email (Work)|Person - Email - Home|"
                "Person - Email (Home)|Person - Email - Other",
                "owner": "Person - Owner",
            },
            not_signs=("Deal - Title",),
        ),
        Part(
            "deals",
            ("Deal - Title",),
            {
                "external_id": "Deal - ID",
                "title": "Deal - Title",
                "amount": "Deal - Value",
                "currency": "Deal - Currency of Value|Deal - Currency",
                "stage": "Deal - Stage",
                "pipeline": "Deal - Pipeline",
                "outcome": "Deal - Status",
                "owner": "Deal - Owner",
                "company": "Deal - Organization|Organization - Name",
                "company_ref": "Deal - Organization ID|Organization - ID",
                "contact": "Deal - Contact person|Person - Name",
                "contact_ref": "Deal - Contact person ID|Person - ID",
                "email": "Person - Email|Person - Email (Work)|Person - Email - Work",
                "phone": "Person - Phone|Person - Phone - Work",
                "created_at": "Deal - Deal created",
                "closed_at": "Deal - Won time|Deal - Deal closed on|Deal - Lost time",
                "expected_close": "Deal - Expected close date",
                "lost_reason": "Deal - Lost reason",
                "next_step": "Deal - Next activity subject",
                "next_step_on": "Deal - Next activity date",
                "channel": "Deal - Source channel|Deal - Source origin",
                "product": "Deal - Product name",
                "quantity": "Deal - Product quantity",
                "notes": "Note - Content",
            },
        ),
        Part(
            "notes",
            ("Note - Content",),
            NOTES,
            not_signs=("Deal - Value", "Deal - Stage", "Deal - Status", "Activity - Subject"),
        ),
        Part(
            "activities",
            ("Activity - Subject",),
            {
                "external_id": "Activity - ID",
                "subject": "Activity - Subject",
                "activity_kind": "Activity - Type",
                "due_at": "Activity - Due date",
                "done": "Activity - Done|Activity - Status",
                "done_at": "Activity - Marked as done time",
                "notes": "Activity - Note|Activity - Public description",
                "owner": "Activity - Assigned to user|Activity - Owner",
                "deal_ref": "Activity - Deal ID|Deal - ID",
                "contact_ref": "Activity - Contact person ID|Person - ID",
                "company_ref": "Activity - Organization ID|Organization - ID",
                "deal_title": "Activity - Deal",
                "contact": "Activity - Contact person",
                "company": "Activity - Organization",
            },
            not_signs=("Deal - Title", "Person - Name"),
        ),
    ),
)
