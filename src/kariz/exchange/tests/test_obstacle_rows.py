"""What stops deals, in a list: the same is one, what stops a deal anew is another."""

import pytest

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.actions import obstacles
from kariz.pipeline.models import Deal, Obstacle

HEAD = "deal,obstacle,opened on,cleared on\n"


@pytest.fixture
def bring_obstacles(admin, pipeline, bring):
    bring("title,company\nPump,Pars\n", admin)

    def make(rows):
        return bring(HEAD + rows, admin, name="obstacles.csv", kind="obstacles")

    return make


def _held():
    rows = Obstacle.objects.order_by("opened_at", "pk")
    return [(row.text, row.cleared_at is None) for row in rows]


def test_what_was_cleared_and_stops_the_deal_anew_comes_as_another(bring_obstacles):
    done = bring_obstacles("Pump,No budget,2025-03-01,2025-04-01\nPump,No budget,2025-06-01,\n")
    assert done.updated_count == 2
    assert _held() == [("No budget", False), ("No budget", True)]


def test_a_list_says_nothing_twice(bring_obstacles):
    bring_obstacles("Pump,No budget,2025-03-01,2025-04-01\nPump,No budget,2025-06-01,\n")
    again = bring_obstacles("Pump,no budget,2025-03-01,2025-04-02\nPump,No  budget,2025-06-01,\n")
    assert (again.updated_count, again.skipped_count) == (0, 2)


def test_what_sara_opened_here_is_not_opened_beside_it_for_its_day_in_a_list(bring_obstacles, admin):
    obstacles.open_obstacle(deal=Deal.objects.get(), by=admin, text="No budget")
    assert bring_obstacles("Pump,No budget,2025-06-01,\n").skipped_count == 1


def test_without_a_day_nothing_that_was_cleared_stops_the_deal_again(bring_obstacles, admin):
    held = obstacles.open_obstacle(deal=Deal.objects.get(), by=admin, text="No budget")
    obstacles.clear(obstacle=held, by=admin)
    assert bring_obstacles("Pump,No budget,,\n").skipped_count == 1


@pytest.mark.parametrize("days", ["2025-06-01,", ",", "2025-03-01,2025-04-01"])
def test_a_list_that_was_taken_back_comes_again(bring_obstacles, admin, days):
    rows = f"Pump,No budget,{days}\n"
    first = bring_obstacles(rows)
    assert finish(imports.take_back(one=first, by=admin)).kept_count == 0
    again = bring_obstacles(rows)
    assert (again.updated_count, again.skipped_count) == (1, 0)
    assert Deal.objects.get().obstacles.count() == 1
    assert (Obstacle.objects.latest("pk").cleared_at is None) == days.endswith(",")


def test_deals_that_were_here_before_have_the_obstacles_that_they_had(bring_obstacles, admin):
    sara = obstacles.open_obstacle(deal=Deal.objects.get(), by=admin, text="No decision")
    came = bring_obstacles("Pump,No budget,2025-03-01,2025-04-01\nPump,No room,2025-06-01,\n")
    assert Deal.objects.get().open_obstacles == 2
    assert finish(imports.take_back(one=came, by=admin)).kept_count == 0
    assert [row.pk for row in Obstacle.objects.all()] == [sara.pk]
    assert Deal.objects.get().open_obstacles == 1


def test_an_obstacle_of_a_list_that_nima_cleared_since_stays(bring_obstacles, admin):
    came = bring_obstacles("Pump,No budget,2025-06-01,\n")
    obstacles.clear(obstacle=Obstacle.objects.select_related("deal").get(), by=admin, resolution="Approved")
    assert finish(imports.take_back(one=came, by=admin)).kept_count == 1
    assert Obstacle.objects.get().resolution == "Approved"
