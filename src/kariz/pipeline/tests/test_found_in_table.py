"""The box above the table of deals finds a deal by its number, too."""

from __future__ import annotations

import pytest

from kariz.pipeline.actions import deals


@pytest.mark.parametrize(
    ("q", "found"), [("Q2615", True), ("q2615", True), ("۲۶۱۵", True), ("Q2616", False), ("Q", False)]
)
def test_ali_finds_a_deal_by_the_number_of_its_quote(pipeline, ali, client, q, found):
    deals.create(
        by=ali, new=deals.NewDeal(title="Window graphics", pipeline=pipeline, owner=ali, external_id="Q2615")
    )
    client.force_login(ali)
    page = client.get("/deals/", {"q": q}).content.decode()
    assert ("Window graphics" in page) is found
    assert (client.get("/api/v1/deals", {"q": q}).json()["items"] != []) is found
