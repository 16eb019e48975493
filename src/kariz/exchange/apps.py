from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "kariz.exchange"
    label = "exchange"
