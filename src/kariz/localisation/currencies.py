"""The currencies Kariz knows: minor digits, names, signs. The rial has no minor unit here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """`minor` is the number of decimals of the smallest unit; `sign` is written before an English amount."""

    code: str
    minor: int
    fa: str
    en: str
    sign: str = ""
    cents_fa: str = "سنت"
    cents_en: str = "cents"

    @property
    def scale(self) -> int:
        """Minor units in one major unit."""
        return 10**self.minor

    def name(self, language: str) -> str:
        """«دلار» or "US dollars"."""
        return self.fa if language.startswith("fa") else self.en


CURRENCIES = {
    currency.code: currency
    for currency in (
        Currency("IRR", 0, "ریال", "rials"),
        Currency("USD", 2, "دلار", "US dollars", "$"),
        Currency("EUR", 2, "یورو", "euros", "€"),
        Currency("GBP", 2, "پوند", "pounds", "£", "پنس", "pence"),
        Currency("AED", 2, "درهم", "dirhams", cents_fa="فلس", cents_en="fils"),
        Currency("TRY", 2, "لیر", "liras", "₺", "قروش", "kuruş"),
        Currency("CNY", 2, "یوان", "yuan", "¥", "فن", "fen"),
        Currency("RUB", 2, "روبل", "roubles", "₽", "کوپک", "kopecks"),
        Currency("CHF", 2, "فرانک سوئیس", "Swiss francs", cents_fa="راپن", cents_en="rappen"),
        Currency("CAD", 2, "دلار کانادا", "Canadian dollars"),
        Currency("AUD", 2, "دلار استرالیا", "Australian dollars"),
        Currency("JPY", 0, "ین", "yen"),
        Currency("INR", 2, "روپیه", "rupees", "₹", "پیسه", "paise"),
        Currency("SAR", 2, "ریال سعودی", "Saudi riyals", cents_fa="هلله", cents_en="halalas"),
        Currency("QAR", 2, "ریال قطر", "Qatari riyals", cents_fa="درهم", cents_en="dirhams"),
        Currency("OMR", 3, "ریال عمان", "Omani rials", cents_fa="بیسه", cents_en="baisa"),
        Currency("KWD", 3, "دینار کویت", "Kuwaiti dinars", cents_fa="فلس", cents_en="fils"),
        Currency("IQD", 3, "دینار عراق", "Iraqi dinars", cents_fa="فلس", cents_en="fils"),
        Currency("AFN", 2, "افغانی", "afghanis", cents_fa="پول", cents_en="puls"),
        Currency("AMD", 2, "درام", "drams", cents_fa="لوما", cents_en="luma"),
        Currency("AZN", 2, "منات", "manats", "₼", "قپیک", "qapik"),
    )
}
