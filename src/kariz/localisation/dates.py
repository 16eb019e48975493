"""Dates as people write and read them: the public door of `date_reading` and `date_showing`."""

from .date_reading import DateError, parse_date, parse_datetime, parse_import_date
from .date_showing import DateStyle, format_date, format_datetime, format_time, relative_day, relative_moment

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
