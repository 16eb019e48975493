"""Headers of columns below which companies stand that buy nothing: whom one competes with, buys from, or was sent by."""

from __future__ import annotations

import re

from kariz.localisation.text import fold

_OTHERS = re.compile(
    r"\b(?:competitors?|competition|competing|rivals?|lost to|suppliers?|supplied|vendors?|manufacturers?|makers?|makes?|"
    r"oem|brands?|refer+als?|refer+ed|refer+ers?|introduc\w*|recommend\w*|brokers?|agents?|carriers?|couriers?|shippers?|"
    r"insurers?|banks?|lenders?|sub ?contractors?|subs?|install\w*|incumbents?|previous(?:ly)?|former(?:ly)?|via|through|by|"
    r"رقیب|رقبا|رقیبان|تامین ?کننده|تامین ?کنندگان|سازنده|تولید ?کننده|برند|مارک|معرف|معرفی|واسطه|دلال|کارگزار|حمل ?کننده|"
    r"باربری|بیمه ?گر|بیمه|بانک|نصاب|قبلی|سابق|توسط)\b"
)


def is_of_others(header: str) -> bool:
    """Does it say that who stands below it is no customer?"""
    return _OTHERS.search(fold(header.replace("\u200c", " "))) is not None
