import pytest

from kariz.access import policy
from kariz.access.actions import invitations, teams, tokens, users, visibility
from kariz.access.models import Role, User
from kariz.events.models import Event
from kariz.organisation.actions import organisation
from kariz.web.errors import NotAllowed

ACTIONS = {
    "create a user": (lambda c, by: users.create(by=by, name="New", role="seller"), {"mina"}),
    "change a role": (lambda c, by: users.change_role(user=c.omid, role="manager", by=by), {"mina"}),
    "rename another": (lambda c, by: users.change(user=c.omid, name="Omid K.", by=by), {"mina"}),
    "deactivate": (lambda c, by: users.deactivate(user=c.omid, by=by), {"mina"}),
    "invite": (lambda c, by: invitations.invite(email="new@example.com", role="seller", by=by), {"mina"}),
    "make a team": (lambda c, by: teams.create(name="East", by=by), {"mina", "reza"}),
    "fill a team": (lambda c, by: teams.set_members(team=c.south, members={}, by=by), {"mina", "reza"}),
    "set visibility": (
        lambda c, by: visibility.change(role="seller", sees="own", changes="own", by=by),
        {"mina"},
    ),
    "change the company": (lambda c, by: organisation.change(by=by, name="Kariz Co"), {"mina"}),
    "make a token": (
        lambda c, by: tokens.create(name="t", scope="read", by=by),
        {"mina", "reza", "sara", "laleh", "vida"},
    ),
    "switch language": (
        lambda c, by: users.change_preferences(user=by, by=by, language="en"),
        {"mina", "reza", "sara", "laleh", "vida"},
    ),
}


@pytest.mark.parametrize("who", ["mina", "reza", "sara", "laleh", "vida"])
@pytest.mark.parametrize("what", ACTIONS)
def test_each_role_may_do_what_is_declared_and_nothing_else_writes(company, who, what):
    act, allowed = ACTIONS[what]
    by = getattr(company, who)
    before = (Event.objects.count(), list(User.objects.values()))
    if who in allowed:
        act(company, by)
        assert Event.objects.count() > before[0]
    else:
        with pytest.raises(NotAllowed):
            act(company, by)
        assert (Event.objects.count(), list(User.objects.values())) == before


def test_asking_for_an_unregistered_capability_is_a_mistake_of_the_program(company):
    with pytest.raises(policy.UnknownCapability):
        company.mina.can("deal.fly")


def test_a_capability_cannot_get_two_meanings():
    policy.register("test.twice", roles={Role.MANAGER})
    with pytest.raises(ValueError, match="twice"):
        policy.register("test.twice", roles={Role.SELLER})


def test_a_deactivated_administrator_can_nothing(company):
    company.mina.is_active = False
    assert not company.mina.can("user.manage")


def test_mina_the_last_administrator_cannot_be_demoted_or_deactivated(company):
    with pytest.raises(users.LastAdministrator):
        users.change_role(user=company.mina, role="seller", by=company.mina)
    with pytest.raises(users.LastAdministrator):
        users.deactivate(user=company.mina, by=company.mina)
    company.mina.refresh_from_db()
    assert (company.mina.role, company.mina.is_active) == ("administrator", True)


def test_mina_steps_back_once_reza_is_an_administrator_too(company):
    users.change_role(user=company.reza, role="administrator", by=company.mina)
    assert users.change_role(user=company.mina, role="manager", by=company.mina).role == "manager"
