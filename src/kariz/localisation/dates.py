"""Dates as people write and read them: the public door of the modules that read and show them."""

from .date_reading import DateError, parse_date
from .date_showing import DateStyle, format_date, format_datetime, format_time, relative_day, relative_moment
from .moment_reading import parse_datetime, parse_import_date

__all__ = [
    "DateError",
    "DateStyle",
    "format_date",
    "format_datetime",
    "format_time",
    "parse_date",
    "parse_datetime",
    "parse_import_date",
    "relative_day",
    "relative_moment",
]
