import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache

from kariz.access.models import User

from .conftest import PASSWORD

LOGIN, RESET = "/account/login/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


def sign_in(client, email="sara@example.com", password=PASSWORD, address="10.0.0.1"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def test_sara_signs_in_with_her_e_mail_in_any_case(client, company):
    assert sign_in(client, "Sara@EXAMPLE.com").status_code == 302
    assert client.session["_auth_user_id"] == str(company.sara.pk)


def test_guesses_from_one_address_are_stopped_but_sara_still_signs_in_from_hers(client, company):
    for _number in range(10):
        sign_in(client, password="wrong", address="203.0.113.9")
    assert sign_in(client, address="203.0.113.9").status_code == 200  # even the right one, there
    assert sign_in(client, address="10.0.0.1").status_code == 302


def test_who_asks_for_too_many_resets_is_told_in_persian_to_wait(client, company):
    answers = [client.post(RESET, {"email": "sara@example.com"}) for _number in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "درخواست‌ها بیش از اندازه است" in answers[-1].content.decode()


def test_a_deactivated_user_is_shut_out(client, company):
    company.sara.is_active = False
    company.sara.save()
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client, company):
    body = {"email": "x@example.com", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", body)
    from kariz.access.models import User

    assert not User.objects.filter(email="x@example.com").exists()


def test_sign_in_says_the_same_for_a_wrong_password_and_an_unknown_account(client, company):
    known = sign_in(client, password="wrong").context["form"].errors
    unknown = sign_in(client, "nobody@example.com", "wrong").context["form"].errors
    assert known == unknown


def test_a_reset_says_the_same_whether_the_account_exists(client, company):
    answers = [client.post(RESET, {"email": e}) for e in ("sara@example.com", "nobody@example.com")]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].url == answers[1].url
    for _try in range(1500):
        if mail.outbox:
            break
        time.sleep(0.02)
    assert [message.to for message in mail.outbox] == [["sara@example.com"]]


def test_next_leads_nowhere_else(client, company):
    data = {"login": "sara@example.com", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(LOGIN, data).url == "/"


def test_a_forged_host_gets_no_mail_out(client, company):
    assert client.post(RESET, {"email": "sara@example.com"}, HTTP_HOST="evil.example").status_code == 400
    assert not mail.outbox


@pytest.mark.parametrize("code", ["", "000000", "null", "12345"])
def test_a_missing_or_wrong_one_time_code_opens_nothing(client, company, code):
    TOTP.activate(company.sara, generate_totp_secret())
    assert sign_in(client).url.endswith("/2fa/authenticate/")
    client.post("/account/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["fa", "en"])
def test_saras_security_pages_are_ours_in_her_language(client, company, language):
    TOTP.activate(company.sara, generate_totp_secret())
    RecoveryCodes.activate(company.sara)
    User.objects.filter(pk=company.sara.pk).update(language=language)
    client.force_login(company.sara)
    assert "skip-link" in client.get("/account/reauthenticate/").text
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    pages = ["", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "reauthenticate/"]
    for page in [f"/account/2fa/{p}" for p in pages] + ["/account/password/change/", "/account/logout/"]:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert f'lang="{language}"' in answer.text
        assert "skip-link" in answer.text
