"""Times and days as other systems write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from casectl.core.importing.pick import Pick, RowCells
from casectl.core.time.day_order import ORDERS
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import narrow

ISO, EXCEL, EXCEL_1904, MAIL, WRITTEN = "iso", "excel", "excel-1904", "mail", "written"
"""The formats that are no pattern: any form of ISO 8601, with or without offset; days counted as a spreadsheet does,
from 1900 on, or from 1904 on as old ones of the Macintosh do; the date of a mail (RFC 5322); what may be typed."""
_AS_WRITTEN = (WRITTEN, *ORDERS)
NAMED_FORMATS = (ISO, EXCEL, EXCEL_1904, MAIL, *_AS_WRITTEN)
"""The order of day and month is that of what may be typed, for figures in which it does not show."""

FIRST_YEAR, LAST_YEAR = 1902, 9998
"""What is earlier or later is no time but a placeholder of the other system (1900-12-31, 0001-01-01, 9999-12-31)."""

_DAY_ZERO = {EXCEL: date(1899, 12, 30), EXCEL_1904: date(1904, 1, 1)}
_SERIAL = regex(r"[1-9]\d{0,6}(?:\.\d+)?", re.ASCII)
_TODAY = regex(r"[1-9]\d{4}(?:\.\d+)?", re.ASCII)
"""A day number that nothing else can be: four digits might be a year, six a date."""
_DASHED = regex(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?", re.ASCII)
_MAIL = regex(
    r"(?:[a-z]{3}, *)?\d\d? [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC?)(?: \([^()]*\))?",
    re.ASCII | re.IGNORECASE,
)
_END_OF_DAY = regex(
    r"(?<![\d:])24(?=:00(?::00(?:[.,]0+)?)?(?![\d:])|[时時点點](?:整|0?0分)?(?:0?0秒)?(?!\d))|(?<=T)24(?=00(?:00)?(?!\d))"
)


@value_class
class TimestampColumn:
    """A column with an instant: its text is tried against `formats`; a time without offset is in `zone`.

    A day of a spreadsheet, an unmistakable ISO date and the date of a mail are read in any case.
    """

    pick: Pick
    formats: tuple[str, ...]
    zone: tzinfo

    def at(self, cells: RowCells) -> datetime | None:
        """The instant, in UTC and to the second; a day without a time is its first second. None if the row has none.

        Raises UsageError for a text that fits no format, for a local time that summer time skips, and for a
        placeholder instead of a time.
        """
        text = self.pick.value(cells)
        if text is None:
            return None
        found = self._read(text)
        local = found if found.tzinfo else found.replace(tzinfo=self.zone)
        at = local.astimezone(UTC).replace(microsecond=0)
        skipped = not found.tzinfo and _wall(at.astimezone(self.zone)) != _wall(found)
        if skipped and _wall(found)[11:] != "00:00:00":  # of such a day only the day is meant
            raise UsageError(msg("there is no time {time} in {zone}", time=str(found), zone=str(self.zone)))
        return at

    def on(self, cells: RowCells) -> date | None:
        """The day, in the column's zone; the time of day is left out. Raises UsageError as `at` does."""
        text = self.pick.value(cells)
        if text is None:
            return None
        found = self._read(text)
        return (found.astimezone(self.zone) if found.tzinfo else found).date()

    def _read(self, text: str) -> datetime:
        """The time on the wall, aware only if the text has an offset."""
        found = read_time(narrow(text), self.formats)
        if found is None:
            raise UsageError(
                msg("{text} does not match the time format {formats}; see {place}", text=text,
                    formats=list(self.formats), place=str(self.pick.place))
            )  # fmt: skip
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise UsageError(
                msg("{text} is a placeholder, not a time: only the years {first} to {last} can be recorded",
                    text=text, first=FIRST_YEAR, last=LAST_YEAR)
            )  # fmt: skip
        return found


def read_time(text: str, formats: tuple[str, ...]) -> datetime | None:
    """The time in the first of `formats` that fits, else of a spreadsheet, an ISO date or a mail; None if none fits.

    24:00 is midnight of the next day. Raises UsageError for one that may be WRITTEN and can be read in two ways.
    """
    plain, end = _END_OF_DAY.subn("00", text) if "24" in text else (text, 0)
    written = [form for form in formats if form in _AS_WRITTEN]
    for form in (*(form for form in formats if form not in written), *_unmistakable(text), *written):
        try:
            found = _parsed(plain, form)
            return _next_day(found) if end else found
        except (ValueError, OverflowError):
            continue
    return None


def _next_day(wall: datetime) -> datetime:
    """The same time of the next day on the wall."""
    return datetime.combine(wall.date() + timedelta(days=1), wall.timetz())


def _unmistakable(text: str) -> tuple[str, ...]:
    forms = ((EXCEL, _TODAY), (ISO, _DASHED), (MAIL, _MAIL))
    return tuple(form for form, pattern in forms if pattern.fullmatch(text))


def _parsed(text: str, form: str) -> datetime:
    if form == ISO:
        return datetime.fromisoformat(text)
    if form == MAIL:
        return _of_mail(text)
    if form in _AS_WRITTEN:
        from casectl.core.importing.written_times import written_time  # most tables have one format

        return written_time(text, form if form in ORDERS else "")
    if form not in _DAY_ZERO:
        return datetime.strptime(text, form)  # noqa: DTZ007 -- the mapping's zone is added later
    if not _SERIAL.fullmatch(text):
        raise ValueError(text)
    whole, _, part = text.partition(".")
    more, seconds = divmod(round(float(f"0.{part or 0}") * 86400), 86400)
    of_day = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return datetime.combine(_DAY_ZERO[form] + timedelta(days=int(whole) + more), of_day)


def _of_mail(text: str) -> datetime:
    """The date of a mail. Raises ValueError for any other text."""
    from email.utils import parsedate_to_datetime  # few tables have one

    if not _MAIL.fullmatch(text):
        raise ValueError(text)
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # -0000 is UTC too


def _wall(at: datetime) -> str:
    """What a clock on the wall shows."""
    return at.replace(tzinfo=None).isoformat(timespec="seconds")


def names_a_day(form: str) -> bool:
    """Whether a format is one that Python knows and from which a day can be read."""
    sample = datetime(2026, 11, 23, 14, 35, 56, tzinfo=UTC)
    try:
        return form in NAMED_FORMATS or _parsed(sample.strftime(form), form).date() == sample.date()
    except ValueError:
        return False
