"""Which stage of a pipeline a word from another system means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from kariz.localisation.text import fold, squash
from kariz.reading.cells.questions import is_asked, unasked
from kariz.reading.cells.values import LOST, OPEN, RESTING, TELLING, WON, outcome_of
from kariz.reading.deals.outcome_hints import hands_papers, hinted
from kariz.reading.deals.parts_of_status import (
    begun,
    course_of,
    is_ticked,
    of_meeting,
    ticked,
    told_plainly,
)
from kariz.reading.deals.stage_titles import is_denied, title_within, titles_of, word_of_title

ALIKE = 85
LONG = 5
"""Letters of a known word that may stand anywhere in another system's text; shorter ones stand in too many."""
# Words of other systems by the template's stages, in their order: an own pipeline takes them by their place.
WORDS = {
    "prospecting": "undecided|invited|bid invite|bid invited|invitation to bid|itb|rfq|rfq received|rfp received|"
    "new enq|enq|enquiry received|"
    "enquiry|inquiry|new enquiry|prospecting|prospect|new|new lead|lead|lead in|suspect|identified|"
    "appointment scheduled|"
    "appointmentscheduled|ارتباط مشتری|ارتباط با مشتری|آشنایی|یافتن مشتری|سرنخ|سرنخ جدید|جدید|"
    "استعلام|استعلام گرفت|استعلام جدید|شناسایی|مشتری بالقوه",
    "qualification": "qualification|qualified|qualify|engaging|engaged|contacted|contact made|qualifiedtobuy|"
    "qualified to buy|working|تماس اولیه|ارزیابی|واجد شرایط|صلاحیت سنجی|تماس گرفته شد",
    "discovery": "takeoff|take off|in takeoff|estimating|in estimating|being estimated|site walk|job walk|"
    "بازدید|بازدید محل|بازدید فنی|بازدید فنی شد|"
    "site visit|site visit booked|site visit done|site survey|survey|survey booked|survey done|"
    "discovery|needs analysis|needs defined|needs|نیازسنجی|شناخت نیاز|کشف نیاز|جلسه اول|بررسی فنی",
    "presentation": "demo done|demo booked|demoed|presentation|demo|demo scheduled|presentationscheduled|"
    "presentation scheduled|meeting|"
    "ارائه|دمو|جلسه|جلسه ارائه|معرفی محصول",
    "proposal": "bid sent|bid submitted|bid out|bid in|submitted|proposed|proposal submitted|estimate sent|quote submitted|"
    "sent|draft|quote drafted|quote sent|quote out|quote issued|chasing|chasing quote|priced|"
    "proposal|proposal made|proposal sent|offer|offer sent|offer made|quoted|"
    "quote|quotation|price quote|proposal/price quote|"
    "اعلام قیمت|ارسال نمونه|ارسال نمونه - اعلام قیمت|استعلام قیمت|پیشنهاد|پیش فاکتور|پیشنهاد قیمت|ارسال پیشنهاد|پروپوزال|"
    "پ.ف|پ.ف داده شد|پ.ف صادر شد|پ.ف ارسال شد|پیش فاکتور داده شد|پیش فاکتور صادر شد|پیش فاکتور ارسال شد|قیمت داده شد|"
    "قیمت دادیم|مناقصه",
    "negotiation": "verbal yes|verbal ok|verbal|verbally agreed|verbal agreement|verbal go ahead|"
    "negotiation|negotiating|negotiations started|negotiation/review|decision maker bought in|"
    "decisionmakerboughtin|پیگیری تایید|تایید مشتری|منتظر تایید|در انتظار تایید|مذاکره|چانه زنی|بررسی پیشنهاد",
    "signing": "po pending|pending po|waiting on po|awaiting po|waiting for po|po to follow|"
    "signing|contract sent|contractsent|contract|closing|commit|ثبت سفارش|قرارداد|امضا|امضای قرارداد|عقد قرارداد|"
    "منتظر پیش پرداخت|در انتظار پیش پرداخت",
    "post_purchase": "change order|change orders|post purchase|onboarding|delivery|پس از خرید|تحویل|پس از فروش",
}
_KEYS = {squash(word): key for key, words in WORDS.items() for word in words.split("|")}
_ORDER = list(WORDS)


