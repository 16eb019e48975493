from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kariz.web.navigation import Command, Place, register
from kariz.web.settings_tabs import Tab
from kariz.web.settings_tabs import register as register_tabs

from .queries import duplicates


def register_all() -> None:
    """Called once when the application starts."""
    view, create = "people.view", "people.create"
    register(
        Place(
            key="contacts",
            label=_("Contacts"),
            icon="users",
            url_name="people:contacts",
            section="people",
            order=10,
            letter="c",
            phone=True,
            capability=view,
        ),
        Place(
            key="companies",
            label=_("Companies"),
            icon="building-2",
            url_name="people:companies",
            section="people",
            order=20,
            letter="o",
            capability=view,
        ),
        Command(
            key="contact.new",
            label=_("New contact"),
            icon="user-plus",
            url_name="people:contact_new",
            order=20,
            capability=create,
            create=True,
        ),
        Command(
            key="company.new",
            label=_("New company"),
            icon="building-2",
            url_name="people:company_new",
            order=30,
            capability=create,
            create=True,
        ),
    )
    register(
        Place(
            key="duplicates",
            label=_("Duplicates"),
            icon="copy",
            url_name="people:duplicates",
            section="people",
            order=40,
            letter="u",
            capability=view,
            count=duplicates.waiting,
        )
    )
    register(
        Command(
            key="company.gaps",
            label=_("What is missing about the best candidates"),
            icon="circle-help",
            url_name="people:companies_gaps",
            order=85,
            capability="people.change",
        )
    )
    register_tabs(
        Tab(
            key="profiles",
            label=_("Ideal customers"),
            icon="crosshair",
            url_name="people:profiles",
            capability="profile.view",
            order=55,
        )
    )
