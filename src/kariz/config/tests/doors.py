"""Every door of the house: each page and each operation of the API, with an address that leads to a record of Ali's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from kariz.access.actions import invitations, tokens
from kariz.access.models import Team, User
from kariz.config.api import api
from kariz.config.tests.test_api_payloads import resolved, valid
from kariz.events.models import Event
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.tests.test_beside_runs import UNSURE, workbook
from kariz.people.actions import companies, contacts, profiles
from kariz.people.models import DuplicatePair
from kariz.pipeline.actions import (
    activities,
    committee,
    deals,
    drafts,
    obstacles,
    products,
    proposals,
    reasons,
)
from kariz.pipeline.models import Pipeline
from kariz.records.actions import comments, custom_fields, files, saved_views
from kariz.web.policy import MARK

ELSEWHERE = ("allauth.", "ninja.", "django.")
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Door:
    """`shape` is the address as it is declared; `address` leads to Ali's."""

    method: str
    shape: str
    address: str
    body: Any = None
    upload: bool = False
    """The body is a form, and its `file` is sent."""


def pages(ids: dict[str, Any]) -> Iterator[Door]:
    """Each page of ours that asks who comes, read and written to."""
    for shape, view in _patterns(get_resolver().url_patterns):
        if getattr(view, MARK, "public") != "public":
            address = _filled(shape, ids)
            yield Door("get", shape, address)
            yield Door("post", shape, address, FORMS.get(shape, {}))


def operations(ids: dict[str, Any]) -> Iterator[Door]:
    """Each operation of the API, asked as it wants to be, with a body that would be taken."""
    schema = api.get_openapi_schema()
    for shape, found in schema["paths"].items():
        for method in METHODS:
            if method in found:
                yield _operation(method, shape, schema, found[method], ids)


