from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kariz.web"
    label = "web"
