"""Every form of signing in speaks Persian, also when it refuses what was typed."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import allauth
import django
import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.forms import BaseForm
from django.test import Client
from django.utils import translation

from kariz.access.actions import invitations
from kariz.access.tests.conftest import PASSWORD

LATIN = re.compile(r"[A-Za-z]{2,}")
# What is Latin in Persian too: languages in their own name, addresses, and the parts of messages that were typed.
KEPT = re.compile(r"English|\S+@\S+|https?://\S+")

DJANGO = ("contrib/auth/password_validation.py", "core/validators.py", "forms/fields.py", "forms/formsets.py",
          "forms/models.py", "forms/forms.py", "forms/widgets.py", "db/models/fields/__init__.py")  # fmt: skip
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def words_of(form: BaseForm) -> list[str]:
    """All that a form says by itself: labels, help, choices' labels and errors."""
    shown = [str(text) for texts in form.errors.values() for text in texts]
    for field in form.fields.values():
        shown += [str(field.label or ""), str(field.help_text or "")]
        shown.append(str(field.widget.attrs.get("placeholder", "")))
    return shown


def latin_in(answer: Any) -> list[str]:
    forms = {
        id(value): value for layer in answer.context for value in layer.flatten().values()
        if isinstance(value, BaseForm)
    } if hasattr(answer.context, "__iter__") else {}  # fmt: skip
    assert forms, "the page has no form"
    said = [text for form in forms.values() for text in words_of(form)]
    return [text for text in said if LATIN.search(KEPT.sub("", re.sub(r"<[^>]+>", "", text)))]


WEAK = [("12345", "12345"), ("sara@example.com", "x"), ("", ""), ("password12", "password12")]


@pytest.mark.parametrize(("first", "second"), WEAK)
def test_a_refused_new_password_is_explained_in_persian(client, company, first, second):
    client.force_login(company.sara)
    given = {"oldpassword": "wrong", "password1": first, "password2": second}
    answer = client.post("/account/password/change/", given)
    assert answer.context["form"].errors and latin_in(answer) == []


@pytest.mark.parametrize(
    "given", [{}, {"login": "sara", "password": "x"}, {"login": "a@b.ir", "password": "wrong"}]
)
def test_a_refused_sign_in_is_explained_in_persian(company, given):
    answer = Client(headers={"accept-language": "fa"}).post("/account/login/", given)
    assert answer.context["form"].errors and latin_in(answer) == []


@pytest.mark.parametrize("email", ["", "sara", "nobody@example.com"])
def test_asking_for_a_new_password_speaks_persian(company, email):
    page = Client(headers={"accept-language": "fa"})
    assert latin_in(page.get("/account/password/reset/")) == []
    answer = page.post("/account/password/reset/", {"email": email})
    if answer.status_code != 302:
        assert latin_in(answer) == []


@pytest.mark.parametrize(("first", "second"), WEAK)
def test_choosing_it_by_the_mailed_link_speaks_persian(company, first, second):
    page = Client(headers={"accept-language": "fa"})
    secret = default_token_generator.make_token(company.sara)
    link = f"/account/password/reset/key/{user_pk_to_url_str(company.sara)}-{secret}/"
    there = page.get(link).headers["Location"]
    answer = page.post(there, {"password1": first, "password2": second})
    assert answer.context["form"].errors and latin_in(answer) == []


def test_the_second_step_of_signing_in_speaks_persian(client, company):
    client.force_login(company.sara)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    shown = client.get("/account/2fa/totp/activate/", follow=True)
    assert latin_in(shown) == []
    for code in ("", "12", "000000"):
        answer = client.post("/account/2fa/totp/activate/", {"code": code}, follow=True)
        assert latin_in(answer) == []


def test_saying_again_who_one_is_speaks_persian(client, company):
    client.force_login(company.sara)
    answer = client.post("/account/reauthenticate/", {"password": "wrong"}, follow=True)
    assert latin_in(answer) == []


@pytest.mark.parametrize("password", ["", "12345", "password12"])
def test_an_invited_colleague_is_answered_in_persian(company, password):
    invited = invitations.invite(email="nima@example.com", role="seller", by=company.mina)
    page = Client(headers={"accept-language": "fa"})
    given = {"name": "", "password": password}
    answer = page.post(urlsplit(invited.link).path, given)
    assert latin_in(answer) == []


def _texts(path: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") in CALLS and call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_text_of_djangos_and_allauths_forms_has_its_persian():
    base, other = Path(django.__file__).parent, Path(allauth.__file__).parent
    paths = [base / name for name in DJANGO]
    paths += [*(other / "account").glob("*.py"), *(other / "mfa" / "totp").glob("*.py")]
    paths += [*(other / "mfa" / "base").glob("*.py"), *(other / "mfa" / "recovery_codes").glob("*.py")]
    assert find_spec("allauth.mfa.totp")
    with translation.override("fa"):
        for text in sorted(set().union(*map(_texts, paths)) - {":", ""}):
            assert translation.gettext(text) != text or _plural(text), text


def _plural(text: str) -> bool:
    """A plural's Persian is kept under its singular and the number's form."""
    catalogue = translation.trans_real.catalog()._catalog  # type: ignore[attr-defined]
    return (text, 0) in catalogue or any(key[0] == text for key in catalogue if isinstance(key, tuple))
