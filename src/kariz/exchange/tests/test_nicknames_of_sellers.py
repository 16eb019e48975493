"""Lists call one seller Maggie, Mags and Margaret O'Connell: one is proposed, and whoever knows better says so."""

import pytest

from kariz.access.models import User
from kariz.exchange.actions.setup import imports
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.test_two_sheets import alive, part, run, upload
from kariz.reading.names.nicknames import nicknames

HEAD = ["Customer", "Job", "Amount", "Rep"]


def rows(*names):
    return [HEAD, *([f"Firm {name}", f"Job {name}", 100 + at, name] for at, name in enumerate(names))]


@pytest.mark.parametrize(
    ("names", "whole", "others"),
    [
        (["Maggie O'Connell", "Mags", "Margaret O'Connell"], "Margaret O'Connell", set()),
        (["Bob", "Bob D", "Robert Desjardins"], "Robert Desjardins", set()),
        (["Bill", "William Shore"], "William Shore", set()),
        (["Liz", "Beth R", "Elizabeth Ray"], "Elizabeth Ray", set()),
        (
            ["J-F", "JF", "JF Tremblay", "Jean-François Tremblay"],
            "Jean-François Tremblay",
            set(),
        ),
        (["Mike Byrne", "Michael Byrne"], "Michael Byrne", set()),
        (["ممد", "محمد کریمی"], "محمد کریمی", set()),
        (["Pri", "Priya Nair"], "Priya Nair", set()),
        (["Deano", "Dean Whitworth"], "Dean Whitworth", set()),
        (["Deano", "Dean"], "Dean", set()),
        (["Gaz", "Gareth"], "Gareth", set()),
        (["Shano", "Shane Maguire"], "Shane Maguire", set()),
        (["Damo", "Damien Cole"], "Damien Cole", set()),
        (["Robbo", "Robert Fry"], "Robert Fry", set()),
        (["Johno", "John Tran"], "John Tran", set()),
        (["Jonno", "Jonathan Webb"], "Jonathan Webb", set()),
        (["Stevo", "Steven"], "Steven", set()),
        (["Damo", "Damien Cole", "Damian Fox"], "", {"Damo"}),
        (["Marco", "Marcus Webb"], "", {"Marco"}),
        (["Leo", "Leonie Hart"], "", {"Leo"}),
        (["Roberto", "Robert Fry"], "", {"Roberto"}),
        (["Angelo", "Angela Fry"], "", {"Angelo"}),
        (["Jenn", "Jen", "Jennifer Alvarez"], "Jennifer Alvarez", set()),
        (["علی", "علیرضا", "علیرضا کریمی"], "", {"علی"}),
        (["Dan", "Daniel Ross", "Danny Fox"], "", {"Dan"}),
        (["Bob", "Bob Smith", "Robert Desjardins"], "", {"Bob Smith", "Robert Desjardins"}),
        (["Maggie", "Margaret O'Connell", "Margaret Hale"], "", {"Margaret O'Connell", "Margaret Hale"}),
        (["Mike Byrne", "Michael Burns"], "", {"Mike Byrne", "Michael Burns"}),
        (["علی کریمی", "محمد کریمی"], "", {"علی کریمی", "محمد کریمی"}),
        (["Robert", "Roberta Flack"], "", {"Robert"}),
        (["Eric", "Erica Stone"], "", {"Eric"}),
        (["Amir", "Amira Saleh"], "", {"Amir"}),
        (["Maria", "Mariam Kazemi"], "", {"Maria"}),
        (["Reza", "Rezaei"], "", {"Reza"}),
    ],
)
def test_short_names_are_those_of_the_one_who_is_called_so_in_whole(names, whole, others):
    found = nicknames(names)
    if whole:
        assert found == dict.fromkeys(set(names) - {whole}, whole)
    assert not found.keys() & others


@pytest.mark.parametrize(
    ("short", "whole"), [("Maggie O'Connell", "Margaret O'Connell"), ("ممد", "محمد کریمی")]
)
def test_one_seller_gets_the_deals_of_both_lists(admin, pipeline, short, whole):
    lists = upload(admin, board=rows(whole, short), old=rows(short, "Kwame Boateng"))
    assert [part(lists, name).options["people"][short] for name in ("board", "old")] == [f"as:{whole}"] * 2
    run(lists, admin)
    assert sorted(alive().values_list("owner__name", flat=True)) == sorted(["Kwame Boateng", *[whole] * 3])


def test_a_name_in_whole_in_another_list_tells_who_is_meant(admin, pipeline):
    lists = upload(admin, board=rows("Mags"), old=rows("Margaret O'Connell"))
    assert part(lists, "board").options["people"] == {"Mags": "as:Margaret O'Connell"}
    run(lists, admin)
    assert set(alive().values_list("owner__name", flat=True)) == {"Margaret O'Connell"}


def test_who_is_somebody_else_after_all_is_a_seller_of_that_name(admin, pipeline, client):
    lists = upload(admin, board=rows("Mags", "Margaret O'Connell"))
    (one,) = parts_of(lists)
    client.force_login(admin)
    assert 'value="as:Margaret O&#x27;Connell" selected' in client.get(f"/imports/{one.pk}/").content.decode()
    imports.change(one=one, by=admin, options={"people": {"Mags": "new", "Margaret O'Connell": "new"}})
    run(lists, admin)
    assert User.objects.filter(name__in=["Mags", "Margaret O'Connell"]).count() == 2
