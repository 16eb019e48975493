"""What was not cancelled, lost or won is none of these: a verb that denies takes the word before it back."""

import itertools

import pytest

from kariz.reading.deals.stages import match, outcome_said

LOST = ["کنسل", "لغو", "منتفی", "ابطال", "باطل", "رد", "منصرف", "منقضی", "باخت"]
WON = ["برنده", "موفق", "قطعی", "نهایی", "تسویه", "فاکتور", "تحویل", "فروخته", "خریداری"]
DENIED = [
    *("نشد", "نشده", "نشده است", "نشده‌اند", "نشود", "نمی‌شود", "نخواهد شد", "نگردید", "نیست", "نبود"),
    *("نکرد", "نکرده", "نکردند", "نکردیم"),
]


@pytest.mark.parametrize(("word", "denied"), list(itertools.product(LOST, DENIED)))
def test_what_was_not_lost_is_not_lost(word, denied):
    said = f"{word} {denied}"
    assert (match(said, ()), outcome_said(said)) == ("", "")
    assert match(said.replace("ی", "ي").replace("ک", "ك"), ()) == ""


@pytest.mark.parametrize(("word", "denied"), list(itertools.product(WON, DENIED)))
def test_what_was_not_won_is_not_won(word, denied):
    said = f"{word} {denied}"
    assert "won" not in (match(said, ()), outcome_said(said))


@pytest.mark.parametrize(
    "said",
    [
        *(f"{no} {word}" for no in ("not", "Not", "never", "no longer", "isn't", "was not", "has not been")
          for word in ("cancelled", "won", "lost", "closed won", "expired", "declined", "settled", "rejected")),
        "un-cancelled", "نفروختیم", "نباختیم", "نبردیم", "انصراف نمی‌دهد",
    ],
)  # fmt: skip
def test_other_words_of_denial(said):
    assert (match(said, ()), outcome_said(said)) == ("", "")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("نخرید", "lost"), ("قبول نکرد", "lost"), ("تمدید نکرد", "lost"), ("نشد", "lost"), ("باختیم", "lost"),
        ("کنسل شد", "lost"), ("باطل شد چون نیامد", "lost"), ("cancelled", "lost"), ("lost - not competitive", "lost"),
        ("قرارداد بسته نشد", "lost"), ("فروختیم", "won"), ("تسویه شد", "won"), ("فاکتور شد", "won"),
    ],
)  # fmt: skip
def test_what_is_an_end_by_itself_stays_one(said, outcome):
    assert match(said, ()) == outcome
