"""A seller whom a file named turns out to be a colleague: before she is invited, and after."""

from __future__ import annotations

import pytest

from kariz.access.actions import invitations, joining, named
from kariz.access.models import Invitation, User
from kariz.events.models import Event
from kariz.web.errors import FieldErrors, NotAllowed

STRONG = "shaft-to-shaft-77"
FORM = {"name": "الهام  رستگار", "email": "elham@example.com", "role": "seller"}


@pytest.fixture
def elham(company):
    """A name of the lists."""
    return named.name_seller(by=company.mina, name="الهام رستگار")


def test_who_invites_elham_is_told_of_the_name_in_the_lists_and_invites_it_by_default(client, company, elham):
    client.force_login(company.mina)
    page = client.post("/settings/people/invitations/", FORM)
    assert page.status_code == 409 and not Invitation.objects.exists()
    told = page.content.decode()
    assert f'name="member" value="{elham.pk}" checked' in told
    page = client.post("/settings/people/invitations/", FORM | {"member": str(elham.pk)})
    assert page.status_code == 200
    elham.refresh_from_db()
    assert elham.email == "elham@example.com"
    secret = page.context["invited"].link.rstrip("/").rpartition("/")[2]
    invitations.accept(secret=secret, name="الهام رستگار", password=STRONG)
    assert User.objects.filter(name="الهام رستگار").count() == 1


def test_another_elham_is_invited_where_mina_says_so(client, company, elham):
    client.force_login(company.mina)
    page = client.post("/settings/people/invitations/", FORM | {"member": "new"})
    assert page.status_code == 200 and Invitation.objects.get().name.split() == ["الهام", "رستگار"]
    elham.refresh_from_db()
    assert elham.email is None


def test_a_program_is_told_of_the_name_too(client, company, elham):
    client.force_login(company.mina)
    given = {"email": "elham@example.com", "role": "seller", "name": "الهام رستگار"}
    answer = client.post("/api/v1/invitations", given, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["people"] == [{"id": elham.pk, "name": "الهام رستگار"}]
    answer = client.post("/api/v1/invitations", given | {"anew": True}, content_type="application/json")
    assert answer.status_code == 201


def test_only_a_name_without_an_account_can_be_somebody_else(company, elham):
    for person, into in ((company.sara, company.omid), (elham, elham)):
        with pytest.raises(FieldErrors):
            joining.join(person=person, into=into, by=company.mina)
    with pytest.raises(NotAllowed):
        joining.join(person=elham, into=company.sara, by=company.reza)
    assert not Event.objects.filter(verb="user.joined").exists()


def test_who_presses_twice_gives_once_and_a_name_that_is_gone_is_told(client, company, elham):
    client.force_login(company.mina)
    page = client.get(f"/settings/people/{elham.pk}/").content.decode()
    mask = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    given = {"into": company.sara.pk, "csrfmiddlewaretoken": mask}
    for _press in range(2):
        answer = client.post(f"/settings/people/{elham.pk}/joining/", given)
        assert answer["Location"] == f"/settings/people/{company.sara.pk}/"
    assert Event.objects.filter(verb="user.joined").count() == 1
    assert "«الهام رستگار» در فهرست‌ها" in client.get(answer["Location"]).content.decode()
    elham.refresh_from_db()
    with pytest.raises(FieldErrors) as found:
        joining.join(person=elham, into=company.omid, by=company.mina)
    assert "دیگر در فهرست‌ها نیست" in found.value.errors["into"][0]


def test_nobody_is_chosen_where_no_colleague_is_called_so(client, company, elham):
    client.force_login(company.mina)
    page = client.get(f"/settings/people/{elham.pk}/").content.decode()
    choices = page.partition('name="into"')[2].partition("</select>")[0]
    assert (
        '<option value="" selected>' in choices and f"{company.sara.name} · {company.sara.email}" in choices
    )
    answer = client.post(f"/settings/people/{elham.pk}/joining/", {"into": ""})
    assert answer.status_code == 422 and not Event.objects.filter(verb="user.joined").exists()


def test_the_page_of_a_name_proposes_the_colleague_of_that_name(client, company, elham):
    other = User.objects.create_user(name="الهام رستگار", email="e@example.com", password=STRONG)
    client.force_login(company.mina)
    page = client.get(f"/settings/people/{elham.pk}/").content.decode()
    assert f'<option value="{other.pk}" selected>' in page
    assert (
        f'action="/settings/people/{elham.pk}/joining/"'
        in client.get(f"/settings/people/{other.pk}/").content.decode()
    )
