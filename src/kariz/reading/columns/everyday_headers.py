"""What people call the columns of their own lists, besides what programs do: read as it stands, not as a part of more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from kariz.localisation.text import squash
from kariz.reading.cells.units import is_of_amounts
from kariz.reading.columns.lists_of_ends import RETURNS, WHY_RESTING
from kariz.reading.columns.target import Target

_WRITTEN = {
    "external_id": "bid no|bid number|project no|project number|"
    "ref no|our ref|opp no|opp id|opp ref|opp number|opportunity no|opportunity number|"
    "opportunity ref|"
    "contract no|contract number|contract ref|agreement no|agreement number|agreement ref|"
    "deal no|deal ref|enquiry no|enquiry ref|quote ref|job no|job ref|project ref",
    "title": "re|regarding|opp|opp name|oppty|opportunity title|project|project name|enquiry",
    "company": "gc|gc / owner|owner / gc|gc / client|client / gc|gc name|general contractor|gc / customer|customer / gc|"
    "customer / company|company / customer|org",
    "company_phone": "main no|main number|main tel no|"
    "office tel|office phone|office no|office number|main tel|main phone|main line|"
    "switchboard|landline",
    "contact": "client|client name|"
    "attn|attention|client lead|client contact|customer contact|gc contact|owner contact|"
    "talk to|speak to|speak with|talk with|ask for|who to ask|who to talk to|who to speak to|who to ring|who to call|"
    "who to see|who we deal with|deal with|dealing with|point of contact|poc|our contact there|their contact|their man|"
    "با کی صحبت کنیم|با کی صحبت کنم|با کی حرف بزنیم|با کی باید صحبت کرد|به کی زنگ بزنیم|به کی زنگ بزنم|با کی طرفیم|"
    "با|main contact|primary contact|key contact|lead contact|contact 1|1st contact|contact one",
    "email": "client lead email|client email|customer email|"
    "contact email|contact e-mail|contact email address|contacts email",
    "first_name": "first|forename|christian name|first names",
    "last_name": "last|second name",
    "mobile": "mob|mob no|mob number|mobile no|mobile tel|cell no|cellphone",
    "phone": "client lead phone|client phone|customer phone|client contact phone|"
    "tel / mob|tel/mobile|mob / tel|contact phone|contact tel|contact number|contact no|"
    "contact mobile|tel no|phone no|telephone no|telephone number|tel number|ph|direct dial",
    "position": "job role|position held",
    "amount": "bid amt|bid amount|bid value|bid price|bid total|quote amt|quoted amt|contract amt|amt|job amount|"
    "چقدر|چه قدر|چقدره|چقدر است|چقدر می شود|چقدر میشه|how much",
    "city": "city state|city and state|city st|city state zip|town state",
    "currency": "cur|curr|ccy|currency code",
    "stage": "submission state|"
    "کجاییم|کجا هستیم|کجای کاریم|به کجا رسید|به کجا رسیده|تا کجا|"
    "where at|where its at|where it is|where it is at|where up to|where we are|where are we|how far|"
    "how far along|stage reached|current stage",
    "outcome": "contract status|status of contract|وضعیت قرارداد|won lost|win loss|won or lost|w l|w or l|w l outcome",
    "lost_reason": "lost to why|lost to and why|lost to or why|why lost to|who why|"
    "decline reason|declined reason|reason declined|why declined|loss reason|"
    "why lost / comments|who to|lost to|lost to whom|why who to|why and who to|"
    "why it was lost|why we lost|reason for losing|lost because",
    "owner": "team lead|estimator|lead estimator|slsm|slsmn|salesmn|"
    "سرپرست|سرپرست قرارداد|مسئول قرارداد|"
    "acct mgr|account mgr|acc mgr|a/c mgr|acct manager|a/c manager|account exec|account executive|"
    "sales person|salesman|sales executive|handled by|looked after by|who us|who ours|"
    "who follows up|who is following up|who is chasing|"
    "who chases|followed up by|follow up by|to be followed up by|our rep|our contact|rep name",
    "created_at": "bid date|date bid|bid on|bid out|bid sent on|date sent|bid submitted on|proposal date|"
    "opened|opened on|date opened|open date|opening date|enq date|date of enq|date quoted|"
    "quoted on|date raised|raised on|raised|enquiry date|"
    "date of enquiry|enquired on|date added|1st enquiry|first enquiry|first enquired|1st enquired|"
    "date of first enquiry|"
    "first contact|1st contact|enquired|came in|came in on",
    "closed_at": "awarded closed|awarded|award date|awarded on|date awarded|date signed|signed on|signed date|"
    "order / lost date|lost / order date|won / lost date|won lost date|order or lost date|"
    "decided at|accepted date|date accepted|accepted on|"
    "decided on|decision made|outcome date|result date|date closed|date lost|lost on|lost date|date won|"
    "won on|won date|closed date|order received",
    "expected_close": "exp close|exp close date|est close|est close date|expected closing|"
    "expected close by|close by|"
    "closes|closing by|due to close|likely close|target close|target close date|anticipated close|"
    "projected close|"
    "forecast close|expected order|expected order date|expected po|eta|decision date|decision by",
    "next_step": "follow up note|follow up notes|what to do|to do|todo|next|next steps|to do next|action|"
    "actions|next thing|next move",
    "next_step_on": "next action on|action by|action date|chase on|chase date|call back on|callback date|"
    "ring back on|"
    "next chase|" + RETURNS,
    "notes": WHY_RESTING,
    "instagram": "insta|ig",
    "done_at": "when|when spoken|date of call|called on|spoke on|date called|visited on",
    "activity_kind": "how|contact type|type of contact|call or visit|call type",
    "subject": "re|regarding",
    "said": "what was said|what was discussed|what we said|conversation|"
    "notes of call|discussion|discussed|summary|what they said|call details|details of call",
}


_SPOKEN = {
    "company": "end user|end client|end customer|employer|works at|works for|متقاضی|محل کار|نام محل کار",
    "mobile": "personal mobile|private mobile|own mobile",
    "activity_kind": "method|medium",
    "done_at": "day|روز",
    "contact": "with|with whom|who with",
    "expected_close": "looking to close|hope to close|hoping to close|aiming to close|plan to close|planned close|"
    "should close|will close",
    "title": "scheme|scheme name|scheme title|site / scheme|site and scheme|project / scheme|job / site|site / job|"
    "scope|scope of work|scope of works|quote for|quoting for|quotation for|quoted for|enquiry for|"
    "درخواست|موضوع پیش فاکتور|موضوع پیشفاکتور",
    "amount": "deal size|size of deal|potential|potential value|contract value|order val|acv|tcv|annual value|"
    "ارزش قرارداد|ارزش فروش|ارزش سفارش|ارزش پروژه|ارزش کار|رقم|رقم کل|رقم فروش|رقم پیشنهادی|برآورد|برآورد مبلغ|برآورد قیمت",
    "owner": "am|bdm|kam|responsible|person responsible|account handler|handler|whose|sales lead|lead owner|"
    "پیگیر|همکار|همکار فروش|مسئول پرونده",
    "stage": "current status|latest status|status now|progress|state of play|where it stands",
    "created_at": "first contacted|first contacted on",
    "next_step": "action required|required action|action needed|follow up action|what next|whats next|what's next|"
    "next task|next actions|چه کنیم|چه باید کرد|اقدام لازم|اقدامات لازم|اقدام مورد نیاز",
    "next_step_on": "reminder|reminder date|remind me|diary date|bring forward date|"
    "کی پیگیری شود|پیگیری در تاریخ|پیگیری شود در|یادآوری|تاریخ یادآوری",
    "lost_reason": "why we lost it|why it went|علت عدم فروش|علت عدم خرید|علت نخریدن|علت از دست رفتن|دلیل عدم فروش|"
    "علت عدم موفقیت|دلیل عدم موفقیت|علت ناکامی|علت شکست|دلیل شکست|علت عدم توافق|دلیل عدم توافق|"
    "reason not won|why not won|reason for failure|reason unsuccessful|"
    "دلیل عدم خرید|دلیل نخریدن|چرا نخرید|چرا نخریدند|چرا از دست رفت",
    "notes": "update|updates|latest|latest update|info|further info|other info|more info|additional info|background|misc|"
    "observations|history|نکته|نکات|نکته ها|سوابق|سابقه|گزارش|گزارش پیگیری|شرح پیگیری|پیگیری ها",
    "phone": "direct line|ddi",
    "industry": "kind of business|type of business|line of business|business type|زمینه|زمینه کار|زمینه کاری",
    "channel": "how did they find us|how they found us|how found|came from|heard about us|how they heard|where from|"
    "lead from|از کجا|از کجا آمد|از کجا آشنا شد|از کجا آمده|چطور آشنا شد",
}
"""What a header may also say: where another says it in the words above, these mean something else."""
MORE = {
    name: "|".join(filter(None, (_WRITTEN.get(name), _SPOKEN.get(name)))) for name in {**_WRITTEN, **_SPOKEN}
}


def exact_only(name: str) -> frozenset[str]:
    """Words too short to be looked for in longer headers: "first" of "First call"."""
    return frozenset(squash(word) for word in MORE.get(name, "").split("|") if word)


_YIELDING = {name: frozenset(map(squash, words.split("|"))) for name, words in _SPOKEN.items()}


def yielding(means: Mapping[str, str], sure: Callable[[str], str]) -> dict[str, str]:
    """{column: ""} of those like "Potential" beside "Value", "Reminder" beside "Next step date". `means`: the fields of
    headers in whole or in part, `sure`: of one in whole. What another header says of sums in any words goes before."""
    spoken = {column for column in means if squash(column) in _YIELDING.get(sure(column), ())}
    others = means.keys() - spoken
    proper = {sure(column) for column in others}
    if any(means[column] == "amount" or is_of_amounts(column) for column in others):
        proper.add("amount")
    return {column: "" for column in spoken if sure(column) in proper}


def with_more(target: Target) -> Target:
    more = MORE.get(target.name)
    return replace(target, words="|".join(filter(None, (target.words, more)))) if more else target


_SHORT = (
    (re.compile(r"^\s*ش\s?[./]\s?پ\.?\s*$"), "شماره پیش فاکتور"),
    (re.compile(r"^\s*شماره\s+پ(?:\s?[./]\s?ف)?\.?\s*$"), "شماره پیش فاکتور"),
    (re.compile(r"^\s*ش\s?[./]\s?ف\.?\s*$"), "شماره فاکتور"),
    (re.compile(r"^\s*ت(?:\s?[./]\s*|\s+)"), "تاریخ "),
    (re.compile(r"^\s*ش(?:\s?[./]\s*|\s+)"), "شماره "),
    (re.compile(r"(?<=\w)\s*#\s*$"), " no"),
    (re.compile(r"(?<=\w)\s?\((?:e?s|ها|های|ان|ین)\)"), ""),
)
"""«ت. صدور» is the day of issue, «ش.ف» the number of the invoice, "Bid #" that of the bid,
"Contact(s)" a contact."""


def at_length(column: str) -> str:
    """The header with its short words written out."""
    for short, words in _SHORT:
        column = short.sub(words, column)
    return column


_FOLLOW_UP = re.compile(r"\bf\s?/\s?up?\b", re.IGNORECASE)


def written_out(columns: list[str]) -> list[str]:
    """The columns with "F/U" and "F/up" as the words that all rules know; as they are where two would be called alike."""
    found = [_FOLLOW_UP.sub("follow up", column) for column in columns]
    return found if len(set(found)) == len(set(columns)) else columns
