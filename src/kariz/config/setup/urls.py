"""Addresses of set-up. The start page has no namespace: every area may send people to it."""

from __future__ import annotations

from django.urls import include, path

from kariz.config.setup.views import company, sample, start

_setup = [
    path("setup/", company.company, name="company"),
    path("setup/first-steps/", start.first_steps, name="first_steps"),
    path("setup/waiting/", start.waiting, name="waiting"),
    path("setup/sample/", sample.load, name="sample_load"),
    path("settings/sample/", sample.page, name="sample"),
    path("settings/sample/removal/", sample.remove, name="sample_remove"),
]

urlpatterns = [path("", start.start, name="start"), path("", include((_setup, "setup")))]
