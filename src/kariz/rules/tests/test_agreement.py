"""The list and the single record never disagree: SQL and Python give the same records for any rule."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kariz.localisation.text import fold
from kariz.rules import compile, conditions, explain, fields
from kariz.rules.operators import BETWEEN, IN, NOT_IN, WITH_DAYS, WITHOUT_VALUE, Type

from .app.models import Firm, Lead, Person, Tag

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)  # the last day but one of a Jalali year

words = st.text("ابیيكک‌ aB۱1%_'", max_size=4)
codes = st.text("abAB1%_\\", max_size=3)
days = st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))
# Near midnight of Tehran (20:30 UTC), where a day in UTC and a day here differ.
instants = st.builds(
    lambda day, minutes: (
        datetime(day.year, day.month, day.day, 20, 30, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    days,
    st.sampled_from([-1, 0, 1, 700]),
)


def maybe(strategy):
    return st.none() | strategy


leads = st.fixed_dictionaries(
    {
        "title": words,
        "code": maybe(codes),
        "count": maybe(st.integers(-3, 3)),
        "ratio": maybe(st.integers(-300, 300).map(lambda n: Decimal(n) / 100)),
        "amount": maybe(st.sampled_from([0, 1, 10**12, 2**53 - 1])),
        "due": maybe(days),
        "touched": maybe(instants),
        "done": maybe(st.booleans()),
        "channel": st.sampled_from(["", "call", "chat"]),
        "owner_id": maybe(st.integers(1, 2)),
        "firm": maybe(st.tuples(words, maybe(st.integers(0, 100)))),
        "tags": st.sets(st.integers(1, 3)),
    }
)

_VALUES = {
    Type.NUMBER: st.integers(-3, 3) | st.sampled_from([0.5, -1.25, 2.01, 50, 10**12]),
    Type.MONEY: st.sampled_from([-1, 0, 1, 10**12, 2**53 - 1]),
    Type.DURATION: st.integers(-6, 6),
    Type.AGE: st.integers(-40, 40),
    Type.BOOLEAN: st.booleans(),
    Type.CHOICE: st.sampled_from(["call", "chat", "mail"]),
    Type.CHOICES: st.integers(1, 3),
    Type.REFERENCE: st.integers(1, 3),
}
_VALUES[Type.DATE] = _VALUES[Type.DATETIME] = days.map(date.isoformat) | st.sampled_from(
    ["today", "-1d", "+30d", "start_of_week", "start_of_month", "start_of_quarter", "start_of_year"]
)


def _value(field, op):
    if op in WITHOUT_VALUE:
        return st.none()
    if op in WITH_DAYS:
        return st.integers(0, 40)
    one = (
        (words if field.folded_path else codes).filter(fold)
        if field.type is Type.TEXT
        else _VALUES[field.type]
    )
    if op == BETWEEN:
        return st.lists(one, min_size=2, max_size=2)
    return st.lists(one, min_size=1, max_size=3) if op in (IN, NOT_IN) else one


@st.composite
def leaf(draw):
    field = draw(st.sampled_from(fields.filterable("test_lead")))
    op = draw(st.sampled_from(field.operators))
    return {"field": field.name, "op": op, "value": draw(_value(field, op))}


@st.composite
def rules(draw, depth=3):
    kind = draw(st.sampled_from(["leaf", "leaf", "all", "any", "not"])) if depth else "leaf"
    if kind == "leaf":
        return draw(leaf())
    if kind == "not":
        return {"not": draw(rules(depth=depth - 1))}
    return {kind: draw(st.lists(rules(depth=depth - 1), min_size=kind == "any", max_size=3))}


def make(given_leads):
    Person.objects.bulk_create([Person(pk=n, name=str(n)) for n in (1, 2)])
    Tag.objects.bulk_create([Tag(pk=n, name=str(n)) for n in (1, 2, 3)])
    for values in given_leads:
        values = dict(values)
        tags, firm = values.pop("tags"), values.pop("firm")
        if firm is not None:
            values["firm"] = Firm.objects.create(name=firm[0], size=firm[1])
        lead = Lead.objects.create(**values, folded=fold(values["title"]))
        lead.tags.set(tags)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_list_and_each_record_alone_agree_on_every_rule(tables, data):
    with transaction.atomic():
        make(data.draw(st.lists(leads, min_size=1, max_size=4)))
        sara = Person.objects.get(pk=1)
        records = list(Lead.objects.all())
        for tree in data.draw(st.lists(rules(), min_size=1, max_size=6)):
            rule = conditions.parse(tree, subject="test_lead")
            asked = {"subject": "test_lead", "user": sara, "today": TODAY}
            in_sql = list(compile.apply(Lead.objects.all(), rule, **asked).values_list("pk", flat=True))
            in_python = [lead.pk for lead in records if explain.is_met(rule, lead, **asked)]
            assert sorted(in_sql) == sorted(in_python), tree
            explained = [lead.pk for lead in records if explain.explain(rule, lead, **asked).met]
            assert explained == in_python
            outside = compile.apply(Lead.objects.all(), {"not": tree}, **asked).values_list("pk", flat=True)
            assert set(outside) == {lead.pk for lead in records} - set(in_sql)
            for same in (
                conditions.normalise(rule),
                conditions.parse(conditions.to_json(rule), subject="test_lead"),
            ):
                again = compile.apply(Lead.objects.all(), same, **asked).values_list("pk", flat=True)
                assert set(again) == set(in_sql)
        transaction.set_rollback(True)
