import pytest
from django.http import QueryDict

from kariz.rules import url
from kariz.rules.conditions import ALWAYS, AllOf, Condition, Not, parse
from kariz.rules.errors import RuleError


def read(text):
    return url.from_query(QueryDict(text), subject="test_lead")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", ALWAYS),
        ("q=sara&page=2&sort=-amount&owner=", ALWAYS),
        ("owner=3", Condition("owner", "=", 3)),
        ("owner=me", Condition("owner", "is_me")),
        ("owner=3&owner=5", Condition("owner", "in", (3, 5))),
        ("owner__in=3,5", Condition("owner", "in", (3, 5))),
        ("company.size__gte=۵۰", Condition("company.size", ">=", 50)),
        ("due__before=today", Condition("due", "before", "today")),
        ("due__is_empty=0", Not(Condition("due", "is_empty"))),
        ("done=true&channel=call", AllOf((Condition("done", "=", True), Condition("channel", "=", "call")))),
        ("amount__between=1,9", Condition("amount", "between", (1, 9))),
    ],
)
def test_simple_filters_in_the_address_are_rules(text, rule):
    assert read(text) == rule


def test_a_whole_rule_survives_the_address():
    tree = {
        "any": [{"field": "title", "op": "contains", "value": "شرکت & ۱"}, {"field": "owner", "op": "is_me"}]
    }
    rule = parse(tree, subject="test_lead")
    assert read(url.to_query(rule)) == rule
    assert url.to_query(ALWAYS) == ""


@pytest.mark.parametrize(
    "text",
    [
        "password=1",
        "owner__password=1",
        "secret=1",
        "count__regex=1",
        "count=x",
        "done=true&done=false",
        "due__is_empty=maybe",
        "f={",
        "f=[1]",
        "f=" + "[" * 7000,
        "f=" + "x" * 9000,
        'f={"field":"count","op":"=","value":NaN}',
        'f={"field":"count","op":"=","value":' + "9" * 5000 + "}",
    ],
)
def test_a_wrong_address_is_refused(text):
    with pytest.raises(RuleError) as caught:
        read(text)
    assert caught.value.status == 400


def test_filters_beside_a_rule_keep_to_the_limits_together():
    row = '{"field":"done","op":"=","value":true}'
    twos = ",".join(f'{{"field":"count","op":"=","value":{n}}}' for n in range(100))
    assert len(read('f={"any":[' + twos + "]}").parts) == 100
    with pytest.raises(RuleError):
        read('f={"any":[' + twos + "]}&done=true")
    assert read("f=" + row) == Condition("done", "=", True)
