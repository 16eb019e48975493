"""Who may manage which team."""

import pytest

from kariz.access.actions import teams, visibility
from kariz.access.models import User
from kariz.web.errors import NotAllowed


def test_a_manager_narrowed_to_teams_manages_only_the_ones_they_lead(company):
    visibility.change(role="manager", sees="team", changes="team", by=company.mina)
    sara = User.objects.get(pk=company.sara.pk)
    foreign = teams.create(name="جنوب", by=company.mina)
    with pytest.raises(NotAllowed):
        teams.set_members(team=foreign, members={sara.pk: False}, by=sara)
    with pytest.raises(NotAllowed):
        teams.create(name="شرق", by=sara)
    led = teams.create(name="غرب", by=company.mina)
    led = teams.set_members(team=led, members={sara.pk: True}, by=company.mina)
    sara.forget_reach()
    assert teams.rename(team=led, name="غرب کشور", by=sara).name == "غرب کشور"
