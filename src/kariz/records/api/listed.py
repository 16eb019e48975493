"""What the lists of tables take and tell beyond their filters, alike for every kind."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import ConfigDict

from kariz.web.paging import ListParams


class FilterParams(Schema):
    """What narrows a list and is no plain field."""

    q: str = Field("", description="Words, in either script and either digits.")
    f: str = Field(
        "", description="A rule as JSON. Plain fields do as well: `stage=3&amount__gte=1000&owner=me`."
    )


class TableParams(ListParams):
    sort: str = Field(
        "",
        max_length=400,
        description="Any column or field that the page sorts by, own fields included; `-` turns it round, commas stand "
        "between several: `-amount,title`. An unknown one is refused, and those that there are are named.",
        examples=["-updated_at", "city,name", "-custom.branches"],
    )
    group: str = Field(
        "", description="Together with `part`: by what the list is grouped.", examples=["city"]
    )
    part: str | None = Field(
        None, description="The `key` of a group of `totals`: its rows alone; empty for those without a value."
    )


class TotalsParams(FilterParams):
    group: str = Field(
        "",
        description="Also the sums of each group; what the page groups by.",
        examples=["city", "owner", "stage"],
    )


class Sums(Schema):
    """`sums` are by column, amounts in minor units of the company's currency; `uncounted` is what a sum of money leaves
    out, in minor units by currency: amounts in another currency without a rate."""

    count: int
    sums: dict[str, int | float]
    uncounted: dict[str, dict[str, int]]


class GroupOut(Sums):
    """`key` names it in the `part` of the list, `label` in the caller's words; both empty for those without a value."""

    key: str
    label: str


class TotalsOut(Sums):
    """Over all that the filters mean. `groups` stand as on the page; `more_groups` where there are more than these 200."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "count": 3,
                "sums": {"size": 140},
                "uncounted": {},
                "groups": [
                    {"key": "tehran", "label": "Tehran", "count": 2, "sums": {"size": 40}, "uncounted": {}},
                    {"key": "", "label": "", "count": 1, "sums": {"size": 100}, "uncounted": {}},
                ],
                "more_groups": False,
            }
        }
    )

    groups: list[GroupOut]
    more_groups: bool


class DealTotalsOut(TotalsOut):
    """`weighted_sum` weighs each amount by the odds of its stage; what is won counts whole, what is lost or rests not."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "count": 2,
                "sums": {"amount": 500000000},
                "uncounted": {"amount": {"EUR": 120000}},
                "weighted_sum": 10000000,
                "groups": [
                    {
                        "key": "3",
                        "label": "Proposal",
                        "count": 2,
                        "sums": {"amount": 500000000},
                        "uncounted": {"amount": {"EUR": 120000}},
                    }
                ],
                "more_groups": False,
            }
        }
    )

    weighted_sum: int
