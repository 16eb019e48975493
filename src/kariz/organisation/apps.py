from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "kariz.organisation"
    label = "organisation"
