"""HubSpot: its list exports, and the tables that its interface for programs gives, with the history of stages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.reading.shapes.base import Part, Shape

ASSOCIATED = {
    "deal_ref": "Associated Deal IDs|Associated Deal ID|deal_id",
    "contact_ref": "Associated Contact IDs|Associated Contact ID|contact_id",
    "company_ref": "Associated Company IDs|Associated Company ID|company_id",
}
_DONE = {
    "external_id": "Record ID",
    "owner": "Activity assigned to|Assigned to|Activity created by",
    "done_at": "Activity date",
    **ASSOCIATED,
}
CALLS = _DONE | {
    "subject": "Call Title",
    "notes": "Call notes|Call Body|Call summary",
    "result": "Call outcome",
}
MEETINGS = _DONE | {
    "subject": "Meeting name",
    "notes": "Meeting description|Internal meeting notes|Meeting notes",
    "due_at": "Meeting start time|Activity date",
    "done_at": "",
    "done": "Meeting outcome",
}
EMAILS = _DONE | {"subject": "Email subject", "notes": "Email body"}
SHAPE = Shape(
    "hubspot",
    _("HubSpot"),
    options={"calendar": "gregorian", "existing": "fill", "owner": "nobody"},
    parts=(
        Part(
            "companies",
            ("Record ID", "Company name"),
            {
                "external_id": "Record ID",
                "company": "Company name",
                "website": "Website URL|Company Domain Name|Domain",
                "phone": "Phone Number",
                "industry": "Industry",
                "size": "Number of Employees",
                "city": "City",
                "address": "Street Address",
                "owner": "Company owner",
                "notes": "Description|About Us",
            },
            not_signs=("Deal Name", "First Name", "Last Name"),
        ),
        Part(
            "companies",
            ("id", "property_name", "property_industry"),
            {
                "external_id": "id",
                "company": "property_name",
                "industry": "property_industry",
                "city": "property_city",
                "address": "property_address",
                "website": "property_website|property_domain",
                "phone": "property_phone",
                "notes": "property_description",
                "owner_ref": "property_hubspot_owner_id",
            },
        ),
        Part(
            "contacts",
            ("Record ID", "First Name", "Last Name"),
            {
                "external_id": "Record ID",
                "first_name": "First Name",
                "last_name": "Last Name",
                "email": "Email|Additional email addresses|Work email",
                "mobile": "Mobile Phone Number",
                "phone": "Phone Number",
                "position": "Job Title",
                "role": "Buying Role",
                "city": "City",
                "channel": "Lead source|Original Traffic Source|Original Source",
                "notes": "Notes|Message",
                "linkedin": "LinkedIn URL|LinkedIn Profile URL|LinkedIn Profile",
                "whatsapp": "WhatsApp Phone Number",
                "company": "Company name|Associated Company|Primary Associated Company",
                "company_ref": "Associated Company IDs (Primary)|Primary Associated Company ID|"
                "Associated Company IDs|Associated Company ID",
                "owner": "Contact owner",
            },
            not_signs=("Deal Name",),
        ),
        Part(
            "contacts",
            ("Record ID", "Email", "Contact owner"),
            {"external_id": "Record ID", "email": "Email", "phone": "Phone Number", "owner": "Contact owner"},
            not_signs=("First Name", "Deal Name"),
        ),
        Part(
            "contacts",
            ("id", "property_email", "property_firstname"),
            {
                "external_id": "id",
                "first_name": "property_firstname",
                "last_name": "property_lastname",
                "email": "property_email",
                "company": "property_company",
                "position": "property_jobtitle",
                "mobile": "property_mobilephone",
                "phone": "property_phone",
                "company_ref": "property_associatedcompanyid",
                "owner_ref": "property_hubspot_owner_id",
            },
        ),
        Part(
            "deals",
            ("Record ID", "Deal Name", "Deal Stage"),
            {
                "external_id": "Record ID",
                "title": "Deal Name",
                "amount": "Amount",
                "currency": "Currency",
                "stage": "Deal Stage",
                "pipeline": "Pipeline",
                "owner": "Deal owner",
                "closed_at": "Close Date",
                "next_step": "Next step",
                "next_step_on": "Next Activity Date",
                "created_at": "Create Date",
                "company": "Associated Company|Associated Company (Primary)|Company Name",
                "company_ref": "Associated Company IDs (Primary)|Associated Company IDs|Associated Company ID",
                "contact": "Associated Contact",
                "contact_ref": "Associated Contact IDs|Associated Contact ID",
                "channel": "Lead source|Original Source|Original Traffic Source",
                "lost_reason": "Closed Lost Reason",
                "notes": "Deal Description|Closed Won Reason",
            },
        ),
        Part(
            "deals",
            ("deal_id", "property_dealname"),
            {
                "external_id": "deal_id",
                "title": "property_dealname",
                "amount": "property_amount",
                "stage": "deal_pipeline_stage_id|property_dealstage",
                "pipeline": "deal_pipeline_id|property_pipeline",
                "owner_ref": "owner_id|property_hubspot_owner_id",
                "closed_at": "property_closedate",
                "created_at": "property_createdate",
                "notes": "property_description",
            },
        ),
        Part(
            "history",
            ("deal_id", "value", "date_entered"),
            {"deal_ref": "deal_id", "stage": "value", "entered_at": "date_entered"},
        ),
        Part(
            "history",
            ("Record ID", "Deal Stage", "Date entered stage"),
            {"deal_ref": "Record ID", "stage": "Deal Stage", "entered_at": "Date entered stage"},
            not_signs=("Deal Name",),
        ),
        Part(
            "activities",
            ("Record ID", "Task title"),
            {
                "external_id": "Record ID",
                "subject": "Task title",
                "notes": "Task body|Task notes|Notes",
                "activity_kind": "Task type",
                "done": "Task status",
                "due_at": "Due date",
                "done_at": "Completion date|Completed at",
                "owner": "Assigned to",
                **ASSOCIATED,
            },
        ),
        Part("activities", ("Record ID", "Call Title"), CALLS),
        Part("activities", ("Record ID", "Call notes", "Activity date"), CALLS),
        Part("activities", ("Record ID", "Meeting name"), MEETINGS),
        Part("activities", ("Record ID", "Email subject"), EMAILS),
        Part(
            "notes",
            ("Record ID", "Note body"),
            {
                "external_id": "Record ID",
                "notes": "Note body",
                "noted_at": "Activity date|Create date",
                "owner": "Activity assigned to|Activity created by",
                **ASSOCIATED,
            },
        ),
        Part(
            "notes",
            ("Record ID", "Body", "Activity date"),
            {
                "external_id": "Record ID",
                "subject": "Title",
                "notes": "Body",
                "noted_at": "Activity date",
                "owner": "Activity assigned to",
                **ASSOCIATED,
            },
        ),
    ),
)
