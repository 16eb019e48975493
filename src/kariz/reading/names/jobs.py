"""What somebody does, or which department they are of, as people write it behind a name: «آقای رستمی (مالی)»."""

from __future__ import annotations

import re

from kariz.localisation.text import fold, squash

_BEFORE = re.compile(r"^(?P<job>[^:：()\d]{2,40}?)\s*[:：]\s*(?P<name>\S.*)$", re.DOTALL)
_BRACKETED = re.compile(r"^(?P<name>.*?\S)\s*[(\[](?P<job>[^()\[\]]{2,40})[)\]]$", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]+")
_AREAS = (
    "فنی بازرگانی خرید تدارکات مالی حسابداری حسابدار انبار انباردار انبارداری نت تعمیرات نگهداری فروش پروژه کارخانه "
    "تولید مهندسی مدیرعامل عامل اداری منشی کنترل کیفیت کیفی پشتیبانی آزمایشگاه تکنسین تکنیسین پرستار سرپرستار دستیار "
    "اپراتور پذیرش متصدی صندوقدار مالک شریک صاحب سهامدار خدمات تغذیه آشپز سرآشپز کارفرما "
    "purchasing procurement purchase buyer finance financial accounting accountant technical maintenance "
    "warehouse stores sales commercial engineering production quality logistics secretary reception "
    "ceo cfo cto coo md project plant factory works technician nurse operator receptionist"
)
_HEADS = (
    "مدیر مدیریت رئیس رییس ریاست سرپرست معاون معاونت مسئول مسوول کارشناس کارمند دفتر واحد بخش دایره امور "
    "manager director head chief supervisor officer expert department dept dep office team general managing"
)
_JOINS = "و of and the داخلی مهندس"
AREAS, HEADS, JOINS = (frozenset(map(fold, words.split())) for words in (_AREAS, _HEADS, _JOINS))
_ALONE = frozenset(map(fold, "مدیر مدیریت رئیس رییس سرپرست manager director".split()))  # noqa: SIM905
"""Heads that say what somebody does without saying of what."""
_HEADING = _ALONE | frozenset(
    map(fold, "معاون مسئول مسوول کارشناس نماینده تکنسین تکنیسین chief officer supervisor engineer".split())  # noqa: SIM905
)
"""Words that say that somebody does something, with whatever they do it for."""
_DOTTED = frozenset(map(squash, ("ن.ت", "مدیر عامل")))
_PLACES = "دفتر مرکزی کارخانه منزل خانه محل کار شرکت ثابت تلفن همراه موبایل واتساپ مستقیم داخلی office home work tel mobile"
_SAID = AREAS | HEADS | JOINS
PLACES = frozenset(map(fold, _PLACES.split())) | _SAID
"""Words beside a number that say where it rings, not whose it is."""
LONGEST = 5
_NUMBER = re.compile(r"\d[\d\s.\-]{4,}\d")
_ENGLISH_ROLES = (
    "gm manager director supervisor owner proprietor principal partner partners founder chairman chairperson "
    "president accounts payroll bookkeeper office admin administrator administration chef foreman forewoman "
    "ops operations mgr facilities assistant procurement receptionist housekeeper estimator surveyor engineer "
    "architect buyer coordinator planner merchandiser landlord landlady caretaker trustee marketing hr it pa "
    "vp boss executive consultant contracts contractor svp evp avp pm apm mngr dir supt superintendent super "
    "controller comptroller ap ar maint engr coord cfo ceo coo cio cto pres exec treasurer treas secy agent "
    "rep purch pastor rector bursar custodian janitor inspector supv supvr tech mechanic electrician "
    "commissioner headmaster"
)
_ENGLISH_PARTS = (
    "head sous executive pastry bar restaurant kitchen catering food beverage f b site floor duty shift store "
    "shop branch area regional national senior junior deputy co joint main contact events event banqueting "
    "group country night day business development customer service supply chain maintenance property estates "
    "lead to mgmt management sr jr asst vice proj const construction bldg building mech mechanical elec "
    "electrical svc acct acctg prod mfg qc qa safety fleet grounds campus district school church parish field "
    "inside outside assoc associate gen interim acting purch capital facility"
)
ROLES = frozenset(_ENGLISH_ROLES.split())
_SAID_OF_ROLES = _SAID | ROLES | frozenset(_ENGLISH_PARTS.split())


_LETTERS = re.compile(r"(?<=\b[A-Za-z])[./](?=[A-Za-z]\b)")
"""Between those of "V.P." and "A/P"."""


def is_role(text: str) -> bool:
    """The same beside a name in one cell, where English words too say what somebody does that may be something else in
    a header or behind a company: "owner", "head chef", "ops mgr"."""
    words = [fold(word) for word in _WORDS.findall(_LETTERS.sub("", text))]
    if "\u200c" not in text and all(len(word) > 1 and word not in _SAID_OF_ROLES for word in words):
        # So is nearly every name.
        return False
    if _NUMBER.search(text):
        return False
    if is_job(text):
        return True
    return 1 <= len(words) <= LONGEST and bool(ROLES.intersection(words)) and _SAID_OF_ROLES.issuperset(words)


