"""Zoho CRM: the CSV files of its data backup and of its lists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

SHAPE = Shape(
    "zoho",
    _("Zoho CRM"),
    options={"calendar": "gregorian", "existing": "fill", "owner": "nobody"},
    parts=(
        Part(
            "companies",
            ("Record Id", "Account Name", "Account Owner"),
            {
                "external_id": "Record Id",
                "company": "Account Name",
                "website": "Website",
                "phone": "Phone",
                "industry": "Industry",
                "size": "Employees",
                "city": "Billing City",
                "address": "Billing Street",
                "owner": "Account Owner",
                "owner_ref": "Account Owner.id",
                "notes": "Description",
            },
        ),
        Part(
            "contacts",
            ("Record Id", "Last Name", "Contact Owner"),
            {
                "external_id": "Record Id",
                "first_name": "First Name",
                "last_name": "Last Name",
                "company": "Account Name",
                "company_ref": "Account Name.id",
                "email": "Email|Secondary Email",
                "mobile": "Mobile",
                "phone": "Phone|Home Phone|Other Phone",
                "position": "Title",
                "reports_to": "Reporting To",
                "reports_to_ref": "Reporting To.id",
                "linkedin": "LinkedIn|LinkedIn URL",
                "channel": "Lead Source",
                "owner": "Contact Owner",
                "owner_ref": "Contact Owner.id",
                "notes": "Description",
            },
        ),
        Part(
            "deals",
            ("Record Id", "Deal Name", "Stage", "Closing Date"),
            {
                "external_id": "Record Id",
                "title": "Deal Name",
                "amount": "Amount",
                "currency": "Currency",
                "stage": "Stage",
                "pipeline": "Pipeline",
                "company": "Account Name",
                "company_ref": "Account Name.id",
                "contact": "Contact Name",
                "contact_ref": "Contact Name.id",
                "owner": "Deal Owner",
                "owner_ref": "Deal Owner.id",
                "created_at": "Created Time",
                "closed_at": "Closing Date",
                "next_step": "Next Step",
                "channel": "Lead Source",
                "lost_reason": "Reason For Loss",
                "notes": "Description",
            },
        ),
        Part(
            "activities",
            ("Record Id", "Subject", "Task Owner"),
            {
                "external_id": "Record Id",
                "subject": "Subject",
                "notes": "Description",
                "due_at": "Due Date",
                "done": "Status",
                "done_at": "Closed Time",
                "contact": "Contact Name",
                "contact_ref": "Contact Name.id",
                "parent_ref": "Related To.id",
                "owner": "Task Owner",
                "owner_ref": "Task Owner.id",
            },
        ),
        Part(
            "notes",
            ("Record Id", "Note Content", "Parent Id"),
            {
                "external_id": "Record Id",
                "subject": "Note Title",
                "notes": "Note Content",
                "noted_at": "Created Time",
                "parent_ref": "Parent Id|Parent ID.id",
                "owner": "Note Owner",
                "owner_ref": "Note Owner.id",
            },
        ),
    ),
)
