from django.apps import AppConfig


class RulesTestsConfig(AppConfig):
    name = "kariz.rules.tests.app"
    label = "rules_tests"
