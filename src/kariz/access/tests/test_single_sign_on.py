"""Signing in at the company's own OpenID Connect provider: a real one, on this machine, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from oidc_provider_mock import _app as provider_program
from oidc_provider_mock import run_server_in_thread

from kariz.access.sign_in import SocialAccountAdapter

from .conftest import PASSWORD

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
START = "/account/oidc/company/login/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the provider answers."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(address, company, settings) -> str:
    app = {
        "provider_id": "company",
        "name": "Pars",
        "client_id": "kariz",
        "secret": "secret-of-kariz",
        "settings": {"server_url": address, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    cache.clear()
    knows(address, "s-1", email="Sara@example.com", email_verified=True, name="Sara")
    return address


def knows(address: str, who: str, **claims: object) -> None:
    """The provider has an account `who` of which it says this."""
    requests.put(f"{address}/users/{who}", json=claims, timeout=10).raise_for_status()


def allowed(client, who: str, **form: str) -> str:
    """Start here, say yes at the provider as `who`; the address that it leads back to."""
    begun = client.get(START)
    assert begun.status_code == 302, begun.content
    answer = requests.post(begun["Location"], data={"sub": who, **form}, timeout=10, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    # Who says no is sent back by this provider without the state, which the standard asks for.
    state = "" if "state=" in back.query else f"&{re.search(r'state=[^&]+', begun['Location'])[0]}"
    return f"{back.path}?{back.query}{state}"


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_sign_in_page_leads_to_the_provider_with_state_and_proof_key(client, provider):
    page = client.get("/account/login/").text
    assert f'href="{START}?process=login"' in page.replace("&amp;", "&")
    asked = parse_qs(urlsplit(client.get(START)["Location"]).query)
    assert asked["response_type"] == ["code"] and set(asked["scope"][0].split()) == {
        "openid",
        "profile",
        "email",
    }
    assert asked["code_challenge_method"] == ["S256"] and len(asked["state"][0]) >= 16
    assert asked["redirect_uri"] == ["http://testserver/account/oidc/company/login/callback/"]


def test_sara_signs_in_and_again_after_her_address_changed_there_and_keeps_her_password(
    client, company, provider
):
    assert client.get(allowed(client, "s-1")).status_code == 302
    assert signed_in(client) == str(company.sara.pk)
    client.logout()
    knows(provider, "s-1", email="sara.new@example.com", email_verified=True)
    client.get(allowed(client, "s-1"))
    assert signed_in(client) == str(company.sara.pk)
    company.sara.refresh_from_db()
    assert company.sara.check_password(PASSWORD)


@pytest.mark.parametrize("verified", [False, None, "false", "no", 0])
def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(client, company, provider, verified):
    knows(provider, "stranger", email="sara@example.com", email_verified=verified)
    answer = client.get(allowed(client, "stranger"), follow=True)
    assert "invite you" in answer.text or "دعوت" in answer.text
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_an_unknown_person_gets_no_account_and_is_told_whom_to_ask(client, company, provider):
    knows(provider, "n-1", email="nobody@example.com", email_verified=True)
    users = type(company.sara).objects.count()
    answer = client.get(allowed(client, "n-1"), follow=True)
    assert answer.status_code == 200 and 'href="/account/login/"' in answer.text
    assert (signed_in(client), type(company.sara).objects.count()) == (None, users)


def test_a_deactivated_person_stays_out_also_when_known_from_before(client, company, provider):
    client.get(allowed(client, "s-1"))
    client.logout()
    company.sara.is_active = False
    company.sara.save()
    client.get(allowed(client, "s-1"), follow=True)
    assert signed_in(client) is None


def test_who_has_a_second_factor_is_asked_for_it(client, company, provider):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(company.sara, generate_totp_secret())
    assert client.get(allowed(client, "s-1"))["Location"].startswith("/account/2fa/authenticate/")
    assert signed_in(client) is None


def test_who_says_no_at_the_provider_is_led_back(client, provider):
    answer = client.get(allowed(client, "s-1", action="deny"), follow=True)
    assert answer.status_code == 200 and 'href="/account/login/"' in answer.text
    assert signed_in(client) is None


@pytest.mark.parametrize("how", ["another", "missing", "of someone else", "used before"])
def test_an_answer_with_a_wrong_state_signs_nobody_in(client, provider, how):
    back = allowed(client, "s-1")
    if how == "of someone else":
        client.cookies.clear()
    elif how == "used before":
        client.get(back)
        client.logout()
    else:
        back = re.sub(r"state=[^&]+", "state=forged" if how == "another" else "", back)
    answer = client.get(back)
    assert answer.status_code in (200, 302, 401)
    assert signed_in(client) is None


def test_a_code_that_the_provider_did_not_give_signs_nobody_in(client, provider):
    answer = client.get(re.sub(r"code=[^&]+", "code=guessed", allowed(client, "s-1")))
    assert answer.status_code in (200, 401) and 'href="/account/login/"' in answer.text
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "claims",
    [{"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1_000_000_000}],
    ids=["for another program", "of another provider", "expired"],
)
def test_an_identity_that_is_not_meant_for_us_signs_nobody_in(client, provider, claims):
    back = allowed(client, "s-1")
    with other_token(lambda token: token | claims):
        client.get(back)
    assert signed_in(client) is None


@contextmanager
def other_token(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[None]:
    """The provider signs something else than it should."""
    real = provider_program.OpenIDCode.process_token

    def forged(self: Any, grant: Any, token: dict[str, Any]) -> dict[str, Any]:
        made = real(self, grant, token)
        claims = jwt.decode(made["id_token"], options={"verify_signature": False})
        key = provider_program.storage.jwk.get_private_key()
        headers = {"kid": jwt.get_unverified_header(made["id_token"]).get("kid")}
        return made | {"id_token": jwt.encode(change(claims), key, "RS256", headers)}

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(provider_program.OpenIDCode, "process_token", forged)
        yield


def test_a_provider_that_is_away_is_told_as_such(client, provider, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9"
    answer = client.get(START)
    assert answer.status_code in (200, 401, 503) and 'href="/account/login/"' in answer.text


def test_a_link_cannot_join_a_foreign_identity_to_whoever_is_signed_in(client, sara, provider):
    client.force_login(sara)
    assert client.get(f"{START}?process=connect").status_code == 404
    assert client.post(f"{START}?process=connect").status_code == 404


def test_an_answer_that_would_join_an_identity_is_refused_too():
    asked = SimpleNamespace(state={"process": "connect"})
    with pytest.raises(PermissionDenied):
        SocialAccountAdapter().pre_social_login(RequestFactory().get("/"), asked)
