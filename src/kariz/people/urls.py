from django.urls import path

from .views import people as views

app_name = "people"


def _of(kind: str, plural: str) -> list:
    own = {"kind": kind}
    return [
        path(f"{plural}/", views.index, own, name=plural),
        path(f"{plural}/new/", views.new, own, name=f"{kind}_new"),
        path(f"{plural}/quick/", views.quick, own, name=f"{kind}_quick"),
        path(f"{plural}/lookalikes/", views.lookalikes, own, name=f"{kind}_lookalikes"),
        path(f"{plural}/<int:pk>/", views.detail, own, name=kind),
        path(f"{plural}/<int:pk>/edit/", views.edit, own, name=f"{kind}_edit"),
        path(f"{plural}/<int:pk>/delete/", views.delete, own, name=f"{kind}_delete"),
        path(f"{plural}/<int:pk>/restore/", views.restore, own, name=f"{kind}_restore"),
        path(f"{plural}/<int:pk>/facts/<slug:name>/", views.fact, own, name=f"{kind}_fact"),
    ]


urlpatterns = [*_of("contact", "contacts"), *_of("company", "companies")]
