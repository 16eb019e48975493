import pytest
from django.contrib.auth.models import AnonymousUser

from kariz.access.actions import visibility
from kariz.access.models import User
from kariz.access.policy import register
from kariz.access.queries.visibility import scope_q
from kariz.access.roles import EVERYONE
from kariz.web.errors import FieldErrors

register("test.see", roles=EVERYONE, record_scope="see")
register("test.change", roles=EVERYONE, record_scope="change")


class Record:
    def __init__(self, owner: User | None):
        self.owner_id = owner.pk if owner else None


def sees(user, owner):
    return user.can("test.see", Record(owner))


def changes(user, owner):
    return user.can("test.change", Record(owner))


def test_sara_sees_her_team_and_changes_her_own(company):
    c = company
    assert [sees(c.sara, o) for o in (c.sara, c.reza, c.omid, None)] == [True, True, False, True]
    assert [changes(c.sara, o) for o in (c.sara, c.reza, c.omid, None)] == [True, False, False, True]


def test_reza_and_mina_reach_everything(company):
    for user in (company.reza, company.mina):
        assert all(sees(user, o) and changes(user, o) for o in (company.omid, company.sara, None))


def test_vida_sees_everything_and_changes_nothing(company):
    assert sees(company.vida, company.omid)
    assert not any(changes(company.vida, o) for o in (company.vida, company.omid, None))


def test_with_own_sara_no_longer_sees_her_team(company):
    visibility.change(role="seller", sees="own", changes="own", by=company.mina)
    sara = User.objects.get(pk=company.sara.pk)
    assert sees(sara, sara)
    assert not sees(sara, company.reza)


def test_with_team_sara_changes_what_reza_owns(company):
    visibility.change(role="seller", sees="all", changes="team", by=company.mina)
    sara = User.objects.get(pk=company.sara.pk)
    assert changes(sara, company.reza)
    assert not changes(sara, company.omid)
    assert sees(sara, company.omid)


def test_nobody_may_change_what_they_do_not_see(company):
    with pytest.raises(FieldErrors):
        visibility.change(role="seller", sees="own", changes="all", by=company.mina)


def test_the_reach_of_administrators_cannot_be_cut(company):
    with pytest.raises(FieldErrors):
        visibility.change(role="administrator", sees="own", changes="own", by=company.mina)


def test_a_hundred_questions_cost_one_query(company, django_assert_num_queries):
    sara = User.objects.get(pk=company.sara.pk)
    with django_assert_num_queries(1):
        for _number in range(100):
            sees(sara, company.reza)


@pytest.mark.parametrize("word", ["own", "team", "all"])
@pytest.mark.parametrize("who", ["sara", "omid", "reza"])
def test_lists_and_single_records_agree(company, word, who):
    visibility.change(role="seller", sees=word, changes=word, by=company.mina)
    user = User.objects.get(pk=getattr(company, who).pk)
    # Every user stands for a record that it owns: "pk" is the way to the owner.
    listed = set(User.objects.filter(scope_q(user, "see", "pk")).values_list("pk", flat=True))
    assert listed == {owner.pk for owner in User.objects.all() if sees(user, owner)}


def test_one_who_is_not_signed_in_reaches_nothing(company):
    assert not User.objects.filter(scope_q(AnonymousUser(), "see", "pk")).exists()