def _operation(
    method: str, shape: str, schema: dict[str, Any], found: dict[str, Any], ids: dict[str, Any]
) -> Door:
    said = SAID.get(f"{method} {shape}", {})

    def of(name: str, part: dict[str, Any]) -> Any:
        return said[name] if name in said else valid(schema, part, name, ids["named"])

    given = [one for one in found.get("parameters", []) if one["in"] == "query"]
    asked = [one for one in given if one.get("required") or one["name"] in said]
    query = urlencode({one["name"]: of(one["name"], one["schema"]) for one in asked})
    content = found.get("requestBody", {}).get("content", {})
    upload = "multipart/form-data" in content
    body = next((resolved(schema, kind["schema"]) for kind in content.values()), None)
    if body is not None:
        fields = body.get("properties", {})
        needed = {*body.get("required", []), *(said.keys() & fields.keys())}
        body = {name: of(name, fields[name]) for name in fields if name in needed}
    return Door(method, shape, _filled(shape, ids) + (f"?{query}" if query else ""), body, upload)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done is undone, to the files too."""
    held = {file: file.read_bytes() for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for file in held.keys() - set(Path(settings.MEDIA_ROOT).rglob("*")):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(held[file])


def _patterns(patterns: list[Any], prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            if not getattr(view, "__module__", "").startswith(ELSEWHERE):
                yield prefix + str(pattern.pattern), view


PART = {"weight": "must", "rule": {"field": "size", "op": ">=", "value": 50}}
WORDS = {
    "kind": "deal",
    "plural": "deals",
    "name": "notes",
    "ending": "csv",
    "key": "board_tour",
    "batch": "bulk-1",
    "role": "seller",
    "secret": "none",
}
"""What stands for a word in an address, unless the address says otherwise."""
PLACES = {
    r"^/exports/<slug:kind>|exports/\{kind\}": {"kind": "deals"},
    r"^/(duplicates|settings/profiles)/|duplicates/searches|profiles/(wins|gaps)": {"kind": "company"},
    r"^/deals/options/": {"kind": "company"},
    r"^/(contacts|companies)/.*facts/": {"name": "name"},
    r"^/tables/.*options/": {"name": "stage"},
    r"^/views/<slug:kind>": {"kind": "deals"},
}


FORMS: dict[str, dict[str, str]] = {
    "/settings/language/": {"language": "en"},
    "/views/<slug:kind>/": {"name": "تازه"},
    "/tables/<slug:plural>/paste/": {"block": "[]"},
}
"""What is sent to a page that takes nothing else."""
SAID: dict[str, dict[str, Any]] = {
    "post /api/v1/tokens": {"scope": "read"},
    "get /api/v1/views": {"kind": "deals"},
    "post /api/v1/views": {"kind": "deals"},
    "get /api/v1/search": {"q": "پمپ"},
    "post /api/v1/contacts": {"name": "سارا"},
    "post /api/v1/companies": {"name": "کویر"},
    "delete /api/v1/companies/{pk}": {"anyway": "true"},
    "post /api/v1/profiles": {"parts": [PART]},
    "post /api/v1/profiles/preview": {"parts": [PART]},
    "post /api/v1/activities": {"kind": "call"},
    "post /api/v1/duplicates/merges": {"pairs": [1]},
}
"""What an operation is asked with where its schema does not tell what would be taken."""


def _filled(shape: str, ids: dict[str, Any]) -> str:
    plain = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", shape)
    words = dict(WORDS)
    for place, own in PLACES.items():
        if re.search(place, shape):
            words |= own
    area = plain.removeprefix("/api/v1")

    def value(found: re.Match[str]) -> str:
        name, before = found[1], area[: max(0, area.find(found[0]))]
        if name in words:
            return words[name]
        if (one := ids.get(area.rstrip("/"))) is not None:
            return str(one)
        owner = next((ids[place] for place in ids if place.startswith("/") and before.endswith(place)), 1)
        return str(ids["named"].get(name.removesuffix("_id"), owner) if name != "pk" else owner)

    return re.sub(r"\{(\w+)\}", value, plain)


def furnished(admin: User, ali: User, pipeline: Pipeline) -> dict[str, Any]:
    """One of everything, Ali's where somebody owns it: {end of the address before the number: id}."""
    company = companies.create(by=ali, name="آبسان")
    contact = contacts.create(by=ali, name="مریم رضایی", company=company)
    other = contacts.create(by=ali, name="مریم رضائی", company=company)
    new = deals.NewDeal(title="پمپ", pipeline=pipeline, owner=ali, company=company, contact=contact)
    deal = deals.create(new=new, by=ali)
    subject = ("deal", deal.pk)
    due = timezone.now() + timedelta(days=1)
    activity = activities.plan(by=ali, deal=deal, kind="call", name="تماس", due_at=due)
    gone = activities.plan(by=ali, deal=deal, kind="call", name="تماس دیگر", due_at=due)
    activities.remove(activity=gone, by=ali)
    obstacle = obstacles.open_obstacle(deal=deal, by=ali, text="بودجه")
    committee.put_member(deal=deal, contact=contact, by=ali, role="champion")
    product = products.create(by=admin, name="پمپ", price=1000)
    reason = reasons.create(by=admin, name="گران بود")
    comment = comments.create(subject=subject, body="سلام", by=ali)
    file = files.create(subject=subject, upload=SimpleUploadedFile("plan.txt", b"plan"), by=ali)
    view = saved_views.create(kind="deals", name="من", query="", by=ali)
    field = custom_fields.create(subject="deal", label="منطقه", type="text", by=admin)
    draft = drafts.begin(by=admin, pipeline=pipeline)
    proposal = proposals.propose(draft=draft, text="کوتاه‌تر", by=admin)
    profile = profiles.create(by=admin, kind="company", name="بزرگ", parts=[PART])
    one = imports.upload(file=ContentFile("عنوان\nپمپ\n".encode(), "deals.csv"), by=ali)
    files_of = [ContentFile(f"عنوان\n{name}\n".encode(), f"{name}.csv") for name in ("a", "b")]
    whole = sets.upload(files=files_of, by=ali)
    beside = ContentFile(workbook(فروش=UNSURE), "فروش.xlsx")
    table = sets.upload(files=[beside], by=ali).parts.earliest("pk")
    pair = DuplicatePair.objects.create(
        kind="contact", first_id=contact.pk, second_id=other.pk, score=900, verdict="certain"
    )
    invited = invitations.invite(email="new@pars.example", role="seller", by=admin)
    token = tokens.create(name="own", scope="read", by=ali)
    team = Team.objects.earliest("id")
    event = Event.objects.filter(deal_id=deal.pk).latest("id")
    criterion = deal.stage.criteria.first()
    named = {
        "deal": deal.pk, "company": company.pk, "contact": contact.pk, "pipeline": pipeline.pk, "stage": deal.stage_id,
        "activity": activity.pk, "obstacle": obstacle.pk, "product": product.pk, "draft": draft.pk, "event": event.pk,
        "criterion": criterion.pk if criterion else 1, "merge": 1, "subject_id": deal.pk, "subject_kind": "deal",
        "role": "seller",
    }  # fmt: skip
    return {
        "named": named,
        "/deals/": deal.pk, "/contacts/": contact.pk, "/companies/": company.pk, "/activities/": activity.pk,
        "/activities/{pk}/restore": gone.pk, "/activities/{activity_id}/restoration": gone.pk,
        "/comments/": comment.pk, "/comments/{kind}/": deal.pk, "/files/": file.pk, "/files/{kind}/": deal.pk,
        "/views/": view.pk, "/tables/{plural}/": deal.pk, "/settings/fields/": field.pk, "/custom-fields/": field.pk,
        "/events/": event.pk, "/events/{kind}/": deal.pk, "/imports/": one.pk, "/imports/together/": whole.pk,
        "/import-sets/": whole.pk, "/imports/{pk}/reading": table.pk,
        "/duplicates/": pair.pk, "/settings/profiles/": profile.pk, "/profiles/": profile.pk,
        "/board/": pipeline.pk, "/columns/": deal.stage_id, "/pipelines/": pipeline.pk, "/pipelines/drafts/": draft.pk,
        "/pipelines/proposals/": proposal.pk, "/stages/": deal.stage_id, "/settings/products/": product.pk,
        "/settings/reasons/": reason.pk, "/settings/people/": ali.pk, "/users/": ali.pk,
        "/settings/people/invitations/": invited.invitation.pk, "/invitations/": invited.invitation.pk,
        "/teams/": team.pk, "/settings/teams/": team.pk, "/settings/tokens/": token.token.pk, "/tokens/": token.token.pk,
    }  # fmt: skip
