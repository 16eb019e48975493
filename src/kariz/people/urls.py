from django.urls import path

from .views import adding, duplicates, fit, merging, privacy, profiles, reporting
from .views import people as views

app_name = "people"


def _of(kind: str, plural: str) -> list:
    own = {"kind": kind}
    return [
        path(f"{plural}/", views.index, own, name=plural),
        path(f"{plural}/new/", adding.new, own, name=f"{kind}_new"),
        path(f"{plural}/quick/", adding.quick, own, name=f"{kind}_quick"),
        path(f"{plural}/lookalikes/", adding.lookalikes, own, name=f"{kind}_lookalikes"),
        path(f"{plural}/merge/", merging.side_by_side, own, name=f"{kind}_merge"),
        path(f"{plural}/<int:pk>/merge/", merging.pick, own, name=f"{kind}_merge_pick"),
        path(f"{plural}/<int:pk>/merge/options/", merging.options, own, name=f"{kind}_merge_options"),
        path(f"{plural}/gaps/", fit.missing, own, name=f"{plural}_gaps"),
        path(f"{plural}/<int:pk>/fit/", fit.of_record, own, name=f"{kind}_fit"),
        path(f"{plural}/<int:pk>/gaps/<str:name>/", fit.fill, own, name=f"{kind}_gap"),
        path(f"{plural}/<int:pk>/", views.detail, own, name=kind),
        path(f"{plural}/<int:pk>/edit/", views.edit, own, name=f"{kind}_edit"),
        path(f"{plural}/<int:pk>/delete/", views.delete, own, name=f"{kind}_delete"),
        path(f"{plural}/<int:pk>/restore/", views.restore, own, name=f"{kind}_restore"),
        path(f"{plural}/<int:pk>/facts/<str:name>/", views.fact, own, name=f"{kind}_fact"),
    ]


urlpatterns = [
    *_of("contact", "contacts"),
    *_of("company", "companies"),
    path("contacts/<int:pk>/personal/", privacy.index, name="contact_personal"),
    path("contacts/<int:pk>/personal.zip", privacy.archive, name="contact_archive"),
    path("contacts/<int:pk>/erase/", privacy.erase, name="contact_erase"),
    path("duplicates/", duplicates.index, name="duplicates"),
    # Numbers first: a kind is a word.
    path("duplicates/<int:pk>/dismissal/", duplicates.dismiss, name="duplicate_dismiss"),
    path("duplicates/<int:pk>/proposal/", duplicates.reopen, name="duplicate_reopen"),
    path("duplicates/<int:pk>/merge/", duplicates.quick_merge, name="duplicate_merge"),
    path("duplicates/<slug:kind>/progress/", duplicates.progress, name="duplicates_progress"),
    path("duplicates/<slug:kind>/search/", duplicates.search, name="duplicates_search"),
    path("duplicates/<slug:kind>/settings/", duplicates.settle, name="duplicates_settle"),
    path("duplicates/<slug:kind>/merge/", duplicates.merge_many, name="duplicates_merge"),
    path("contacts/<int:pk>/reports-to/", reporting.reports_to, name="contact_reports_to"),
    path("settings/profiles/", profiles.index, name="profiles"),
    path("settings/profiles/progress/", profiles.progress, name="profiles_progress"),
    path("settings/profiles/new/<slug:kind>/", profiles.new, name="profile_new"),
    path("settings/profiles/wins/<slug:kind>/", profiles.lesson, name="profiles_lesson"),
    path("settings/profiles/<int:pk>/", profiles.edit, name="profile"),
    path("settings/profiles/<int:pk>/retire/", profiles.retire, name="profile_retire"),
]
