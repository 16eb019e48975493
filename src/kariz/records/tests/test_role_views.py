"""What a list begins with: one's own choice, else that of one's role."""

from __future__ import annotations

import json

from django.test import Client

from kariz.access.models import User
from kariz.records.actions import saved_views
from kariz.records.models import RoleView, SavedView


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def view_of(user: User, name: str, *, shared: bool = True, kind: str = "companies") -> SavedView:
    return saved_views.create(kind=kind, name=name, query="city=Shiraz", shared=shared, by=user)


def test_sellers_begin_with_what_mina_set_for_them_until_they_choose_themselves(
    admin: User, ali: User
) -> None:
    view = view_of(admin, "Shiraz")
    signed_in(admin).post(f"/views/{view.pk}/role/", {"role": ali.role})
    assert signed_in(ali).get("/companies/")["Location"].endswith(f"view={view.pk}")
    own = view_of(ali, "Mine", shared=False)
    saved_views.set_default(view=own, by=ali)
    assert signed_in(ali).get("/companies/")["Location"].endswith(f"view={own.pk}")
    assert signed_in(admin).get("/companies/").status_code == 200


def test_a_view_that_is_not_shared_any_more_begins_nobodys_list(admin: User, ali: User) -> None:
    view = view_of(admin, "Shiraz")
    saved_views.set_role_default(kind="companies", role=ali.role, view=view, by=admin)
    saved_views.change(view=view, by=admin, shared=False)
    assert not RoleView.objects.exists() and signed_in(ali).get("/companies/").status_code == 200


def test_only_an_administrator_says_what_a_role_begins_with(sara: User, admin: User) -> None:
    view = view_of(sara, "Shiraz")
    assert signed_in(sara).post(f"/views/{view.pk}/role/", {"role": "seller"}).status_code == 403
    private = view_of(admin, "Own", shared=False)
    assert signed_in(admin).post(f"/views/{private.pk}/role/", {"role": "seller"}).status_code == 422
    assert not RoleView.objects.exists()


def test_the_api_changes_a_view_and_what_a_role_begins_with(admin: User) -> None:
    view, client = view_of(admin, "Shiraz"), signed_in(admin)
    given = json.dumps({"query": "city=Yazd"})
    changed = client.patch(f"/api/v1/views/{view.pk}", given, content_type="application/json")
    assert changed.json()["query"] == "city=Yazd" and changed.json()["name"] == "Shiraz"
    assert client.put(f"/api/v1/views/{view.pk}/roles/seller").status_code == 204
    assert RoleView.objects.get().role == "seller"
    assert client.put(f"/api/v1/views/{view.pk}/roles/seller?on=false").status_code == 204
    assert not RoleView.objects.exists()
