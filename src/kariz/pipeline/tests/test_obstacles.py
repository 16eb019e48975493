"""What stops a deal."""

import pytest

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.pipeline.actions import deals, obstacles
from kariz.pipeline.actions.moves import CannotMove
from kariz.pipeline.models import Deal, Obstacle
from kariz.web.errors import FieldErrors, NotAllowed, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(ali, deal):
    return obstacles.open_obstacle(deal=deal, by=ali, text="بودجه ندارند", kind="budget")


def last(verb):
    return Event.objects.filter(verb=verb).latest("id")


def open_on(deal):
    return Deal.objects.get(pk=deal.pk).open_obstacles


def test_an_obstacle_counts_on_the_card_until_it_is_cleared(ali, deal, budget):
    assert (open_on(deal), budget.owner) == (1, ali)
    obstacles.clear(obstacle=budget, by=ali, resolution="تصویب شد")
    assert open_on(deal) == 0
    obstacles.reopen(obstacle=budget, by=ali)
    assert open_on(deal) == 1


def test_clearing_twice_keeps_the_first_answer(ali, budget):
    obstacles.clear(obstacle=budget, by=ali, resolution="تصویب شد")
    obstacles.clear(obstacle=Obstacle.objects.select_related("deal").get(), by=ali)
    assert Obstacle.objects.get().resolution == "تصویب شد"
    assert Event.objects.filter(verb="obstacle.cleared").count() == 1


def test_a_second_tab_that_saw_an_older_obstacle_is_told(ali, budget):
    seen = budget.version
    obstacles.clear(obstacle=budget, by=ali, version=seen)
    obstacles.reopen(obstacle=budget, by=ali)
    with pytest.raises(Stale):
        obstacles.clear(obstacle=budget, by=ali, version=seen)


def test_undo_of_each_step_holds_only_while_it_is_the_newest(ali, deal, budget):
    opened = last("obstacle.opened")
    obstacles.clear(obstacle=budget, by=ali)
    with pytest.raises(Stale):
        undo(event=opened, by=ali)
    undo(event=last("obstacle.cleared"), by=ali)
    assert open_on(deal) == 1
    undo(event=opened, by=ali)
    assert open_on(deal) == 0
    assert not deal.obstacles.exists(), "what was opened by mistake is no obstacle that was cleared"


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "آ" * 501}, {"kind": "weather"}])
def test_an_obstacle_says_what_and_of_which_kind(ali, deal, wrong):
    with pytest.raises(FieldErrors):
        obstacles.open_obstacle(deal=deal, by=ali, **{"text": "بودجه", **wrong})


def test_a_deal_in_the_bin_gets_no_obstacle_and_a_stranger_opens_none(ali, reza, deal):
    with pytest.raises(NotAllowed):
        obstacles.open_obstacle(deal=deal, by=reza, text="بودجه")
    deals.delete(deal=deal, by=ali)
    with pytest.raises(CannotMove):
        obstacles.open_obstacle(deal=deal, by=ali, text="بودجه")
