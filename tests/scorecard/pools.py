"""Values for what may be typed: right ones, those at the edges of what is right, and others, from a seed."""

from __future__ import annotations

from random import Random

from casectl.core.template.model import Field, Template
from tests.scorecard import words

TIMES = (
    "now", "today", "yesterday", "tomorrow 10:00", "+2h", "-30m", "+3wd", "fri 14:00", "last friday", "next week",
    "eod", "in 2 days", "2 days ago", "31 oct", "2026/12/01", "10 nov 2026", "noon", "1 december", "2026-11-25 10:00",
    "2026-11-26T10:00:00+08:00", "明天下午三点", "两小时后", "三个工作日后", "下周一", "上周五", "12月1日", "下班前",
    "今早9点",
)  # fmt: skip
STRANGE_TIMES = (
    "0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31", "9999-12-31T23:59:59-14:00", "0000-00-00", "1900-12-31",
    "1846-01-01", "9998-12-31", "2026-02-30", "2026-11-21 24:00", "2026-03-29 01:30", "2026-10-25T01:30",
    "03/04/2026", "31/10/2026", "周五下午", "two moons ago", "99:99", "+999999999999d", "-99999wd", "1e9h",
    "2026-11-21T10:00+25:00", "10000-01-01", "now now", "٣ أيام", "",
)  # fmt: skip
DURATIONS = ("2h", "30m", "1d", "3wd", "4wh", "1h30m", "1.5h", "3 working days", "2周", "三个工作日")
STRANGE_DURATIONS = (
    "0d", "-1d", "999999999d", "99999wd", "1e9h", "d", "1", "0.0001wh", "１d", "999999999999999999999y", "",
)  # fmt: skip
TEXTS = (
    "Rang, no answer", "客户来电催促", "两行\n文字", "She said: no", "café e\u0301", "👩‍👩‍👧 thanks", "x" * 300,
    "- dash first", "ﾊﾝｶｸ",
)  # fmt: skip
LONG_TEXTS = ("长" * 20_000, "a " * 30_000, "\n" * 5_000, "🧨" * 10_000)
PEOPLE = ("ann", "ben", "mia", "me", "Ann Reed", "李建国", "li.na", "MIA")
TEAMS = ("front-line", "after-sales", "After-sales", "售后")
STATES = (
    "acknowledged", "investigating", "proposed", "waiting", "resolved", "closed", "withdrawn", "received", "Closed",
    "待受理", "等待中", "declined", "已结案",
)  # fmt: skip
CALLS = ("callback", "callback_24h", "callback_7d", "survey", "solution.by", "24 小时回访")
QUERIES = (
    "owner:me", "due:overdue", "level>=2", "state:received", "offered:any", "title~lamp", "received<2026-12-01",
    "text:灯", "负责人:我", "期限:逾期", "template:complaint or template:cn-12315", "not owner:ann",
    "(level:1 or level:2) state:waiting", "overdue", "open", "超时的", "((", 'text:"', "due<03/04/2026",
    "level>=99999999999", "nosuch:1", "customer.tier:vip",
)  # fmt: skip
COLUMNS = (
    "id", "title", "state", "owner", "id,title,next_due", "customer.tier", "编号", "nosuch", "-next_due", "id,id",
    ",",
)  # fmt: skip
NUMBERS = ("1", "2", "3", "4", "0", "-1", "99", "2147483648", "99999999999999999999", "1.5", "１", "two")
CODES = (
    "waiting", "customer", "callback", "callback_24h", "24 小时回访", "resolve", "update", "first_response",
    "handoff", "decision", "mediation", "acceptance", "final_response", "Resolution", "解决时限", "acknowledge=all",
    "agreed", "all", "none",
)  # fmt: skip
MONEY = (
    "1000元", "￥1,000.50", "12.50 GBP", "£12.50", "1000", "1e5 EUR", "1,2,3", "-5", "999999999999999999999.99 CNY",
    "x",
)  # fmt: skip
DATES = (
    "2026-12-24", "tomorrow", "+3wd", "fri", "31/10/2026", "明天", "0001-01-01", "9999-12-31", "2026-02-30",
    "03/04/2026",
)  # fmt: skip
OPTIONS = {
    "at": TIMES, "received": TIMES, "due": TIMES, "until": TIMES, "from_": TIMES, "to": TIMES, "length": DURATIONS,
    "within": DURATIONS, "by": DURATIONS, "owner": PEOPLE, "person": PEOPLE, "who": PEOPLE, "acting_as": PEOPLE,
    "team": TEAMS, "state": STATES, "category": ("open", "waiting", "resolved", "closed", "已结案"), "level": NUMBERS,
    "query": QUERIES, "where": QUERIES, "fields": COLUMNS, "sort": COLUMNS, "group_by": COLUMNS, "clock": CODES,
    "which": CODES, "tick": CODES, "reason_code": CODES, "what": ("callback", "回访", "survey", "visit"),
    "limit": NUMBERS, "channel": ("phone", "电话", "pigeon"),
    "field": ("customer.tier=vip", "channel=phone", "x", "=", "fields.x=1"), "run": ("1", "all", "2", "0"),
    "year": ("2026", "2027", "1", "9999"), "rev": ("HEAD", "HEAD~3", "main", "nowhere"),
    "type": ("duplicate-of", "part-of", "related", "related to", "follow-up-of"),
    "direction": ("in", "out", "sideways"), "name": ("office", "cn", "england", "every-day", "us-federal"),
    "calendar": ("office", "cn", "england"), "template": ("complaint", "cn-12315", "投诉"),
    "country": ("CN", "GB", "XX"), "years": ("2026-2027", "2027", "1-9999"),
}  # fmt: skip
"""Values for parameters by the name of the parameter; anything else is given a text."""


