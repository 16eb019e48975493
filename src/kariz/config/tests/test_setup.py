"""The first visit of an empty installation."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from kariz.access.models import User
from kariz.config.setup import link, state
from kariz.organisation.models import Organisation
from kariz.pipeline.models import Deal, Pipeline

pytestmark = pytest.mark.django_db

MINA = {
    "name": "مینا رستگار",
    "email": "mina@pars.example",
    "password": "qanat 1405 water",
    "company": "پارس سازه",
    "money": "toman",
    "calendar": "jalali",
    "working_days": ["5", "6", "0", "1", "2"],
    "timezone": "Asia/Tehran",
}


@pytest.fixture(autouse=True)
def empty_installation(settings) -> Iterator[None]:
    settings.ALLOWED_HOSTS = ["*"]
    state.forget()
    yield
    state.forget()


@pytest.fixture
def mina_at_work(client: Client) -> Client:
    """Mina's browser after set-up, signed in."""
    client.post("/setup/", MINA, HTTP_HOST="localhost")
    client.defaults["HTTP_HOST"] = "localhost"
    return client


@pytest.mark.parametrize("path", ["/", "/board/", "/account/login/", "/no/such/page/"])
def test_every_page_of_an_empty_installation_is_set_up(client: Client, path: str) -> None:
    answer = client.get(path, HTTP_HOST="localhost")
    assert (answer.status_code, answer["Location"]) == (302, "/setup/")


