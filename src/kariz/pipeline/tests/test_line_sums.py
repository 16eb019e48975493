"""The window of products tells what they come to while one types."""

from __future__ import annotations

import pytest
from django.test import Client

from kariz.access.models import User
from kariz.pipeline.actions import deals, lines
from kariz.pipeline.actions.lines import NewLine
from kariz.pipeline.models import Deal


@pytest.fixture
def typing(client: Client, ali: User) -> Client:
    User.objects.filter(pk=ali.pk).update(language="en", digits="latin")
    client.force_login(ali)
    return client


def _typed(**rows: str) -> dict[str, str]:
    return {"lines-TOTAL_FORMS": "3", "lines-INITIAL_FORMS": "0"} | {
        name.replace("__", "-"): text for name, text in rows.items()
    }


def test_ali_sees_the_sum_with_its_discount_and_how_far_it_is_from_the_amount(
    typing: Client, deal: Deal, ali: User
) -> None:
    deals.change(deal=deal, by=ali, amount=3_000_000)
    typed = _typed(
        lines__0__title="Pump",
        lines__0__quantity="2",
        lines__0__unit_price="100,000 toman",
        lines__0__discount="10",
        lines__1__title="Pipe",
        lines__1__unit_price="۵۰٬۰۰۰",
        lines__2__title="Valve",
        lines__2__unit_price="dear",
    )
    page = typing.post(f"/deals/{deal.pk}/lines/totals/", typed).content.decode()
    # 2 × 100,000 less 10 % is 180,000; with 50,000 it is 230,000; the deal says 300,000.
    for figure in ("250,000", "20,000", "230,000", "300,000", "70,000", "180,000"):
        assert figure in page, figure
    assert "Lower by" in page
    assert 'id="line-total-2" class="line-total num" hx-swap-oob="true"></output>' in page
    deal.refresh_from_db()
    assert deal.lines.count() == 0 and deal.amount == 3_000_000


def test_one_press_makes_the_amount_the_sum_again_and_it_can_be_undone(
    typing: Client, deal: Deal, ali: User
) -> None:
    lines.set_lines(deal=deal, by=ali, lines=[NewLine("Pump", 500)])
    changed = deals.change(deal=deal, by=ali, amount=900)
    assert "Use the sum as the amount" in typing.get(f"/deals/{deal.pk}/").content.decode()
    typing.post(f"/deals/{deal.pk}/lines/amount/", {"version": changed.version})
    deal.refresh_from_db()
    assert deal.amount == 500
    typing.post(f"/deals/{deal.pk}/undo/")
    deal.refresh_from_db()
    assert deal.amount == 900


def test_nima_who_only_looks_is_refused(client: Client, viewer: User, deal: Deal) -> None:
    client.force_login(viewer)
    assert client.post(f"/deals/{deal.pk}/lines/amount/", {"version": deal.version}).status_code == 403
    assert client.post(f"/deals/{deal.pk}/lines/totals/", _typed()).status_code == 403