def is_job(text: str) -> bool:
    """Nothing but a department or what somebody does there: «مالی», «مدیر خرید», "project manager"."""
    if squash(text) in _DOTTED:
        return True
    words = [fold(word) for word in _WORDS.findall(text.replace("\u200c", ""))]
    if not 1 <= len(words) <= LONGEST or not _SAID.issuperset(words):
        return False
    return bool(AREAS.intersection(words)) or words[0] in _ALONE


def _bracketed(text: str) -> re.Match[str] | None:
    text = text.strip()
    # Most end with a letter, and to look is many times as fast as to match.
    return _BRACKETED.match(text) if text.endswith((")", "]")) else None


def apart(text: str) -> tuple[str, str]:
    """(what stands before brackets that hold a job, the job), or the text as it is and ""."""
    found = _bracketed(text)
    if found is None or not is_role(found["job"]):
        return text, ""
    return found["name"].strip(), " ".join(found["job"].split())


def headed(text: str) -> tuple[str, str]:
    """(what stands before brackets, what they hold) where this begins with a word for who leads or does something,
    whatever that is: «مینا زارع (سرپرست کارگاه)»; in English it ends so: "Ann Lee (site manager)"."""
    found = _bracketed(text)
    words = [fold(word) for word in _WORDS.findall(found["job"].replace("\u200c", ""))] if found else []
    if found is None or not 1 < len(words) <= LONGEST:
        return text, ""
    if words[0] not in _HEADING and not (words[-1].isascii() and words[-1] in _HEADING):
        return text, ""
    return found["name"].strip(), " ".join(found["job"].split())


_DEPARTMENTS = (
    "دبیرخانه سلف سلفسرویس سرویس غذاخوری آشپزخانه مرکزی شعبه ستاد حراست نگهبانی روابط عمومی آموزش پژوهش تحقیق توسعه "
    "بازرسی بهداشت ایمنی انفورماتیک رایانه حقوقی قرارداد قراردادها قراردادهای پیمان برنامهریزی بازاریابی صادرات واردات "
    "گمرک ترخیص کارگزینی منابع انسانی درمان اورژانس داروخانه تاسیسات ساختمان برق مکانیک حمل نقل ترابری سایت کارگاه "
    "خط شیفت شب روز بیمه روابطعمومی "
    "canteen laundry ward lab laboratory legal contracts export import research training security safety "
    "transport yard depot billing dispatch workshop studio reservations pharmacy library board"
)
_WHERE = _SAID_OF_ROLES | PLACES | frozenset(map(fold, _DEPARTMENTS.split()))


def placed(text: str) -> tuple[str, str]:
    """(what stands before brackets, what they hold) where this is nothing but a department or a place of work: «رضا دهقان
    (سلف مرکزی)», "Rob Dunn (night shift)"; else the text as it is and ""."""
    found = _bracketed(text)
    words = [fold(word) for word in _WORDS.findall(found["job"].replace("\u200c", ""))] if found else []
    if (
        found is None
        or not words
        or len(words) > LONGEST
        or not _WHERE.issuperset(words)
        or JOINS.issuperset(words)
    ):
        return text, ""
    return found["name"].strip(), " ".join(found["job"].split())


def beside(text: str) -> tuple[str, str]:
    """(what stands before brackets at the end, what they hold), or the text as it is and ""."""
    found = _bracketed(text)
    return (found["name"].strip(), " ".join(found["job"].split())) if found else (text, "")


def before(text: str) -> tuple[str, str]:
    """(who stands behind a job and a colon, the job): «حسابداری: نیما لطفی»; else the text as it is and ""."""
    found = _BEFORE.match(text.strip()) if ":" in text or "：" in text else None
    if found is None or not is_role(found["job"]):
        return text, ""
    return found["name"].strip(), " ".join(found["job"].split())


def is_place(text: str) -> bool:
    """Nothing but where a number rings: «دفتر», «دفتر مرکزی», «کارخانه», «واحد خرید»."""
    words = [fold(word) for word in _WORDS.findall(text.replace("\u200c", ""))]
    return 1 <= len(words) <= LONGEST and PLACES.issuperset(words)


_SEVERAL = re.compile(r"[/،,;؛+&|\n]|\s[-–—]\s|\s(?:و|and)\s")


def several(text: str) -> list[str]:
    """Each job of somebody who has more than one: «مدیرعامل / مدیر فروش», «مدیر خرید و فنی»."""
    return [job for part in _SEVERAL.split(text) if (job := " ".join(part.split()))]


def may_be_one(one: str, other: str) -> bool:
    """May who does the one be who does the other: is a job of both the same, or said more fully («فروش», «مدیر فروش»)?"""
    return any(_is_same(mine, theirs) for mine in several(one) for theirs in several(other))


def _is_same(one: str, other: str) -> bool:
    if squash(one) == squash(other):
        return True
    words = [{fold(word) for word in _WORDS.findall(text.replace("\u200c", ""))} for text in (one, other)]
    less, more = sorted(words, key=len)
    return less <= more and bool(less & AREAS)


def both(held: str, said: str) -> str:
    """The jobs of who is said to have another one, too."""
    if not held or may_be_one(held, said):
        # What people wrote stands as they wrote it: «تحقیق و توسعه» is one job.
        return held or said
    return f"{held}، {said}"
