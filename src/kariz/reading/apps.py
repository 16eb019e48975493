from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "kariz.reading"
    label = "reading"
