from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kariz.access"
    label = "access"

    def ready(self) -> None:
        from . import capabilities

        capabilities.register_all()
