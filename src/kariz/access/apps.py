from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kariz.access"
    label = "access"

    def ready(self) -> None:
        from kariz.web import preferences

        from . import capabilities, events, places
        from .actions import users

        capabilities.register_all()
        events.register_all()
        places.register_all()
        preferences.register_writer(users.keep_choice)
