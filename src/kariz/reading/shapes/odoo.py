"""Odoo: exports of opportunities and contacts, with the names of fields or with their labels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

DEALS = {
    "external_id": "id|External ID|ID",
    "title": "name|Opportunity",
    "amount": "expected_revenue|planned_revenue|Expected Revenue",
    "stage": "stage_id|Stage",
    "company": "Customer|partner_id|partner_id/name|Customer/Display Name|Company Name|partner_name",
    "contact": "contact_name|Contact Name",
    "email": "email_from|Email",
    "phone": "phone|Phone",
    "mobile": "mobile|Mobile",
    "owner": "user_id|Salesperson",
    "created_at": "create_date|Created on",
    "closed_at": "date_closed|Closed Date",
    "expected_close": "date_deadline|Expected Closing",
    "next_step": "activity_summary|Next Activity Summary",
    "next_step_on": "activity_date_deadline|Next Activity Deadline",
    "lost_reason": "lost_reason_id|lost_reason|Lost Reason",
    "channel": "source_id|Source",
    "notes": "description|Notes|Internal Notes",
    "company_ref": "partner_id/id|Customer/External ID|Customer/ID",
}
PEOPLE = {
    "external_id": "External ID|ID",
    "contact": "Name|Display Name|Complete Name",
    "company": "Related Company|Related Company/Display Name|Company|Company Name",
    "company_ref": "Related Company/External ID|Related Company/ID",
    "is_firm": "Company Type|Is a Company",
    "email": "Email",
    "mobile": "Mobile",
    "phone": "Phone",
    "position": "Job Position",
    "city": "City",
    "website": "Website|Website Link",
    "address": "Street",
    "owner": "Salesperson",
    "notes": "Notes|Internal Notes",
}
SHAPE = Shape(
    "odoo",
    _("Odoo"),
    options={"calendar": "gregorian", "existing": "fill", "owner": "nobody"},
    parts=(
        Part("deals", ("name", "stage_id", "expected_revenue"), DEALS),
        Part("deals", ("name", "stage_id", "planned_revenue"), DEALS),
        Part("deals", ("Opportunity", "Stage", "Expected Revenue"), DEALS),
        Part(
            "contacts",
            ("name", "parent_id", "is_company"),
            {
                "external_id": "id|External ID",
                "contact": "name",
                "company": "parent_id",
                "company_ref": "parent_id/id",
                "email": "email",
                "mobile": "mobile",
                "phone": "phone",
                "position": "function",
                "owner": "user_id",
                "notes": "comment",
                "is_firm": "is_company|company_type",
                "city": "city",
                "website": "website",
            },
        ),
        Part("contacts", ("Name", "Related Company"), PEOPLE),
        Part("contacts", ("Name", "Is a Company"), PEOPLE),
        Part("contacts", ("Display Name", "Activities", "Company"), PEOPLE),
        Part("contacts", ("Complete Name", "Activities", "Company"), PEOPLE),
    ),
)
