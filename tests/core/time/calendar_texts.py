"""A calendar file's text, and what is read from it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.time.calendar import Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.values.messages import Finding
from casectl.core.values.tree import Source

SOUND = """\
calendar: cn
title: {en: China, zh: 中国}
zone: Asia/Shanghai
windows:
  mon: [13:30-17:30, 09:00-12:30]
  tue: 09:00-12:30
holidays:
  2026-10-01: {en: National Day, zh: 国庆节}
  2026-10-02: the day after
half_days:
  2026-09-30: {windows: [09:00-12:00], en: Eve, zh: 节前}
make_up_days:
  2026-09-26: {en: Worked, zh: 调休上班}
  2026-09-27: {name: Late shift, windows: [12:00-24:00]}
cut_off: 17:00
arrivals: next_opening
source: the notice
verified_until: 2026-12-31
provisional_from: 2027-01-01
x-ours: kept
"""


def source(text: str, file: str = "calendars/cn.yaml") -> Source:
    return YamlDocuments().read(file, text.encode())


def read(text: str) -> tuple[Calendar, list[Finding]]:
    return read_calendar(source(text), ZoneInfo("UTC"))


HOURS = "calendar: cn\nwindows: {mon: [09:00-17:30]}\n"
