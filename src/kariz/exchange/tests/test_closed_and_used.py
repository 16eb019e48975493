""" "Closed" alone is a win where other deals of the list are lost, and who bought used went elsewhere."""

import pytest

from kariz.pipeline.models import Deal
from kariz.reading.deals.lost_reasons import template_of
from kariz.reading.deals.results import won_here


@pytest.mark.parametrize(
    ("closed", "lost", "still"), [("Closed", "Lost", "Quoted"), ("بسته شد", "باخت", "مذاکره")]
)
@pytest.mark.parametrize(
    ("meanings", "won"),
    [
        (("", "lost", "5"), True),
        (("", "lost", ""), True),
        (("", "5", "5"), False),
        (("", "lost", "won"), False),
        (("7", "lost", "5"), False),
    ],
)
def test_what_is_closed_was_won_where_others_are_lost_and_none_is_won(closed, lost, still, meanings, won):
    assert won_here(closed, dict(zip((closed, lost, still), meanings, strict=True))) is won


LISTS = {
    "en": ("Company,Title,Status", ["Closed", "Lost", "Quoted"]),
    "fa": ("شرکت,عنوان,وضعیت", ["بسته شد", "باخت", "مذاکره"]),
}


def rows(language, words):
    header, _words = LISTS[language]
    return "\n".join([header, *(f"Firm {at},Pump {at},{word}" for at, word in enumerate(words))])


@pytest.mark.parametrize("language", ["en", "fa"])
def test_mina_is_shown_that_closed_is_taken_for_won(admin, pipeline, upload, bring, client, language):
    words = LISTS[language][1]
    one = upload(rows(language, words), admin)
    assert one.options["stages"][words[0]] == "won"
    client.force_login(admin)
    told = {word["text"]: word for word in client.get(f"/imports/{one.pk}/").context["words"]}
    assert told[words[0]]["guess"] and not told[words[1]]["guess"]
    bring(rows(language, words), admin)
    assert Deal.objects.get(title="Pump 0").outcome == "won"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_where_nothing_is_lost_she_is_asked(admin, pipeline, upload, language):
    closed, _lost, still = LISTS[language][1]
    one = upload(rows(language, [closed, still, still]), admin)
    assert one.options["stages"][closed] == ""


@pytest.mark.parametrize(
    "why",
    [
        "bought used",
        "went with used",
        "Bought a second-hand one",
        "got one elsewhere",
        "purchased elsewhere",
        "used machine instead",
        "already bought",
        "دست دوم خرید",
        "دست‌دوم گرفتند",
        "رفت کارکرده خرید",
        "یک دستگاه استوک خریده بود",
    ],
)
def test_who_bought_used_or_elsewhere_chose_another(why):
    assert template_of(why) == "lost_competitor"


@pytest.mark.parametrize(
    "why", ["did not want a used one", "bought used from us before", "used to the old one", "دست دوم نخواست"]
)
def test_used_things_that_nobody_bought_elsewhere_are_no_reason(why):
    assert template_of(why) == ""
