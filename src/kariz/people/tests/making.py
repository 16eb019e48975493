"""Made-up people and companies, as well kept lists have them, and how a second hand writes them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

_GIVEN = """
علی محمد حسین رضا مهدی امیر حسن سعید مجید حمید فاطمه زهرا مریم نرگس لیلا سمیه الهام نازنین شیرین پریسا بهنام
کیوان آرش سینا پویا محمود احسان شهریار ایلیا رها مانی دنیا هستی کسری
"""
GIVEN = _GIVEN.split()
_FAMILY = """
رضایی محمدی حسینی احمدی کریمی موسوی جعفری قاسمی صادقی رحیمی هاشمی ابراهیمی سلطانی نوری شریفی فرهادی کاظمی نجفی
یزدانی طاهری شفیعی باقری میرزایی عباسی زمانی دهقان خسروی پورمحمد کوهستانی آل\u200cبویه اکبرزاده
شمس\u200cالدینی قربان\u200cنژاد تهرانی اصفهانی گل\u200cمحمدی زارع بهشتی رستگار فروغی
"""
FAMILY = _FAMILY.split()
_CORE = """
پارس نیکان آریا سپهر البرز دماوند زاگرس کاوه آذر پویا نوین فراز سهند مهر آفتاب ستاره ایران کیمیا پتروپالایش
تکاب ماهان هیرمند سبلان الوند رایان افرا ژرف\u200cاندیش کوشا بهین گلستان
"""
CORE = _CORE.split()
_TRADE = """
صنعت سازه تجارت پخش فناوری نیرو طب غذا ابزار خودرو پرداز گستر سیستم شیمی فولاد چوب بتن دارو
"""
TRADE = _TRADE.split()
_CITIES = """
تهران اصفهان شیراز مشهد تبریز کرج اهواز قم رشت یزد
"""
CITIES = _CITIES.split()
INDUSTRIES = ["صنعت", "بازرگانی", "فناوری اطلاعات", "غذا و دارو", "ساختمان", ""]
POSITIONS = ["مدیرعامل", "مدیر خرید", "کارشناس فروش", "مدیر مالی", "مدیر فنی", "منشی", ""]
LEGAL = ["شرکت {}", "شرکت {} (سهامی خاص)", "{} سهامی عام", "شركت {} با مسئوليت محدود", "گروه {}", "{}"]
TELLING = ("mobile", "phone", "email", "company", "national_id", "economic_code", "website", "city")
LETTERS = "ابپتثجچحخدذرزسشصضطظعغفقکگلمنوهی"


@dataclass(frozen=True)
class Who:
    """A contact as typed: phones and e-mails as written, the company by name."""

    name: str
    mobile: str = ""
    phone: str = ""
    email: str = ""
    company: str = ""
    position: str = ""


@dataclass(frozen=True)
class Firm:
    name: str
    national_id: str = ""
    economic_code: str = ""
    website: str = ""
    phone: str = ""
    city: str = ""
    industry: str = ""


@dataclass
class Maker:
    rng: random.Random
    taken: set[str] = field(default_factory=set)

    def digits(self, count: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def mobile(self) -> str:
        return f"09{self.rng.choice(['12', '13', '19', '35', '01'])}{self.digits(7)}"

    def landline(self) -> str:
        return f"0{self.rng.choice(['21', '31', '71', '51'])}{self.rng.randint(2, 8)}{self.digits(7)}"

    def person_name(self) -> str:
        given = self.rng.choice(GIVEN)
        if self.rng.random() < 0.15:
            given += f" {self.rng.choice(GIVEN)}"
        return f"{given} {self.rng.choice(FAMILY)}"

    def firm_name(self) -> str:
        words = [self.rng.choice(CORE), self.rng.choice(TRADE)]
        if self.rng.random() < 0.4:
            words.append(self.rng.choice(CORE + CITIES))
        return " ".join(words)

    def email(self) -> str:
        host = self.rng.choice(["gmail.com", "yahoo.com", f"{self._latin()}.ir", f"{self._latin()}.com"])
        return f"{self._latin()}{self.rng.choice(['.', '', '_'])}{self._latin()}@{host}"

    def _latin(self) -> str:
        return "".join(self.rng.choice("abcdefghiklmnoprstuvyz") for _ in range(self.rng.randint(3, 8)))

    def who(self) -> Who:
        """A person as a well kept list has them: not everything is known of everybody."""
        known = self.rng.random
        return Who(
            name=self.person_name(),
            mobile=self.mobile() if known() < 0.85 else "",
            phone=self.landline() if known() < 0.35 else "",
            email=self.email() if known() < 0.55 else "",
            company=self.rng.choice(LEGAL).format(self.firm_name()) if known() < 0.8 else "",
            position=self.rng.choice(POSITIONS),
        )

    def firm(self) -> Firm:
        known = self.rng.random
        return Firm(
            name=self.rng.choice(LEGAL).format(self.firm_name()),
            national_id=f"1{self.digits(10)}" if known() < 0.5 else "",
            economic_code=f"41{self.digits(10)}" if known() < 0.25 else "",
            website=f"https://www.{self._latin()}{self._latin()}.{self.rng.choice(['ir', 'com'])}"
            if known() < 0.5
            else "",
            phone=self.landline() if known() < 0.7 else "",
            city=self.rng.choice(CITIES) if known() < 0.8 else "",
            industry=self.rng.choice(INDUSTRIES),
        )

    def typo(self, text: str) -> str:
        """One letter wrong, missing, twice or swapped with its neighbour."""
        at = self.rng.randrange(len(text))
        while text[at] in " ‌":
            at = self.rng.randrange(len(text))
        match self.rng.randrange(4):
            case 0:
                return text[:at] + self.rng.choice(LETTERS) + text[at + 1 :]
            case 1:
                return text[:at] + text[at + 1 :]
            case 2:
                return text[:at] + text[at] + text[at:]
        at = min(at, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def spelt(self, phone: str) -> str:
        """The same number as somebody else writes it."""
        if not phone:
            return ""
        bare = phone[1:]
        text = self.rng.choice(
            [
                f"+98{bare}",
                f"0098{bare}",
                f"0{bare[:3]} {bare[3:6]} {bare[6:]}",
                f"98{bare}",
                f"(0{bare[:2]}) {bare[2:]}",
            ]
        )
        return text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) if self.rng.random() < 0.4 else text

    def kept(self, one: Who | Firm, changing: str = "") -> Who | Firm:
        """The same record by a second hand: some things are not asked again.

        One of those by which a careful reader of both would know it stays; without, nobody could label the pair.
        """
        names = [name for name in one.__dataclass_fields__ if name != "name" and getattr(one, name)]
        left_out = {name: "" for name in names if self.rng.random() < 0.3}
        telling = [name for name in names if name in TELLING and name != changing]
        if telling and all(name in left_out for name in telling):
            left_out.pop(self.rng.choice(telling))
        return replace(one, **left_out)