@pytest.mark.parametrize(
    ("asks", "language"),
    [
        ("en", "en"),
        ("en-IE,en;q=0.9", "en"),
        ("fr,en;q=0.8,fa;q=0.2", "en"),
        ("fa-IR,fa;q=0.9,en;q=0.8", "fa"),
        ("de", "fa"),
        ("", "fa"),
    ],
)
def test_set_up_speaks_as_the_browser_asks_until_somebody_chooses(
    client: Client, asks: str, language: str
) -> None:
    answer = client.get("/setup/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=asks)
    assert f'<html lang="{language}"' in answer.content.decode()
    other = {"en": "fa", "fa": "en"}[language]
    client.post("/preferences/", {"language": other, "next": "/setup/"}, HTTP_HOST="localhost")
    answer = client.get("/setup/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=asks)
    assert f'<html lang="{other}"' in answer.content.decode()


def test_niamh_chooses_ireland_and_is_proposed_what_irish_companies_have(client: Client) -> None:
    page = client.get("/setup/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en-IE").content.decode()
    option = page[page.index('<option value="IE"') :].split(">")[0]
    assert 'data-currency="EUR"' in option and 'data-zone="Europe/Dublin"' in option
    assert 'data-week="0,1,2,3,4"' in option and 'data-calendar="gregorian"' in option


@pytest.mark.parametrize(
    ("asks", "proposed"),
    [
        ("en-AU,en;q=0.9", ("other", "AUD", "Australia/Sydney", "gregorian", "AU")),
        ("en-GB,en-US;q=0.9", ("other", "GBP", "Europe/London", "gregorian", "GB")),
        ("de-DE,de;q=0.9,en;q=0.8", ("other", "EUR", "Europe/Berlin", "gregorian", "DE")),
        ("en", ("other", "USD", "UTC", "gregorian", None)),
        ("en-Latn", ("other", "USD", "UTC", "gregorian", None)),
        ("en-XX", ("other", "USD", "UTC", "gregorian", None)),
        ("fa-IR,fa;q=0.9,en-US;q=0.8", ("toman", None, "Asia/Tehran", "jalali", "IR")),
        ("fa,en-US;q=0.8", ("toman", None, "Asia/Tehran", "jalali", None)),
        ("en-IR", ("toman", "USD", "Asia/Tehran", "jalali", "IR")),
    ],
)
def test_shane_is_proposed_the_money_and_the_clock_of_the_country_that_his_browser_names(
    client: Client, asks: str, proposed: tuple[str | None, ...]
) -> None:
    form = client.get("/setup/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=asks).context["form"]
    asked = ("money", "currency", "timezone", "calendar", "country")
    assert tuple(form[name].value() for name in asked) == proposed


def test_each_zone_of_set_up_says_its_country(client: Client) -> None:
    page = client.get("/setup/", HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<option value="Australia/Brisbane" data-country="AU"' in page
    assert '<option value="Asia/Kolkata" data-country="IN"' in page


def test_mina_becomes_administrator_of_her_company_and_is_signed_in(client: Client) -> None:
    answer = client.post("/setup/", MINA, HTTP_HOST="localhost")
    assert answer["Location"] == "/pipelines/new/"
    mina = User.objects.get()
    assert (mina.role, mina.language, mina.calendar, mina.digits) == (
        "administrator",
        "fa",
        "jalali",
        "language",
    )
    assert EmailAddress.objects.get(user=mina).verified
    company = Organisation.objects.get()
    assert (company.name, company.currency, company.money_unit) == ("پارس سازه", "IRR", "toman")
    assert client.session["_auth_user_id"] == str(mina.pk)


def test_a_company_may_count_in_dollars(client: Client) -> None:
    client.post("/setup/", MINA | {"money": "other", "currency": "USD"}, HTTP_HOST="localhost")
    company = Organisation.objects.get()
    assert (company.currency, company.money_unit) == ("USD", "")


def test_who_counts_in_euros_by_the_clock_of_no_country_is_asked_for_the_country(client: Client) -> None:
    client.post("/preferences/", {"language": "en", "next": "/setup/"}, HTTP_HOST="localhost")
    abroad = MINA | {"money": "other", "currency": "EUR", "timezone": "UTC"}
    asked = client.post("/setup/", abroad, HTTP_HOST="localhost")
    assert set(asked.context["form"].errors) == {"country"}
    client.post("/setup/", abroad | {"country": "NL"}, HTTP_HOST="localhost")
    assert Organisation.objects.get().country == "NL"


def test_who_counts_in_pounds_by_the_clock_of_london_is_not(client: Client) -> None:
    abroad = MINA | {"money": "other", "currency": "GBP", "timezone": "Europe/London"}
    client.post("/setup/", abroad, HTTP_HOST="localhost")
    assert Organisation.objects.get().country == "GB"


def test_mina_keeps_what_she_typed_when_something_is_wrong(client: Client) -> None:
    wrong = MINA | {"password": "password12", "money": "other", "working_days": []}
    answer = client.post("/setup/", wrong, HTTP_HOST="localhost")
    page = answer.content.decode()
    assert answer.status_code == 422
    for typed in ("مینا رستگار", "mina@pars.example", "پارس سازه", 'value="password12"'):
        assert typed in page
    assert set(answer.context["form"].errors) == {"currency", "working_days"}
    weak = client.post("/setup/", MINA | {"password": "password12"}, HTTP_HOST="localhost")
    assert set(weak.context["form"].errors) == {"password"}
    short = client.post("/setup/", MINA | {"password": "12345"}, HTTP_HOST="localhost")
    assert "این کوتاه است." in short.content.decode()
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_nobody_sets_up_twice(mina_at_work: Client) -> None:
    thief = Client(HTTP_HOST="localhost")
    answer = thief.post("/setup/", MINA | {"email": "thief@pars.example"})
    assert answer["Location"] == "/"
    assert User.objects.count() == 1


def test_a_stranger_in_the_network_is_refused_without_the_link(client: Client, settings) -> None:
    settings.BASE_URL = "http://crm.pars.example"
    for door in ({"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}, {}):
        answer = client.post("/setup/", MINA, HTTP_HOST="crm.pars.example", **door)
        assert answer.status_code == 403
    assert client.get("/setup/?key=guess", REMOTE_ADDR="10.0.0.7").status_code == 403
    assert not User.objects.exists()


def test_mina_sets_up_from_her_desk_by_the_link_which_then_opens_nothing(client: Client, settings) -> None:
    settings.BASE_URL = "http://crm.pars.example"
    secret = link.make()
    desk = {"REMOTE_ADDR": "10.0.0.7", "HTTP_HOST": "crm.pars.example"}
    assert client.get(f"/setup/?key={secret}", **desk)["Location"] == "/setup/"
    assert client.post("/setup/", MINA, **desk)["Location"] == "/pipelines/new/"
    assert not link.check(secret)


def test_a_new_link_ends_the_old_one() -> None:
    old = link.make()
    new = link.make()
    assert not link.check(old)
    assert link.check(new)


def test_mina_takes_the_template_looks_around_and_clears_the_sample(mina_at_work: Client) -> None:
    assert mina_at_work.get("/")["Location"] == "/pipelines/new/"
    mina_at_work.post("/pipelines/new/", {"with": "accept"})
    assert Pipeline.objects.get().stages.count() == 8
    assert mina_at_work.get("/")["Location"] == "/setup/first-steps/"
    assert mina_at_work.get("/setup/first-steps/").status_code == 200
    mina_at_work.post("/setup/sample/")
    assert Deal.objects.count() == 300
    assert mina_at_work.get("/")["Location"] == "/board/"
    assert "۳۰۰" in mina_at_work.get("/settings/sample/").content.decode()
    mina_at_work.post("/settings/sample/removal/")
    assert Deal.objects.count() == 0


def test_ali_the_seller_may_not_load_or_remove_sample_data(ali: User) -> None:
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(ali)
    assert browser.post("/setup/sample/").status_code == 403
    assert browser.post("/settings/sample/removal/").status_code == 403


def test_first_steps_are_kept_with_the_person_put_aside_and_brought_back(mina_at_work: Client) -> None:
    mina_at_work.post("/pipelines/new/", {"with": "accept"})
    shown = mina_at_work.get("/setup/first-steps/")
    assert "۰ از ۵" in shown.content.decode()
    assert shown.context["steps"][0].url == "/imports/"
    mina_at_work.post("/settings/marks/first_steps_move/")
    mina_at_work.post("/settings/marks/first_steps/", {"next": "/board/"})
    other_browser = Client(HTTP_HOST="localhost")
    other_browser.force_login(User.objects.get())
    assert other_browser.get("/")["Location"] == "/board/"
    page = other_browser.get("/setup/first-steps/").content.decode()
    assert "۱ از ۵" in page and "برگردان" in page
    other_browser.post("/settings/marks/first_steps/", {"on": "0"})
    assert other_browser.get("/")["Location"] == "/setup/first-steps/"
    assert other_browser.post("/settings/marks/anything/").status_code == 404


def test_ali_has_first_steps_of_his_own(ali: User) -> None:
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(ali)
    steps = browser.get("/setup/first-steps/").context["steps"]
    assert [step.key for step in steps] == ["first_steps_tour", "first_steps_move", "first_steps_touch"]


def test_the_tour_of_the_board_starts_by_itself_once(ali: User, pipeline: Pipeline) -> None:
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(ali)
    board = f"/board/{pipeline.pk}/"
    assert 'data-tour-seen-value="false"' in browser.get(board).content.decode()
    browser.post("/settings/marks/board_tour/", headers={"HX-Request": "true"})
    assert 'data-tour-seen-value="true"' in browser.get(board).content.decode()


def test_mina_hides_the_word_on_sample_data_for_a_day(mina_at_work: Client) -> None:
    mina_at_work.post("/pipelines/new/", {"with": "accept"})
    mina_at_work.post("/setup/sample/")
    assert "notice-line" in mina_at_work.get("/contacts/").content.decode()
    mina_at_work.post("/settings/marks/sample_notice/", {"next": "/contacts/"})
    assert "notice-line" not in mina_at_work.get("/contacts/").content.decode()
    mina = User.objects.get(role="administrator")
    mina.marks["sample_notice"] = (timezone.now() - timedelta(days=1)).isoformat()
    mina.save()
    assert "notice-line" in mina_at_work.get("/contacts/").content.decode()
