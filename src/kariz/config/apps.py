from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kariz.config"
    label = "config"

    def ready(self) -> None:
        from kariz.config import housekeeping
        from kariz.config.setup import places
        from kariz.jobs import claimers

        claimers.register("housekeeping", housekeeping.tidy)
        places.register_all()
