"""API of custom fields."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from kariz.access.request import SignedInRequest
from kariz.web.errors import NotFound

from ..actions import custom_fields as actions
from ..custom import uses
from ..models import CustomField

custom_fields = Router(tags=["custom fields"])


class _In(Schema):
    model_config = {"extra": "forbid"}


class OptionIn(_In):
    key: str | None = None
    label: str
    retired: bool = False


class CustomFieldIn(_In):
    """`options` are for the types choice and choices. Without `key` the label gives it."""

    subject: str
    label: str
    type: str
    key: str = ""
    options: list[OptionIn | str] = []
    help: str = ""
    required: bool = False


class CustomFieldPatch(_In):
    label: str = ""
    options: list[OptionIn | str] = []
    help: str = ""
    required: bool = False
    version: int | None = None


class OrderIn(_In):
    subject: str
    keys: list[str]


class OptionOut(Schema):
    key: str
    label: str
    retired: bool


class CustomFieldOut(Schema):
    id: int
    subject: str
    key: str
    label: str
    type: str
    options: list[OptionOut]
    help: str
    required: bool
    removed: bool
    version: int
    asked_by: list[str] = []
    """In lists: shared views and profiles that ask for it, and would go on without it."""


@custom_fields.get("", response=list[CustomFieldOut])
def list_custom_fields(
    request: SignedInRequest, subject: str = "", removed: bool = False
) -> list[dict[str, Any]]:
    """Those in use, in their order; with `removed` also those put away."""
    request.user.require("custom_field.view")
    found = CustomField.objects.all() if removed else CustomField.objects.filter(removed_at=None)
    rows = list(found.filter(subject=subject) if subject else found)
    asked = {kind: uses.mentioned(kind) for kind in {one.subject for one in rows}}
    return [out(one) | {"asked_by": asked[one.subject].get(one.key, [])} for one in rows]


@custom_fields.post("", response={201: CustomFieldOut})
def create_custom_field(request: SignedInRequest, data: CustomFieldIn) -> tuple[int, dict[str, Any]]:
    return 201, out(actions.create(by=request.user, **_plain(data.dict())))


@custom_fields.patch("/{int:pk}", response=CustomFieldOut)
def change_custom_field(request: SignedInRequest, pk: int, data: CustomFieldPatch) -> dict[str, Any]:
    """An option that is left out is retired; records that have it keep it."""
    given = _plain(data.dict(exclude_unset=True))
    return out(actions.change(field=_field(pk), by=request.user, **given))


@custom_fields.delete("/{int:pk}", response={204: None})
def remove_custom_field(request: SignedInRequest, pk: int, version: int | None = None) -> tuple[int, None]:
    """Put away; its values stay."""
    actions.remove(field=_field(pk), by=request.user, version=version)
    return 204, None


@custom_fields.post("/{int:pk}/restoration", response={201: CustomFieldOut})
def restore_custom_field(request: SignedInRequest, pk: int) -> tuple[int, dict[str, Any]]:
    return 201, out(actions.restore(field=_field(pk), by=request.user))


@custom_fields.put("/order", response=list[CustomFieldOut])
def order_custom_fields(request: SignedInRequest, data: OrderIn) -> list[dict[str, Any]]:
    return [out(one) for one in actions.reorder(subject=data.subject, keys=data.keys, by=request.user)]


def out(field: CustomField) -> dict[str, Any]:
    """The plain data of a field, as the API gives it."""
    names = ("id", "subject", "key", "label", "type", "options", "help", "required", "version")
    return {name: getattr(field, name) for name in names} | {"removed": field.removed_at is not None}


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    if "options" in given:
        given["options"] = [
            {name: value for name, value in one.items() if value is not None}
            if isinstance(one, dict)
            else one
            for one in given["options"]
        ]
    return given


def _field(pk: int) -> CustomField:
    found = CustomField.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
