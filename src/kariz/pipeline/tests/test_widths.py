"""What the usual columns of a table take: a window of 1280 pixels shows all of them."""

import pytest

from kariz.records.tables import table_of
from kariz.records.tables.layout import places_of


@pytest.mark.django_db
@pytest.mark.parametrize("plural", ["deals", "contacts", "companies", "obstacles"])
def test_no_usual_column_is_cut_in_a_window_of_1280(plural: str) -> None:
    assert sum(place.width for place in places_of(table_of(plural), "")) <= 948
