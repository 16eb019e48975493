import pytest

from kariz.rules import conditions, sorting
from kariz.rules.conditions import ALWAYS, AllOf, Condition, parse, to_json, used_fields
from kariz.rules.errors import RuleError

SIZE = {"field": "company.size", "op": ">=", "value": 50}


def refused(tree) -> RuleError:
    with pytest.raises(RuleError) as caught:
        parse(tree, subject="test_lead")
    assert caught.value.code == "invalid_rule" and caught.value.status == 400
    return caught.value


@pytest.mark.parametrize("tree", [None, {}, {"all": []}])
def test_an_empty_rule_asks_nothing(tree):
    assert parse(tree, subject="test_lead") == ALWAYS


def test_a_rule_comes_back_as_it_was_written():
    tree = {"any": [SIZE, {"not": {"all": [{"field": "owner", "op": "is_me"}, SIZE]}}]}
    rule = parse(tree, subject="test_lead")
    assert to_json(rule) == tree
    assert used_fields(rule) == {"company.size", "owner"}


def test_typed_numbers_and_persian_digits_become_numbers():
    rule = parse({"field": "company.size", "op": "between", "value": ["۵۰", "1,200"]}, subject="test_lead")
    assert rule == Condition("company.size", "between", (50, 1200))


def test_needless_nesting_is_taken_away():
    rule = parse({"all": [{"all": [SIZE, SIZE]}, {"not": {"not": SIZE}}]}, subject="test_lead")
    assert conditions.normalise(rule) == parse(SIZE, subject="test_lead")


@pytest.mark.parametrize(
    "name", ["password", "owner__password", "secret", "pk", "firm__size", "", None, 7, ["title"]]
)
def test_reza_cannot_ask_for_an_unlisted_field(name):
    error = refused({"all": [SIZE, {"not": {"field": name, "op": "=", "value": "x"}}]})
    assert error.path == "all[1].not"
    assert error.field == str(name)


@pytest.mark.parametrize("op", ["regex", "contains", "is_me", "", None, {"a": 1}])
def test_a_question_that_the_type_does_not_have_is_refused(op):
    assert refused({"field": "company.size", "op": op, "value": 1}).field == "company.size"


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        ("count", "=", "دو"),
        ("count", "=", True),
        ("count", "=", float("nan")),
        ("count", "=", float("inf")),
        ("count", "=", 10**400),
        ("count", "between", [1]),
        ("count", "in", []),
        ("count", "in", list(range(101))),
        ("amount", ">", 1.5),
        ("title", "contains", "ا" * 501),
        ("title", "contains", "a\x00"),
        ("title", "contains", "\ud800"),
        ("title", "contains", "‌"),
        ("title", "=", {"a": 1}),
        ("due", "=", "2025-02-29"),
        ("due", "=", "0001-01-01"),
        ("due", "before", "-99999d"),
        ("due", "within_last", -1),
        ("channel", "=", "fax"),
        ("channel", "=", ["call"]),
        ("tags", "in", [9]),
        ("owner", "=", -1),
        ("done", "=", "شاید"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_field(field, op, value):
    assert refused({"field": field, "op": op, "value": value}).field == field


def test_rules_without_bounds_are_refused():
    deep = SIZE
    for _level in range(6):
        deep = {"not": deep}
    refused(deep)
    refused({"all": [SIZE] * 101})
    refused({"all": [{"all": []}] * 300})
    parse({"all": [SIZE] * 100}, subject="test_lead")


@pytest.mark.parametrize(
    "tree", [[], "x", 5, {"any": []}, {"all": {}}, {"all": [], "any": []}, {**SIZE, "raw": "1"}]
)
def test_what_is_no_rule_is_refused(tree):
    refused(tree)


def test_an_unknown_subject_is_refused():
    with pytest.raises(RuleError):
        parse(SIZE, subject="nobody")


def test_records_are_ordered_by_listed_fields_with_missing_values_last():
    amount, title, newest = sorting.order_by("-amount,title", subject="test_lead")
    assert amount.descending and amount.nulls_last
    assert not title.descending and newest.descending
    assert [str(key) for key in sorting.parse("-amount", subject="test_lead")] == ["-amount"]


@pytest.mark.parametrize(
    "text", ["password", "-owner__password", "code", "amount,-amount", "--amount", ",", "?"]
)
def test_reza_cannot_sort_by_an_unlisted_field(text):
    with pytest.raises(RuleError) as caught:
        sorting.order_by(text, subject="test_lead")
    assert caught.value.status == 400


def test_a_rule_of_always_stays_always():
    assert conditions.normalise(AllOf((AllOf(), AllOf()))) == ALWAYS
