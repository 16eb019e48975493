from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from kariz.localisation import preferences
from kariz.rules import compile, explain
from kariz.rules.schema import schema
from kariz.rules.sentence import sentence

from .app.models import Firm, Lead

BIG = {"field": "company.size", "op": ">=", "value": 50}
CALLED = {"field": "channel", "op": "in", "value": ["call", "chat"]}
LATE = {"field": "due", "op": "before", "value": "-30d"}


def in_english(tree):
    with override("en"), preferences.using(language="en", digits="latin", calendar="gregorian", unit="rial"):
        return sentence(tree, subject="test_lead")


@pytest.mark.parametrize(
    ("tree", "persian", "english"),
    [
        (BIG, "اندازهٔ شرکت دست‌کم ۵۰", "اندازهٔ شرکت at least 50"),
        (
            {"all": [BIG, CALLED]},
            "اندازهٔ شرکت دست‌کم ۵۰ و کانال یکی از تلفن، گفت‌وگو",
            "اندازهٔ شرکت at least 50 and کانال is one of تلفن, گفت‌وگو",
        ),
        (LATE, "سررسید پیش از ۳۰ روز پیش", "سررسید before 30 days ago"),
        ({"not": {"field": "owner", "op": "is_me"}}, "نه (مسئول خود من)", "not (مسئول is me)"),
        ({}, "همیشه", "always"),
    ],
)
def test_a_rule_reads_as_a_sentence(tree, persian, english):
    with override("fa"):
        assert sentence(tree, subject="test_lead") == persian
    assert in_english(tree) == english


def test_sara_sees_which_part_of_a_rule_her_lead_does_not_meet():
    lead = Lead(firm=Firm(size=20), channel="call", due=None)
    with override("fa"):
        found = explain.explain(
            {"all": [BIG, CALLED, LATE]}, lead, subject="test_lead", today=date(2026, 3, 20)
        )
    assert not found.met
    assert [part.met for part in found.parts] == [False, True, False]
    assert [(part.label, part.actual_text) for part in found.unmet()] == [
        ("اندازهٔ شرکت دست‌کم ۵۰", "۲۰"),
        ("سررسید پیش از ۳۰ روز پیش", "خالی"),
    ]
    assert found.as_dict()["parts"][1] == {
        "kind": "condition", "met": True, "label": found.parts[1].label, "field": "channel", "actual": "تلفن",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_month_starts_by_the_calendar_in_force(tables):
    lead = Lead.objects.create(due=date(2026, 3, 10))
    rule = {"field": "due", "op": ">=", "value": "start_of_month"}
    for calendar, expected in (("jalali", [lead]), ("gregorian", [lead])):
        with preferences.using(calendar=calendar):
            found = compile.apply(Lead.objects.all(), rule, subject="test_lead", today=date(2026, 3, 20))
            assert list(found) == expected
    for calendar, expected in (("jalali", []), ("gregorian", [lead])):
        with preferences.using(calendar=calendar):
            found = compile.apply(Lead.objects.all(), rule, subject="test_lead", today=date(2026, 3, 21))
            assert list(found) == expected


def test_the_editor_knows_every_field_in_the_readers_language():
    with override("fa"):
        found = schema("test_lead")
    names = {field["name"] for field in found["fields"]}
    assert "company.size" in names and "secret" not in names
    amount = next(field for field in found["fields"] if field["name"] == "amount")
    assert (amount["scale"], amount["unit"]) == (10, "تومان")
    assert found["words"]["all"] == "همهٔ این‌ها"


def editor(attributes, rule):
    source = CottonCompiler().process(f'<c-rule-editor subject="test_lead" :value="rule" {attributes} />')
    return Template(source).render(Context({"rule": rule}))


def test_the_editor_carries_rule_and_schema_as_escaped_data():
    tree = {"field": "title", "op": "contains", "value": '"><script>alert(1)</script>'}
    with override("fa"):
        page = editor('name="filter" label="قاعده"', tree)
    assert "<script" not in page
    assert 'name="filter"' in page and 'data-controller="rule-editor"' in page
    assert "همهٔ این‌ها" in page


@pytest.mark.parametrize("value", ["{broken", '{"field": "gone", "op": "=", "value": 1}'])
def test_a_rule_sent_back_wrong_stays_in_the_editor(value):
    page = editor('name="rule" readonly="true"', value)
    assert "broken" in page or "gone" in page
    assert 'data-rule-editor-readonly-value="true"' in page
