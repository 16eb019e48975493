from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "kariz.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from kariz.records import subjects
        from kariz.records.custom import uses

        from . import (
            belongings,
            bulk_actions,
            capabilities,
            commands,
            events,
            fit_columns,
            merges,
            navigation,
            privacy,
            registry,
            rule_fields,
            search,
            tables,
        )
        from .models import Company, Contact
        from .queries.merged import family
        from .queries.profiles import asking
        from .views.fit import panel

        belongings.register_all()
        bulk_actions.register_all()
        capabilities.register_all()
        commands.register_all()
        events.register_all()
        fit_columns.register_all()
        merges.register_all()
        privacy.register_all()
        navigation.register_all()
        rule_fields.register_all()
        search.register_all()
        tables.register_all()
        uses.register_mentions(asking)
        for kind, model in (("contact", Contact), ("company", Company)):
            subjects.register(kind, model, story=partial(family, kind), known=model.objects.known_to)
            registry.register_panel(kind, "people/fit/panel.html", panel(kind), order=5)
