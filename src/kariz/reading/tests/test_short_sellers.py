"""Sellers as their colleagues write them in a hurry."""

import pytest

from kariz.reading.names.nicknames import nicknames
from kariz.reading.names.owners import likely, match, together


class Seller:
    def __init__(self, pk, name):
        self.pk, self.name, self.email = pk, name, ""


HERE = {
    one.name: one for one in (Seller(1, "سارا محمودی"), Seller(2, "نازیلا قاسمی"), Seller(3, "علیرضا کریمی"))
}


def test_a_letter_for_a_title_is_none_of_a_given_name_so_mahmoudi_is_one_seller():
    assert match("خ. محمودی", HERE, HERE["سارا محمودی"]) == "1"
    found = together(["خ. محمودی", "سارا محمودی", "محمودی"])
    assert set(found.values()) == {"سارا محمودی"}


def test_a_letter_is_khadijehs_initial_where_khadijeh_is_named():
    found = together(["خ. محمودی", "سارا محمودی", "خدیجه محمودی"])
    assert found["خ. محمودی"] == "خدیجه محمودی"


def test_nazi_is_nazila_as_long_as_no_nazanin_sells_beside_her():
    assert nicknames(["نازی", "نازیلا قاسمی", "سارا محمودی"]) == {"نازی": "نازیلا قاسمی"}
    assert nicknames(["نازی", "نازیلا قاسمی", "نازنین صمدی"]) == {}


@pytest.mark.parametrize("names", [["علی", "علیرضا کریمی"], ["رضا", "رضایی محمود"], ["نا", "نازیلا قاسمی"]])
def test_a_name_of_its_own_or_two_letters_are_short_for_nobody(names):
    assert nicknames(names) == {}


def test_who_is_here_is_proposed_for_the_beginning_of_her_given_name():
    known = {str(one.pk): one.name for one in HERE.values()}
    assert likely("نازی", known) == "2"
    assert likely("علی", known) == ""
