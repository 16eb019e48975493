from __future__ import annotations

from django.urls import path

from .views import organisation

app_name = "organisation"

urlpatterns = [
    path("settings/organisation/", organisation.settings, name="settings"),
    path("settings/organisation/renewals/", organisation.progress, name="renewals"),
]
