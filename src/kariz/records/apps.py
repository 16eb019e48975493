from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "kariz.records"
    label = "records"
    verbose_name = _("Records")

    def ready(self) -> None:
        from . import capabilities, verbs
        from .custom import columns, rule_fields, uses
        from .queries.custom_fields import views_asking

        capabilities.register_all()
        verbs.register_all()
        rule_fields.register_all()
        columns.register_all()
        uses.register_mentions(views_asking)
