from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template

from kariz.localisation import preferences
from kariz.localisation.money import Money
from kariz.localisation.preferences import Preferences
from kariz.localisation.templatetags import kariz

ENGLISH = Preferences("en", "gregorian", "latin", "USD", "", "UTC")
DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def render(source, **context):
    return Template("{% load kariz %}" + source).render(Context(context))


def test_sara_sees_persian_and_john_sees_english():
    source = (
        "{{ d|date_for }} {{ d|date_for:'long' }} {{ m|date_for }} {{ n|num }} {{ a|money }} {{ p|percent }}"
    )
    values = {"d": DAY, "m": MOMENT, "n": 12500, "a": 120_000_000, "p": 35}
    assert render(source, **values) == ("۱۴۰۵/۰۹/۰۲ ۲ آذر ۱۴۰۵ ۱۴۰۵/۰۹/۰۲، ۱۴:۳۰ ۱۲٬۵۰۰ ۱۲٬۰۰۰٬۰۰۰ تومان ۳۵٪")
    with preferences.using(ENGLISH):
        assert render(source, **values) == (
            "2026-11-23 23 November 2026 2026-11-23, 11:00 12,500 $1,200,000 35%"
        )


def test_preferences_nest_and_come_back():
    before = preferences.current()
    with preferences.using(digits="latin"), preferences.using(unit="rial") as inner:
        assert (inner.digits, inner.unit) == ("latin", "rial")
        assert render("{{ 1000|money }}") == "1,000 ریال"
    assert preferences.current() == before
    token = preferences.activate(ENGLISH)
    assert preferences.current() is ENGLISH
    preferences.deactivate(token)


def test_empty_values_show_nothing():
    filters = "date_for when relday num percent money money_short bidi ltr digits"
    source = "".join(f"{{{{ x|{name} }}}}" for name in filters.split())
    assert render(source, x=None) == ""


def test_near_days_and_moments_are_told_from_now():
    today, now = preferences.today(), datetime.now(UTC)
    assert render("{{ d|relday }}", d=today + timedelta(days=1)) == "فردا"
    assert render("{{ d|when }}", d=today - timedelta(days=3)) == "۳ روز پیش"
    assert render("{{ d|when }}", d=now) == "همین حالا"
    assert render("{{ d|relday }}", d=DAY.replace(year=2001)) == "۲ آذر ۱۳۸۰"


def test_money_takes_its_own_currency():
    assert render("{{ a|money }}", a=Money(500, "EUR")) == "۵ یورو"
    assert render("{{ a|money:'USD' }}", a=500) == "۵ دلار"
    assert render("{{ a|money_short }}", a=12_000_000_000) == "۱٫۲ میلیارد تومان"
    assert render("{{ p|percent:'one' }}", p=0.355) == "۳۵٫۵٪"


@pytest.mark.parametrize("kind", ["bidi", "ltr"])
def test_a_name_with_markup_stays_text(kind):
    assert "<script>" not in render(f"{{{{ x|{kind} }}}}", x="<script>")
    assert render("{{ x|ltr }}", x="+98912") == '<bdi dir="ltr">+98912</bdi>'
    assert render("{{ x|digits }}", x="پلاک 12") == "پلاک ۱۲"


def test_a_board_of_cards_costs_microseconds_a_filter(cpu_seconds):
    calls = [
        lambda: kariz.date_for(DAY), lambda: kariz.relday(DAY), lambda: kariz.num(12500), lambda: kariz.money(120_000_000),
        lambda: kariz.money_short(120_000_000), lambda: kariz.percent(35), lambda: kariz.bidi("سارا"),
        lambda: kariz.when(MOMENT),
    ]  # fmt: skip
    for call in calls:
        assert cpu_seconds(lambda call=call: [call() for _number in range(2000)]) / 2000 < 50e-6


def test_a_quoted_file_name_keeps_its_direction_in_a_persian_line():
    told = render("{{ text|sentence }}", text="ورود «نمایشگاه.csv» آن را 2 بار <b> یافت.")
    assert told == "ورود «<bdi>نمایشگاه.csv</bdi>» آن را ۲ بار &lt;b&gt; یافت."
    with preferences.using(ENGLISH):
        assert render("{{ text|sentence }}", text="In “expo.csv”.") == "In “<bdi>expo.csv</bdi>”."
