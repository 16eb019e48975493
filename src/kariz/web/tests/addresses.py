"""The frame's own addresses, so that its tests stand without the areas above."""

from django.urls import include, path

urlpatterns = [path("", include("kariz.web.urls")), path("account/", include("allauth.urls"))]
