from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "kariz.events"
    label = "events"
