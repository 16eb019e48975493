"""Signing in at the company's own OpenID Connect provider, from the button to the board."""

import re
from collections.abc import Iterator

import pytest
import requests
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Firm, context_at, served, watched


@pytest.fixture
def provider() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread() as server:
            address = f"http://localhost:{server.server_port}"
            claims = {"email": "ali@pars.example", "email_verified": True}
            requests.put(f"{address}/users/ali", json=claims, timeout=10).raise_for_status()
            yield address


@pytest.fixture
def stranger(browser: Browser, firm: Firm, provider: str) -> Iterator[Page]:
    """At a Kariz of the same firm that knows the provider."""
    settings = {"KARIZ_OIDC_URL": provider, "KARIZ_OIDC_CLIENT_ID": "kariz"}
    settings |= {"KARIZ_OIDC_SECRET": "secret", "KARIZ_OIDC_NAME": "Pars"}
    with served(firm.folder, **settings) as address:
        context = context_at(browser, address)
        page = context.new_page()
        errors = watched(page)
        yield page
        context.close()
        assert not errors, errors


def test_ali_signs_in_at_the_companys_provider_and_a_stranger_is_told_whom_to_ask(stranger, provider):
    page = stranger
    page.goto("/account/login/")
    page.get_by_role("link", name=re.compile("Pars")).click()
    expect(page).to_have_url(re.compile("/oauth2/authorize"))
    page.locator("input[name=sub]").fill("somebody@else.example")
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.locator("h1")).to_have_text("اینجا حسابی ندارید")
    page.locator("a[href='/account/login/']").click()
    page.get_by_role("link", name=re.compile("Pars")).click()
    page.locator("input[name=sub]").fill("ali")
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.locator(".shell")).to_be_visible()
    expect(page.locator("body")).to_contain_text("علی کریمی")
