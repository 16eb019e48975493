import re

import pytest

from kariz.access.actions import users
from kariz.access.models import Team, User
from kariz.access.preferences import for_user
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh

PAGES = {
    "/settings/profile/": {"mina", "reza", "sara", "vida"},
    "/settings/tokens/": {"mina", "reza", "sara", "vida"},
    "/settings/people/": {"mina"},
    "/settings/teams/": {"mina", "reza"},
    "/settings/visibility/": {"mina"},
    "/settings/organisation/": {"mina"},
    "/account/2fa/": {"mina", "reza", "sara", "vida"},
}


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("who", ["mina", "reza", "sara", "vida"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_whom_it_is(client, company, page, who, language):
    user = getattr(company, who)
    User.objects.filter(pk=user.pk).update(language=language)
    client.force_login(user)
    answer = client.get(page)
    assert answer.status_code == (200 if who in PAGES[page] else 403)
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize("page", ["/account/login/", "/account/password/reset/"])
@pytest.mark.parametrize(("language", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_a_stranger_is_met_in_the_companys_language_and_may_choose_the_other(
    client, company, page, language, direction
):
    Organisation.objects.update(language=language)
    refresh()
    greeted = f'<html lang="{language}" dir="{direction}"'
    assert greeted in client.get(page, headers={"Accept-Language": "ja"}).text
    other = "en" if language == "fa" else "fa"
    client.post("/preferences/", {"language": other, "next": page})
    assert f'<html lang="{other}"' in client.get(page).text


def test_a_stranger_is_sent_to_sign_in(client, company):
    assert client.get("/settings/people/").url.startswith("/account/login/")


def test_sara_switches_the_language_with_one_click(client, company):
    client.force_login(company.sara)
    answer = client.post("/settings/language/", {"language": "en", "next": "/settings/tokens/"})
    assert answer.url == "/settings/tokens/"
    assert User.objects.get(pk=company.sara.pk).language == "en"


def test_digits_follow_the_language_until_sara_chooses_them(client, company):
    client.force_login(company.sara)
    shown = lambda: for_user(User.objects.get(pk=company.sara.pk)).digits  # noqa: E731
    assert shown() == "persian"
    client.post("/preferences/", {"language": "en"})
    assert shown() == "latin"
    fresh = User.objects.get(pk=company.sara.pk)
    users.change_preferences(user=fresh, by=fresh, digits="persian")
    assert shown() == "persian"


def test_days_begin_as_in_the_country_until_sara_chooses_another_way(client, company):
    client.force_login(company.sara)
    shown = lambda: for_user(User.objects.get(pk=company.sara.pk)).date_order  # noqa: E731
    users.change_preferences(user=company.sara, by=company.sara, language="en", calendar="gregorian")
    assert shown() == ""
    Organisation.objects.update(country="US")
    refresh()
    assert shown() == "month"
    assert 'value="month"' in client.get("/settings/profile/").content.decode()
    form = {"name": "Sara", "language": "en", "calendar": "gregorian", "digits": "latin", "theme": "dark"}
    client.post("/settings/profile/", form | {"date_form": "day"})
    assert shown() == "day"
    # Who does not say it changes nothing.
    client.post("/settings/profile/", form)
    assert shown() == "day"
    client.post("/settings/profile/", form | {"calendar": "jalali"})
    assert "date_form" not in client.get("/settings/profile/").content.decode()


def test_hidden_fields_of_the_profile_give_no_power(client, company):
    client.force_login(company.sara)
    form = {
        "name": "Sara R.", "language": "fa", "calendar": "jalali", "digits": "persian", "theme": "dark",
        "role": "administrator", "email": "boss@example.com", "is_active": "1",
    }  # fmt: skip
    assert client.post("/settings/profile/", form).status_code == 302
    sara = User.objects.get(pk=company.sara.pk)
    assert (sara.name, sara.theme, sara.role, sara.email) == ("Sara R.", "dark", "seller", "sara@example.com")


def test_mina_changes_a_colleague_and_an_old_page_is_told(client, company):
    client.force_login(company.mina)
    page = f"/settings/people/{company.omid.pk}/"
    form = {"name": "Omid", "email": "omid@example.com", "role": "manager", "version": 1}
    assert client.post(page, form).status_code == 302
    assert client.post(page, {**form, "role": "viewer"}).status_code == 422
    assert User.objects.get(pk=company.omid.pk).role == "manager"


def test_reza_fills_a_team(client, company):
    client.force_login(company.reza)
    form = {"name": "North", "members": [company.sara.pk], "leaders": [company.reza.pk], "version": 1}
    assert client.post(f"/settings/teams/{company.north.pk}/", form).status_code == 302
    members = set(Team.objects.get(name="North").memberships.values_list("user__name", "leads"))
    assert members == {("Sara", False), ("Reza", True)}


def test_mina_invites_from_the_page_and_sees_the_link(client, company):
    client.force_login(company.mina)
    answer = client.post(
        "/settings/people/invitations/", {"name": "Nima", "email": "nima@example.com", "role": "seller"}
    )
    assert answer.context["invited"].link in answer.text


def test_mina_makes_a_token_and_sees_it_once(client, company):
    client.force_login(company.mina)
    answer = client.post("/settings/tokens/", {"name": "Site", "scope": "write", "days": "90"})
    secret = answer.context["made"].secret
    assert secret in answer.text
    assert secret not in client.get("/settings/tokens/").text


def test_mina_sets_what_sellers_see(client, company):
    client.force_login(company.mina)
    form = {f"{role}-sees": "all" for role in ("manager", "seller", "service", "viewer")}
    form |= {f"{role}-changes": "none" for role in ("manager", "seller", "service", "viewer")}
    form |= {f"{role}-version": 0 for role in ("manager", "seller", "service", "viewer")}
    assert client.post("/settings/visibility/", form).status_code == 302
    # The same page in a second tab saw what is no longer so.
    again = client.post("/settings/visibility/", form | {"seller-changes": "all"})
    assert again.status_code == 409
    kept = dict(re.findall(r'name="(seller-\w+)" value="(\d+)"', again.content.decode()))
    assert kept == {"seller-version": "2"}, "the next save overwrites knowingly"
    assert not User.objects.get(pk=company.sara.pk).reach.covers("change", company.sara.pk)


def test_mina_changes_the_company(client, company):
    client.force_login(company.mina)
    form = {
        "name": "Kariz Co", "language": "en", "calendar": "gregorian", "currency": "USD", "money_unit": "toman",
        "timezone": "Europe/Berlin", "country": "DE", "working_days": ["0", "1", "2", "3", "4"], "version": 1,
    }  # fmt: skip
    assert client.post("/settings/organisation/", form).status_code == 302
    found = Organisation.objects.get()
    assert (found.currency, found.money_unit, found.timezone) == ("USD", "", "Europe/Berlin")
    assert found.country == "DE"


def test_the_list_of_people_costs_the_same_for_many(client, company, django_assert_max_num_queries):
    User.objects.bulk_create(User(name=f"P{number}") for number in range(80))
    client.force_login(company.mina)
    with django_assert_max_num_queries(16):
        client.get("/settings/people/")
