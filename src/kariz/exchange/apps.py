from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "kariz.exchange"
    label = "exchange"

    def ready(self) -> None:
        from kariz.exchange.actions.at_work import runs
        from kariz.exchange.actions.back import forgetting
        from kariz.exchange.actions.installation import whole_runs
        from kariz.jobs import claimers
        from kariz.records.actions import bin

        from . import called, capabilities, merges, navigation, privacy, rule_fields, sources, verbs

        capabilities.register_all()
        verbs.register_all()
        navigation.register_all()
        merges.register()
        privacy.register()
        rule_fields.register_all()
        sources.register()
        called.register()
        bin.register_gone_listener(forgetting.forget)
        claimers.register("imports", runs.work_all, pending=runs.waiting)
        claimers.register("exports", whole_runs.work_all, pending=whole_runs.waiting)