def value(name: str, chance: Random, case: str) -> str:
    """Something for the parameter `name`: mostly what it takes, else anything; `case` is the id of some case."""
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(OPTIONS.get(name, TEXTS))
    if kind < 0.75:
        return chance.choice((*STRANGE_TIMES, *STRANGE_DURATIONS))
    if kind < 0.8:
        return chance.choice(chance.choice(tuple(OPTIONS.values())))
    if kind < 0.81:
        return chance.choice(LONG_TEXTS)
    return words.name(chance, case).replace("\0", "") if kind < 0.9 else words.text(chance).replace("\0", "")


def filled(field: Field, chance: Random) -> str:
    """Something for a field, which mostly suits it."""
    if chance.random() < 0.04:
        return value(field.name, chance, "C-2611-00000001X")
    match field.type:
        case "choice":
            return chance.choice(field.choices)[0]
        case "date":
            return chance.choice(DATES[:6] if chance.random() < 0.9 else DATES)
        case "instant":
            return chance.choice(TIMES)
        case "yes_no":
            return chance.choice(("yes", "no", "是", "否"))
        case "money":
            return chance.choice(MONEY[:5] if chance.random() < 0.9 else MONEY)
        case "number":
            return chance.choice(("1", "12", "12.50"))
    return chance.choice(TEXTS) if chance.random() < 0.9 else words.text(chance).replace("\0", "")


def needed(template: Template, when: str, chance: Random) -> list[str]:
    """Options that fill what a template requires at the opening or on entering a state, mostly all of it."""
    return [
        word
        for top in template.fields
        for path, each in top.walk()
        if when in each.required and not each.fields
        for word in ("-f", f"{'.'.join(path)}={filled(each, chance)}")
    ]


def some_field(template: Template, chance: Random) -> str:
    """A field of the template with a value: ``customer.tier=vip``."""
    path, field = chance.choice([each for top in template.fields for each in top.walk() if not each[1].fields])
    return f"{'.'.join(path)}={filled(field, chance)}"
