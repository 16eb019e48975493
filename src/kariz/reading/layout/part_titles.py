"""What a line of one text is, below a blank line and above records."""

from __future__ import annotations

from kariz.reading.cells.values import OPEN
from kariz.reading.deals.stages import is_word, outcome_said
from kariz.reading.layout.legends import legend_of
from kariz.reading.names.firm_names import is_firm


def is_title_of_part(text: str, *, in_capitals: bool = True) -> bool:
    """Is it what these records are called: "ON HOLD", "Lost", "Done (green = sold, red = lost)"? Another may be a
    customer, as is "ABC LTD". `in_capitals`: do capitals say anything, where the records beside it have none?"""
    if in_capitals and text.isupper():
        return not is_firm(text)
    return bool(legend_of([text])) or outcome_said(text) not in ("", OPEN) or is_word(text, ())
