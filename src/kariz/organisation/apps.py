from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kariz.organisation"
    label = "organisation"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kariz.web import settings_tabs

        from . import events

        events.register_all()
        settings_tabs.register(
            settings_tabs.Tab(
                key="organisation", label=_("Company"), icon="building-2", url_name="organisation:settings",
                capability="organisation.change", order=40, group="company",
            )
        )  # fmt: skip
