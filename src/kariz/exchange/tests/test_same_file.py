"""Whoever brings the very same file again is told so at once, with the earlier import."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from kariz.exchange.actions.at_work import set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import Import
from kariz.exchange.queries.known.same_file import same_files
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_rehearsal import work

TEXT = "عنوان,شرکت,مبلغ (ریال)\nفروش ۱,پارس,100\nفروش ۲,مهر,250\n"
PEOPLE = "نام,موبایل\nعلی رضایی,09121234567\n"


def page(client, one):
    return client.get(f"/imports/{one.pk}/").content.decode()


def told(user, one):
    return [(same.what, same.before.pk) for same in same_files(user, one)]


def test_mina_is_told_on_top_of_the_page_that_the_file_came_before(admin, pipeline, upload, bring, client):
    first = bring(TEXT, admin)
    Import.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=40))
    again = upload(TEXT, admin, name="نسخهٔ دیگر.csv")
    assert told(admin, again) == [("came", first.pk)]
    client.force_login(admin)
    html = page(client, again)
    assert html.index('data-same-file="came"') < html.index('id="mapping"')
    assert f'href="/imports/{first.pk}/"' in html
    seen = client.get(f"/api/v1/imports/{again.pk}/preview").json()["same_file"]
    assert (seen["id"], seen["what"], seen["state"], seen["import_set"]) == (first.pk, "came", "done", None)
    assert 'data-same-file="came"' in page(client, finish(imports.check(one=again, by=admin)))
    assert "data-same-file" not in page(client, first)


def test_that_it_was_taken_back_or_waits_is_said_so(admin, pipeline, upload, bring, client):
    first = bring(TEXT, admin)
    finish(imports.take_back(one=first, by=admin))
    second = upload(TEXT, admin)
    assert told(admin, second) == [("taken_back", first.pk)]
    third = upload(TEXT, admin)
    assert told(admin, third) == [("taken_back", first.pk)]
    client.force_login(admin)
    assert 'data-same-file="taken_back"' in page(client, third)
    other = upload(PEOPLE, admin, kind="contacts")
    assert told(admin, upload(PEOPLE, admin, kind="contacts")) == [("waiting", other.pk)]


def test_of_several_the_last_that_came_is_named(admin, pipeline, upload, bring):
    bring(TEXT, admin)
    last = bring(TEXT, admin)
    finish(imports.take_back(one=bring(TEXT, admin), by=admin))
    assert told(admin, upload(TEXT, admin)) == [("came", last.pk)]


@pytest.mark.parametrize("changed", [TEXT + "فروش ۳,آوا,5\n", TEXT.replace("100", "101")])
def test_another_file_of_the_same_name_is_another(admin, pipeline, upload, bring, changed):
    bring(TEXT, admin)
    assert told(admin, upload(changed, admin)) == []


def test_ali_is_not_told_of_an_import_that_he_may_not_see(admin, ali, pipeline, upload, bring, client):
    bring(TEXT, admin)
    again = upload(TEXT, ali)
    assert told(ali, again) == []
    client.force_login(ali)
    html = page(client, again)
    assert "data-same-file" not in html and 'id="mapping"' in html
    assert client.get(f"/api/v1/imports/{again.pk}/preview").json()["same_file"] is None
    assert told(admin, again) != []


def test_in_a_set_the_file_that_came_before_is_named_once(admin, pipeline, bring, client):
    first = bring(TEXT, admin)
    files = [ContentFile(text.encode(), name) for text, name in ((TEXT, "الف.csv"), (PEOPLE, "ب.csv"))]
    whole = sets.upload(files=files, by=admin)
    client.force_login(admin)
    html = client.get(f"/imports/together/{whole.pk}/").content.decode()
    assert html.count("data-same-file=") == 1 and f'href="/imports/{first.pk}/"' in html
    seen = client.get(f"/api/v1/import-sets/{whole.pk}/preview").json()["files"]
    assert [one["same_file"] and one["same_file"]["id"] for one in seen] in (
        [first.pk, None],
        [None, first.pk],
    )
    work(set_runs.start(whole=whole, by=admin))
    files = [ContentFile(text.encode(), name) for text, name in ((TEXT, "الف.csv"), (PEOPLE, "ب.csv"))]
    again = sets.upload(files=files, by=admin)
    html = client.get(f"/imports/together/{again.pk}/").content.decode()
    assert html.count("data-same-file=") == 2 and f'href="/imports/together/{whole.pk}/"' in html
