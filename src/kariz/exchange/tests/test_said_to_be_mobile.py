"""What says beside a number that it is a mobile is read as that, and stands in no note."""

import pytest

from kariz.people.models import Contact, ContactPoint
from kariz.pipeline.models import Deal

SAID = {
    "en": (
        "Deal,Company,Contact,Phone,Amount\nCourt,Acme,Una Park,{},5\n",
        ["+1 512 555 0205 cell", "c +15125550205"],
    ),
    "fa": (
        "عنوان,شرکت,رابط,تلفن,مبلغ\nچیلر,سبلان,مینا صالحی,{},۵\n",
        ["موبایل: ۰۹۱۲۱۱۱۲۲۳۳", "09121112233 (همراه)"],
    ),
}


@pytest.mark.parametrize(("language", "place"), [(language, place) for language in SAID for place in (0, 1)])
def test_the_number_is_a_mobile_and_the_deal_has_no_note_of_it(bring, admin, pipeline, language, place):
    text, cells = SAID[language]
    bring(text.format(cells[place]), admin)
    deal = Deal.objects.get()
    assert (deal.notes, Contact.objects.get().notes) == ("", "")
    assert [point.kind for point in ContactPoint.objects.all()] == ["mobile"]


def test_other_words_beside_it_are_kept(bring, admin, pipeline):
    bring(SAID["en"][0].format("+1 512 555 0205 after five"), admin)
    assert "after five" in Deal.objects.get().notes
