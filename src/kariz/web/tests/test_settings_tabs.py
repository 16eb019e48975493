"""The settings stand in groups, and nobody is shown a group without a page."""

import pytest
from django.test import Client
from django.urls import reverse

from kariz.web.settings_tabs import GROUPS, groups_for, tabs_for


def test_every_page_of_the_settings_stands_in_one_group(admin) -> None:
    groups = groups_for(admin)
    assert [group.key for group in groups] == [key for key in GROUPS if key in {g.key for g in groups}]
    assert sorted(tab.key for group in groups for tab in group.tabs) == sorted(
        tab.key for tab in tabs_for(admin)
    )


def test_a_seller_sees_no_group_of_the_administrators(ali) -> None:
    assert "company" not in [group.key for group in groups_for(ali)]


@pytest.mark.parametrize("name", ["access:profile", "access:tokens", "access:people"])
def test_the_page_is_marked_in_its_group_and_in_the_list_for_phones(admin, client: Client, name: str) -> None:
    client.force_login(admin)
    page = client.get(reverse(name)).content.decode()
    assert page.count(f'href="{reverse(name)}" aria-current="page"') == 2
