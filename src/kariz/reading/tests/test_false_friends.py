"""Words of a status that have a known word in them and mean something else: «بدون استعلام» is no enquiry."""

import pytest

from kariz.reading.deals.stages import match, outcome_said

NOTHING = """
بازدید فنی انجام نشد|بازدید انجام نشد|نصب انجام نشد|جلسه برگزار نشد|تماس برقرار نشد|پیگیری نشد|استعلام نشد|ارائه نشد|
بدون استعلام|استعلام نگرفت|بدون پیش فاکتور|بدون پیشنهاد|پیشنهاد نداده|قرارداد ندارد|بدون قرارداد|بدون مذاکره|مذاکره نکرد|
قبل از ارائه|عدم ارائه|تحویل نشده|غیر واجد شرایط|واجد شرایط نیست|عدم صلاحیت|فاقد صلاحیت|قرارداد قبلی تمام شده|
نمونه تحویل شد|کاتالوگ تحویل شد|تحویل نمونه|تحویل مدارک|کاربرد دارد|وارد شد|جلسه لغو شد|
not qualified|unqualified|not contacted|never contacted|uncontacted|quote not sent|no quote sent|unsent quote|
without quote|no proposal|no offer|no meeting|no survey|no site visit|site visit not done|presentation not held|
no contract yet|unsigned contract|contract ends in May|met contractor|buying committee|networking|networking event|
representation|unidentified|disclosing|overdraft|
overpriced|needs approval|delivery failed|lost contact|lost touch with buyer|samples delivered|not won|won't buy|unpaid
"""
GOING_ON = """
PO rejected by accounts, resend|first sample rejected, second approved|turned down discount, still keen|
competitor got quote too|competitor disqualified|quote rejected, revising|proposal turned down but still talking|
رقیب گرفتار است|پیش فاکتور رد کردیم|پیش فاکتور را رد کردم|پیشنهاد رد شد ولی اصلاحیه فرستادیم|موفق نشدیم صحبت کنیم|
تماس موفق نشد
"""
ENDS = """
lost: نشد|نشد - رقیب ارزان‌تر داد|انجام نشد|متاسفانه نشد|جور نشد|گران بود نشد|گران بود، نشد|
قیمت بالا بود و نشد|معامله انجام نشد|سفارش انجام نشد|
خرید انجام نشد|فروش نشد|قرارداد بسته نشد|توافق نشد|برنده نشدیم|رقیب برنده شد|برنده رقیب|
برنده - رقیب|won - competitor|پیشنهاد رد شد|رد صلاحیت شد|
موفق نشد|موفق نشدیم، گران بودیم|پیشنهاد ما رد کردند|رقیب گرفت|رقبا بردند|competitor got it|
rival took the order|competitor won|won by competitor|disqualified|rejected|turned down|bid was rejected|
proposal rejected|quote turned down|lost to Thermo
won: سفارش تحویل شد با مدارک|برنامه تحویل شد|تحویل شد|نصب شد و تسویه|delivered|دستگاه تحویل شد
"""
STAGES = {
    "استعلام گرفت": "prospecting",
    "واجد شرایط": "qualification",
    "بازدید فنی شد": "discovery",
    "جلسه ارائه برای مدیر": "presentation",
    "2. Proposal sent to client": "proposal",
    "ProposalSent": "proposal",
    "پیش‌فاکتورهای ارسالی": "proposal",
    "وارد مذاکره شد": "negotiation",
    "پیشنهاد تحویل دادیم": "proposal",
    "Proposal no 12 sent": "proposal",
    "No. 3 Proposal": "proposal",
    "Proposal without VAT sent": "proposal",
    "پیشنهاد بدون ارزش افزوده": "proposal",
    "پیشنهاد رد و بدل شد": "proposal",
    "پیش قرارداد": "signing",
    "contract with legal": "signing",
}


def words(text):
    return [word.strip() for word in text.replace("\n", "").split("|") if word.strip()]


@pytest.fixture
def stages(pipeline):
    return list(pipeline.stages.order_by("position"))


@pytest.mark.parametrize("word", words(NOTHING))
def test_a_known_word_within_another_or_denied_is_no_stage_and_no_end(stages, word):
    assert (match(word, stages), outcome_said(word)) == ("", "")


@pytest.mark.parametrize("word", words(GOING_ON))
def test_what_was_rejected_only_in_part_or_is_sent_anew_is_not_lost(stages, word):
    assert {match(word, stages), outcome_said(word)}.isdisjoint({"lost", "won"})


@pytest.mark.parametrize(
    ("word", "end"),
    [
        (word, line.partition(":")[0])
        for line in ENDS.strip().replace("|\n", "|").splitlines()
        for word in words(line.partition(":")[2])
    ],
)
def test_what_ends_a_deal_still_ends_it(stages, word, end):
    assert match(word, stages) == end


@pytest.mark.parametrize(("word", "template"), STAGES.items())
def test_a_known_word_that_stands_in_whole_is_still_its_stage(stages, word, template):
    assert match(word, stages) == str(next(one.pk for one in stages if one.template == template))
