"""Short ways to set a scene."""

from __future__ import annotations

from django.apps import apps

from kariz.access.models import User
from kariz.people.actions import contacts
from kariz.people.models import Contact


def person(name: str, owner: User) -> Contact:
    return contacts.create(by=owner, name=name, owner=owner)


def counts() -> dict[str, int]:
    """Rows of every table of ours."""
    areas = ("pipeline", "people", "records", "events")
    return {
        model._meta.label: model._default_manager.count()
        for area in areas
        for model in apps.get_app_config(area).get_models()
    }
