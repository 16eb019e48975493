"""Addresses of the frame."""

from django.conf import settings
from django.urls import path

from kariz.web import views

app_name = "web"
urlpatterns = [path("preferences/", views.preferences, name="preferences")]
if settings.DEBUG:
    urlpatterns += [path("styleguide/", views.styleguide, name="styleguide")]
