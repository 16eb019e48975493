from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kariz.access.actions import tokens, users
from kariz.access.models import ApiToken
from kariz.events.models import Event
from kariz.web.errors import NotAllowed


def call(client, secret, path="/api/v1/users/me", method="get", **more):
    return getattr(client, method)(path, headers={"Authorization": f"Bearer {secret}"}, **more)


def test_saras_program_acts_as_sara(client, company):
    made = tokens.create(name="Website", scope="read", by=company.sara)
    answer = call(client, made.secret)
    assert (answer.status_code, answer.json()["name"]) == (200, "Sara")


def test_only_a_hash_of_a_token_is_kept(company):
    made = tokens.create(name="Website", scope="read", by=company.sara)
    assert len(made.secret) > 40
    assert made.secret not in str(ApiToken.objects.values().get())
    assert made.secret not in str(list(Event.objects.values()))


def test_a_wrong_an_expired_and_a_revoked_token_open_nothing(client, company):
    expired = tokens.create(
        name="Old", scope="read", by=company.sara, expires_at=timezone.now() + timedelta(days=1)
    )
    ApiToken.objects.filter(pk=expired.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    revoked = tokens.create(name="Gone", scope="read", by=company.sara)
    tokens.revoke(token=revoked.token, by=company.sara)
    assert [call(client, s).status_code for s in ("kz_nope", expired.secret, revoked.secret)] == [401] * 3


def test_a_reading_token_writes_nothing(client, company):
    made = tokens.create(name="Reader", scope="read", by=company.mina)
    answer = call(
        client, made.secret, "/api/v1/teams", "post", data={"name": "East"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert not company.north.__class__.objects.filter(name="East").exists()


def test_a_writing_token_changes_no_settings_but_an_admin_token_does(client, company):
    for scope, status in (("write", 403), ("admin", 201)):
        made = tokens.create(name=scope, scope=scope, by=company.mina)
        body = {"name": f"East {scope}"}
        answer = call(
            client, made.secret, "/api/v1/teams", "post", data=body, content_type="application/json"
        )
        assert answer.status_code == status


def test_the_tokens_of_a_deactivated_user_die_for_good(client, company):
    made = tokens.create(name="Website", scope="read", by=company.sara)
    users.deactivate(user=company.sara, by=company.mina)
    assert call(client, made.secret).status_code == 401
    users.reactivate(user=company.sara, by=company.mina)
    assert call(client, made.secret).status_code == 401


def test_use_is_noted_at_most_once_a_minute(client, company, django_assert_max_num_queries):
    made = tokens.create(name="Website", scope="read", by=company.sara)
    call(client, made.secret)
    first = ApiToken.objects.get().last_used_at
    call(client, made.secret)
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_the_note_of_a_use_is_left_to_a_thread_of_its_own(client, company, monkeypatch):
    left = {}
    monkeypatch.setattr(tokens.notes, "put", left.__setitem__)
    made = tokens.create(name="Website", scope="read", by=company.sara)
    assert call(client, made.secret).status_code == 200
    assert list(left) == [made.token.pk]
    assert ApiToken.objects.get().last_used_at is None


def test_omid_cannot_revoke_saras_token(company):
    made = tokens.create(name="Website", scope="read", by=company.sara)
    with pytest.raises(NotAllowed):
        tokens.revoke(token=made.token, by=company.omid)


def test_a_page_of_ours_needs_its_csrf_token_to_write(company):
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.mina)
    assert client.get("/api/v1/users/me").status_code in (200, 403)
    answer = client.post("/api/v1/teams", {"name": "East"}, content_type="application/json")
    assert answer.status_code == 403


def test_a_secret_is_not_kept_for_repetition(client, company):
    made = tokens.create(name="Maker", scope="admin", by=company.mina)
    answer = client.post(
        "/api/v1/tokens", {"name": "x", "scope": "read"}, content_type="application/json",
        headers={"Authorization": f"Bearer {made.secret}", "Idempotency-Key": "one"},
    )  # fmt: skip
    assert answer.status_code == 400
