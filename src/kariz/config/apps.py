from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kariz.config"
    label = "config"
