"""A desk with a lunch break and made-up days."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from casectl.core.time.calendar import Calendar, Day
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText

SHANGHAI = ZoneInfo("Asia/Shanghai")


LUNCH = (Window(540, 720), Window(780, 1080))


DESK = Calendar(
    "cn",
    SHANGHAI,
    windows=(*[LUNCH] * 5, (), ()),
    days={
        date(2026, 2, 14): Day("make_up_day", LocalizedText.of("worked for the 20th"), LUNCH),
        date(2026, 2, 16): Day("half_day", LocalizedText.of("the Eve"), (Window(540, 720),)),
        date(2026, 2, 17): Day("holiday", LocalizedText.of("Spring Festival")),
        date(2026, 2, 18): Day("holiday", LocalizedText.of("Spring Festival")),
    },
    verified_until=date(2026, 2, 17),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
