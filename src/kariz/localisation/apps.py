from django.apps import AppConfig


class LocalisationConfig(AppConfig):
    name = "kariz.localisation"
    label = "localisation"
