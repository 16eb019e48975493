from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "kariz.events"
    label = "events"

    def ready(self) -> None:
        from kariz.events.actions import readers
        from kariz.jobs import claimers

        claimers.register("events", readers.run_all, pending=readers.have_news)
