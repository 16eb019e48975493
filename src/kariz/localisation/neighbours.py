"""Countries whose numbers are written at home as they are dialled there: «087 628 0824» in Belfast is of Dublin."""

from __future__ import annotations

from phonenumbers import (
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberType,
    country_code_for_region,
    is_valid_number,
    ndd_prefix_for_region,
    number_type,
    parse,
)
from phonenumbers.phonenumberutil import NumberParseException

OF: dict[str, tuple[str, ...]] = {
    "IR": ("AE", "IQ", "TR", "AF"),
    "AE": ("IR", "IQ"),
    "IQ": ("IR", "TR", "AE"),
    "TR": ("IR", "IQ"),
    "AF": ("IR",),
    "GB": ("IE",),
    "IE": ("GB",),
    "DE": ("AT", "CH", "NL"),
    "AT": ("DE", "CH"),
    "CH": ("DE", "AT", "FR"),
    "FR": ("BE", "CH"),
    "BE": ("NL", "FR"),
    "NL": ("BE", "DE"),
    "SE": ("FI",),
    "FI": ("SE",),
    "AU": ("NZ",),
    "NZ": ("AU",),
}
"""Of those alone that dial a 0 first, as the country does: without it any row of digits would be somebody's number."""
_MOBILE = PhoneNumberType.MOBILE


def number_of(typed: str, region: str) -> PhoneNumber | None:
    """The mobile of the one neighbour that has it, for what is none of the country's own; nothing where two have it, or
    where it may be an own number with a digit too few or too many. An own landline with a digit missing is nearly always
    a landline of somebody else, so those stay as they are."""
    digits = "".join(filter(str.isdigit, typed))
    if region not in OF or not digits.startswith("0") or digits.startswith("00") or typed.startswith("+"):
        return None
    read = [_parsed(typed, place) for place in OF[region]]
    found = [one for one in read if one and is_valid_number(one) and number_type(one) == _MOBILE]
    return found[0] if len(found) == 1 and not _slipped(digits, region) else None


def dialled_there(e164: str, region: str) -> str:
    """A neighbour's number as it is dialled there, +353876280824 → 0876280824; others unchanged."""
    for place in OF.get(region, ()):
        code = f"+{country_code_for_region(place)}"
        if e164.startswith(code):
            return (ndd_prefix_for_region(place, True) or "") + e164[len(code) :]
    return e164


def _slipped(digits: str, region: str) -> bool:
    more, less = _parsed(f"{digits}0", region), _parsed(digits[:-1], region)
    # Landlines of many countries have several lengths: of them one digit less says little.
    return (more is not None and is_valid_number(more)) or (
        less is not None and is_valid_number(less) and number_type(less) == _MOBILE
    )


def _parsed(typed: str, place: str) -> PhoneNumber | None:
    if PhoneMetadata.metadata_for_region(place, None) is None:
        return None
    try:
        return parse(typed, place)
    except NumberParseException:
        return None