_APART = re.compile(
    r"\s+[-/]\s*|(?<=[^\x00-\x7f])-|-\s+|\s*[–—:;؛،,(\[|\n]\s*|\s+(?=(?:چون|زیرا|به ?دلیل|به ?علت|به ?خاطر|because)\s)"
)
"""Stands between a word and what people write behind it: «کنسل - گرون بود», "Lost: price"."""
FAR = 300
"""Letters among which a word ends."""


def _whole(text: str) -> str:
    """Without a bracket of which the other half is gone, and those around all of it; «رقیب (محک توزین)» keeps its own."""
    for opening, closing in ("()", "[]"):
        if text.startswith(opening) and text.find(closing) in (-1, len(text) - 1):
            text = text[1:].removesuffix(closing)
        elif text.endswith(closing) and text.count(opening) < text.count(closing):
            text = text[:-1]
        elif text.count(opening) > text.count(closing):
            text = text.rstrip(opening)
    return text.strip(" -–—")


def apart(text: str) -> tuple[str, str]:
    """The first words of a cell and what is written behind them; ("", "") where nothing is."""
    text = text.strip()
    if (found := _APART.search(text[:FAR])) is None:
        return "", ""
    head, behind = text[: found.start()].strip(), _whole(text[found.end() :].strip(" -–—"))
    return (head, behind) if head and behind else ("", "")


_WAITS = re.compile(
    r"\b(?:waiting|awaiting|pending|to follow|expected|not yet|due|promised)\b|منتظر|در انتظار|نیامده|قرار است",
    re.IGNORECASE,
)
"""What says that a word of success is still to come true."""


_THEIRS = re.compile(
    r"(?:by |to |توسط |به )?(?:an? |the )?(?:competitors?|rivals?|رقیب|رقبا|دیگران)", re.IGNORECASE
)
"""«برنده - رقیب»: who won are others."""


def _first_words(text: str) -> str:
    """What a cell begins with; nothing where that is won and what stands behind still waits: "Order - waiting for PO"."""
    head, behind = apart(text)
    return "" if outcome_of(head) == WON and (_WAITS.search(behind) or _THEIRS.fullmatch(behind)) else head


_WENT = re.compile(
    r"\s*(?:lost|lost out|losing|went|gone|going|chose|bought)\s+(?:to|with|from|elsewhere|on)\b",
    re.IGNORECASE,
)


def outcome_said(text: str) -> str:
    """The outcome that a cell names, in whole or with its first words; "" where it names none. Whoever "went with VWR"
    is lost, and what only asks names none."""
    if is_asked(text):
        return outcome_said(said) if squash(said := unasked(text)) else outcome_of(text)
    if course := course_of(text):
        return course
    first = outcome_of(text) or ("" if of_meeting(text) else outcome_of(_first_words(text)))
    return first or told_plainly(text)[0] or (LOST if _WENT.match(text) else "")


def outcome_told(text: str) -> str:
    """The outcome that a cell says, or lets one guess; "" for neither."""
    return outcome_said(text) or hinted(unasked(text))


def says_an_end(text: str) -> bool:
    """Was the deal won or lost, by whatever the cell says or lets one guess?"""
    return outcome_told(text) in (WON, LOST)


def is_word(text: str, stages: Sequence[Any]) -> bool:
    """Is it wholly a word for an outcome or a stage, with nothing said beside?"""
    key = squash(text)
    if key in TELLING or is_ticked(text) or is_asked(text):
        return False
    if not key or outcome_of(text) or key in _KEYS:
        return True
    return any(fuzz.ratio(key, title) >= ALIKE for stage in stages for title in titles_of(stage))


def match(text: str, stages: Sequence[Any]) -> str:
    """The id of a stage as text, an outcome ("won", "lost", "resting"), or "" where nothing fits. What is only asked
    ends no deal: it may name the stage of one that goes on."""
    if not is_asked(text):
        return _match(text, stages)
    if (said := _match(unasked(text), stages)) in _ends(stages):
        return said
    meaning = said or _match(text, stages)
    return "" if meaning in _ends(stages) else meaning


def _ends(stages: Sequence[Any]) -> set[str]:
    return {WON, LOST, RESTING, *(str(stage.pk) for stage in stages if stage.holds_won)}


