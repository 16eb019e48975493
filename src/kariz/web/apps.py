from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kariz.web"
    label = "web"

    def ready(self) -> None:
        from . import frame_commands

        frame_commands.register_all()
