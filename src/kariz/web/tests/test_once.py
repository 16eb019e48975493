"""A form that is sent twice has one effect."""

import re

import pytest
from django.test import Client

from kariz.people.models import Company
from kariz.pipeline.models import Activity, Obstacle
from kariz.records.models import Comment

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def browser(ali):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ali)
    return client


def token(browser, url, **headers):
    """The mask that the drawn form carries."""
    page = browser.get(url, **headers).content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)


def test_ali_presses_plan_three_times_and_one_call_is_planned(browser, deal):
    url = f"/deals/{deal.pk}/activities/"
    before = Activity.objects.count()
    form = {
        "csrfmiddlewaretoken": token(browser, url, **HTMX),
        "kind": "call",
        "name": "تماس",
        "due_at": "فردا",
    }
    answers = [browser.post(url, form, **HTMX) for _ in range(3)]
    assert Activity.objects.count() == before + 1
    assert [one.status_code for one in answers] == [200, 204, 204]
    assert answers[1]["HX-Refresh"] == "true"


def test_a_form_that_was_refused_may_be_sent_again(browser, deal):
    url = f"/deals/{deal.pk}/obstacles/"
    mark = token(browser, url, **HTMX)
    wrong = {"csrfmiddlewaretoken": mark, "text": " ", "kind": "budget"}
    assert [browser.post(url, wrong, **HTMX).status_code for _ in range(2)] == [422, 422]
    assert browser.post(url, {**wrong, "text": "بودجه"}, **HTMX).status_code == 200
    assert Obstacle.objects.count() == 1


def test_the_same_words_in_a_new_form_are_meant(browser, deal):
    url = f"/comments/deal/{deal.pk}/"
    for _ in range(2):
        browser.post(url, {"csrfmiddlewaretoken": token(browser, url), "body": "تماس گرفتم"})
    assert Comment.objects.count() == 2


def test_a_page_without_scripts_leads_to_the_record_that_the_first_click_made(browser):
    url = "/companies/new/"
    form = {"csrfmiddlewaretoken": token(browser, url), "name": "شرکت قنات"}
    first, second = browser.post(url, form), browser.post(url, form)
    assert Company.objects.filter(name="شرکت قنات").count() == 1
    assert (second.status_code, second["Location"]) == (302, first["Location"])