def _match(text: str, stages: Sequence[Any]) -> str:
    key = squash(text)
    if not key:
        return outcome_of(text)
    titles = {title: stage for stage in stages for title in titles_of(stage)}
    if is_ticked(text):
        return ticked(text, lambda said: match(said, stages), _last(stages))
    if (found := _exact(text, titles, stages)) is not None:
        return found
    if course := course_of(text):
        return course
    if outcome := told_plainly(text)[0]:
        return outcome
    meets = of_meeting(text)
    # «باز - پیش‌فاکتور»: the rest may name the stage.
    if not meets and (found := _exact(_first_words(text), titles, stages)) is not None and found:
        return found
    if _WENT.match(text):
        return LOST
    if not meets and (outcome := hinted(text) or begun(text)[0]):
        return outcome
    if stage := title_within(text, stages):
        return str(stage.pk)
    if (known := _in_words(text)) and (stage := _by_template(known, stages)):
        return str(stage.pk)
    if stage := word_of_title(text, stages):
        return str(stage.pk)
    alike = max(titles, key=lambda title: fuzz.ratio(key, title), default="")
    near = alike and fuzz.ratio(key, alike) >= ALIKE and not is_denied(text)
    return str(titles[alike].pk) if near else ""


def is_guess(text: str, stages: Sequence[Any]) -> bool:
    """Does the word mean what `match` says only by a part of it, by a likeness, or by where the stage stands?"""
    if is_asked(text) or is_ticked(text) or course_of(text) or told_plainly(text)[0]:
        return match(text, stages) != ""
    titles = {title for stage in stages for title in titles_of(stage)}
    templates = {stage.template for stage in stages}
    keys = {squash(text), squash(apart(text)[0])} - {""}
    known = any(key in titles or outcome_of(key) or _KEYS.get(key) in templates for key in keys)
    return not known and match(text, stages) != ""


def _exact(text: str, titles: dict[str, Any], stages: Sequence[Any]) -> str | None:
    """What a known word means; "" for what is only open, None for a word that is not known."""
    key = squash(text)
    if key in titles:
        return str(titles[key].pk)
    if (outcome := outcome_of(text)) and (outcome != OPEN or key not in _KEYS):
        return "" if outcome == OPEN else outcome
    if not (known := _KEYS.get(key)):
        return None
    own = next((stage for stage in stages if stage.template == known), None)
    if stage := own or title_within(text, stages) or _by_template(known, stages):
        return str(stage.pk)
    return None


def _last(stages: Sequence[Any]) -> str:
    """The stage before the one that holds won deals, where that one is of the signing; else ""."""
    still = [stage for stage in stages if not stage.holds_won]
    return str(still[-1].pk) if still and still[-1].template == "signing" else ""


def match_pipeline(text: str, pipelines: Sequence[Any]) -> str:
    """The id of the pipeline that is called so, as text, or ""."""
    key = squash(text)
    titles = {title: one for one in pipelines for title in titles_of(one)}
    alike = max(titles, key=lambda title: fuzz.ratio(key, title), default="")
    return str(titles[alike].pk) if alike and key and fuzz.ratio(key, alike) >= ALIKE else ""


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDINGS = re.compile(r"(?:s|ها|های|هایی|ی|ش|شان|مان|اش)$")
_SAYING_LITTLE = frozenset({"needs", "working"})
"""Known words that say nothing of a stage beside others: "needs approval"."""
MOST_WORDS = 5
"""Of a known word that stands within a text."""


def _in_words(text: str) -> str:
    """The template's stage whose longest known word stands within the text: "2. Proposal sent to client"; "" where the text
    denies it («بدون استعلام»), or hands over no more than papers. A committee commits nobody: words count in whole."""
    if is_denied(text) or hands_papers(text):
        return ""
    words = re.findall(r"\w+", fold(_CAMEL.sub(" ", text).replace("\u200c", " ")))
    glued = (
        squash("".join(words[start:end]))
        for start in range(len(words))
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1)
    )
    found = [
        key for one in glued for key in (one, _ENDINGS.sub("", one)) if key in _KEYS and len(key) >= LONG
    ]
    found = [key for key in found if key not in _SAYING_LITTLE]
    return _KEYS[max(found, key=len)] if found else ""


def _by_template(known: str, stages: Sequence[Any]) -> Any:
    for stage in stages:
        if stage.template == known:
            return stage
    still = [stage for stage in stages if not stage.holds_won]
    if not still or known == "post_purchase":
        return None
    return still[round(_ORDER.index(known) / 6 * (len(still) - 1))]
