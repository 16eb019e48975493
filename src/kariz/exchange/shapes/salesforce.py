"""Salesforce: its weekly data export, one CSV an object, and copies of its tables; the history of stages as well."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.exchange.shapes.base import Part, Shape

SHAPE = Shape(
    "salesforce",
    _("Salesforce"),
    options={"calendar": "gregorian", "existing": "fill", "owner": "nobody"},
    parts=(
        Part(
            "users",
            ("Id", "Username", "ProfileId"),
            {"external_id": "Id", "owner": "Name", "email": "Email"},
        ),
        Part(
            "companies",
            ("Id", "Name", "BillingCity"),
            {
                "external_id": "Id",
                "company": "Name",
                "industry": "Industry",
                "size": "NumberOfEmployees",
                "website": "Website",
                "phone": "Phone",
                "city": "BillingCity",
                "address": "BillingStreet",
                "owner_ref": "OwnerId",
                "notes": "Description",
            },
            not_signs=("StageName", "LastName"),
        ),
        Part(
            "contacts",
            ("Id", "AccountId", "LastName"),
            {
                "external_id": "Id",
                "company_ref": "AccountId",
                "first_name": "FirstName",
                "last_name": "LastName",
                "contact": "Name",
                "email": "Email",
                "mobile": "MobilePhone",
                "phone": "Phone|HomePhone|OtherPhone",
                "position": "Title",
                "channel": "LeadSource",
                "owner_ref": "OwnerId",
                "notes": "Description",
            },
        ),
        Part(
            "deals",
            ("Id", "Name", "StageName", "CloseDate"),
            {
                "external_id": "Id",
                "title": "Name",
                "amount": "Amount",
                "currency": "CurrencyIsoCode",
                "stage": "StageName",
                "company_ref": "AccountId",
                "contact_ref": "ContactId",
                "owner_ref": "OwnerId",
                "created_at": "CreatedDate",
                "closed_at": "CloseDate",
                "channel": "LeadSource",
                "next_step": "NextStep",
                "notes": "Description",
            },
            not_signs=("_fivetran_start", "OpportunityId"),
        ),
        Part(
            "committee",
            ("OpportunityId", "ContactId", "Role"),
            {
                "deal_ref": "OpportunityId",
                "contact_ref": "ContactId",
                "role": "Role",
                "primary": "IsPrimary",
            },
            not_signs=("StageName",),
        ),
        Part(
            "history",
            ("OpportunityId", "StageName", "CreatedDate"),
            {"deal_ref": "OpportunityId", "stage": "StageName", "entered_at": "CreatedDate"},
        ),
        Part(
            "history",
            ("_fivetran_start", "Id", "StageName"),
            {"deal_ref": "Id", "stage": "StageName", "entered_at": "_fivetran_start"},
        ),
        Part(
            "products",
            ("Id", "Name", "ProductCode"),
            {
                "external_id": "Id",
                "product": "Name",
                "product_code": "ProductCode",
                "in_use": "IsActive",
                "product_unit": "QuantityUnitOfMeasure",
            },
            not_signs=("OpportunityId",),
        ),
        Part(
            "lines",
            ("OpportunityId", "Quantity", "UnitPrice"),
            {
                "deal_ref": "OpportunityId",
                "product_ref": "Product2Id",
                "product_code": "ProductCode",
                "product": "Name",
                "quantity": "Quantity",
                "unit_price": "UnitPrice",
                "discount": "Discount",
            },
        ),
        Part(
            "activities",
            ("Id", "Subject", "ActivityDate", "IsClosed"),
            {
                "external_id": "Id",
                "subject": "Subject",
                "notes": "Description",
                "activity_kind": "TaskSubtype|Type",
                "due_at": "ActivityDate",
                "done": "IsClosed",
                "done_at": "CompletedDateTime",
                "parent_ref": "WhatId",
                "contact_ref": "WhoId",
                "owner_ref": "OwnerId",
            },
        ),
        Part(
            "activities",
            ("Id", "Subject", "StartDateTime", "EndDateTime"),
            {
                "external_id": "Id",
                "subject": "Subject",
                "notes": "Description",
                "activity_kind": "EventSubtype|Type",
                "due_at": "StartDateTime|ActivityDateTime",
                "done_at": "EndDateTime",
                "parent_ref": "WhatId",
                "contact_ref": "WhoId",
                "owner_ref": "OwnerId",
            },
        ),
        Part(
            "notes",
            ("Id", "ParentId", "Body", "Title"),
            {
                "external_id": "Id",
                "subject": "Title",
                "notes": "Body",
                "noted_at": "CreatedDate",
                "parent_ref": "ParentId",
                "owner_ref": "OwnerId|CreatedById",
            },
        ),
    ),
)
