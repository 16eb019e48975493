"""Who may manage which team."""

import pytest

from kariz.access.actions import teams, visibility
from kariz.access.models import User
from kariz.web.errors import NotAllowed


def test_a_manager_narrowed_to_teams_manages_none(company):
    visibility.change(role="manager", sees="team", changes="team", by=company.mina)
    sara = User.objects.get(pk=company.sara.pk)
    for attempt in (
        lambda: teams.set_members(team=company.south, members={sara.pk: False}, by=sara),
        lambda: teams.create(name="شرق", by=sara),
        lambda: teams.delete(team=company.south, by=sara),
    ):
        with pytest.raises(NotAllowed):
            attempt()
