"""`{% url %}` gives what Django's gives."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse


@pytest.mark.parametrize(
    ("source", "name", "args"),
    [
        ("{% url 'pipeline:deal' pk %}", "pipeline:deal", [7]),
        ("{% url 'pipeline:deal' pk %}", "pipeline:deal", [8]),
        ("{% url 'pipeline:deal_tick' pk other %}", "pipeline:deal_tick", [7, 9]),
        ("{% url 'pipeline:deal_tick' pk pk %}", "pipeline:deal_tick", [7, 7]),
        ("{% url 'records:files' 'deal' pk %}", "records:files", ["deal", 12]),
        ("{% url 'pipeline:deal_fact' pk word %}", "pipeline:deal_fact", [7, "expected_close"]),
        ("{% url 'pipeline:deals' %}", "pipeline:deals", []),
    ],
)
def test_an_address_is_djangos_own(source: str, name: str, args: list[object]) -> None:
    numbers = [arg for arg in args if isinstance(arg, int)]
    values = {
        "pk": numbers[0] if numbers else 0,
        "other": numbers[-1] if numbers else 0,
        "word": "expected_close",
    }
    assert Template(source).render(Context(values)) == reverse(name, args=args)


def test_what_cannot_be_found_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        Template("{% url 'pipeline:deal' word %}").render(Context({"word": "no number"}))
    with pytest.raises(NoReverseMatch):
        Template("{% url 'pipeline:deal' pk %}").render(Context({"pk": -1}))
