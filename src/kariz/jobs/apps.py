from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "kariz.jobs"
    label = "jobs"
