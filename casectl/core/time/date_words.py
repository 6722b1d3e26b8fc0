"""The words of times and durations in English and Chinese: one table for every place that takes a time.

Each word stands for one or more tokens. The kind of a token is one letter; a form of a day, a time of day or a
duration is a pattern over these letters (`casectl.core.time.day_forms`, `clock_forms` and `lengths`).

    N F O   a number, a decimal number, an ordinal        C       a time of day in figures
    D A Y W a date, a date in figures whose order is      k c h q am or pm, 点, half, quarter of an hour
            open, a year and month, a week of ISO 8601    n e x   noon or midnight; opening or close; part of a day
    d w m g a day, a weekday, a month, a year by name     u       a unit of a duration
    v p     next, last or this; week, month, quarter …    i + -   in; plus; minus
    M Z     月, 年                                        a f     ago; from now
    R J     号; 日, which is a unit too                   P T     before; after (a day)
    Q       a quarter of a year that is not given
    E b     the end (-1: beginning) of a period; end of   s t     past or coming; now
    X       a third or a half of a month or year          l       by, until, at the latest
    o B     to, in quarter to five; 差                    @ S     at; since
"""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.values.value_class import NamedTuple


class Token(NamedTuple):
    """A word's kind (one letter), its number, and which of its kind it is, such as a unit's code."""

    kind: str
    value: int = 0
    word: str = ""


_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_NUMBERS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
             "nineteenth")  # fmt: skip

_TABLE: tuple[tuple[str, str, tuple[Token, ...]], ...] = (
    ("now, right now, just now", "现在, 此刻, 刚才, 刚刚", (Token("t"),)),
    ("today", "今天, 今日, 今儿", (Token("d", 0),)),
    ("", "当天, 当日", (Token("d", 0, "of it"),)),
    ("tomorrow, tmrw, tmr, tmw", "明天, 明日, 次日, 翌日, 明儿", (Token("d", 1),)),
    ("day after tomorrow", "后天, 后日, 后儿", (Token("d", 2),)),
    ("", "大后天", (Token("d", 3),)),
    ("yesterday", "昨天, 昨日, 昨儿", (Token("d", -1),)),
    ("day before yesterday", "前天, 前日", (Token("d", -2),)),
    ("", "大前天", (Token("d", -3),)),
    ("", "前年", (Token("g", -2),)),
    ("", "去年", (Token("g", -1),)),
    ("", "今年", (Token("g", 0),)),
    ("", "明年", (Token("g", 1),)),
    ("", "后年", (Token("g", 2),)),
    ("this, current", "本, 这, 这个, 本个, 当", (Token("v", 0, "this"),)),
    ("next", "下, 下个, 下一个, 下一, 次", (Token("v", 1, "next"),)),
    ("week after next", "", (Token("v", 2, "next"), Token("p", 7, "week"))),
    ("month after next", "", (Token("v", 2, "next"), Token("p", 1, "month"))),
    ("last, previous, prev", "", (Token("v", -1, "last"),)),
    ("", "上, 上个, 上一个, 上一", (Token("v", -1, "上"),)),
    ("", "下下, 下下个", (Token("v", 2, "next"),)),
    ("", "上上, 上上个", (Token("v", -2, "上"),)),
    ("week", "周, 星期, 礼拜", (Token("p", 7, "week"),)),
    ("month", "", (Token("p", 1, "month"),)),
    ("quarter", "季度, 季", (Token("p", 3, "quarter"),)),
    ("year", "", (Token("p", 12, "year"),)),
    ("weekend", "周末, 双休日", (Token("p", 0, "weekend"),)),
    ("", "月, 月份", (Token("M"),)),
    ("", "日", (Token("J"),)),
    ("", "号", (Token("R"),)),
    ("", "年", (Token("Z"),)),
    ("minutes, minute, mins, min, m", "分, 分钟", (Token("u", 1, "m"),)),
    ("hours, hour, hrs, hr, h", "小时, 钟头", (Token("u", 1, "h"),)),
    ("days, day, d, calendar days, calendar day", "天, 自然日, 日历日, 日历天", (Token("u", 1, "d"),)),
    ("weeks, wks, wk, w", "", (Token("u", 1, "w"),)),
    ("fortnights, fortnight", "", (Token("u", 2, "w"),)),
    ("months, mos, mo, mths, mth", "个月", (Token("u", 1, "mo"),)),
    ("quarters", "", (Token("u", 3, "mo"),)),
    ("years, yrs, yr, y", "", (Token("u", 12, "mo"),)),
    ("working minutes, working minute, business minutes, wm", "工作分钟", (Token("u", 1, "wm"),)),
    ("working hours, working hour, business hours, business hour, office hours, wh, bh", "工作小时, 工时",
     (Token("u", 1, "wh"),)),
    ("working days, working day, business days, business day, work days, work day, workdays, workday, "
     "banking days, banking day, wd, bd, wds, bds",
     "工作日, 工作天, 营业日", (Token("u", 1, "wd"),)),
    ("half, half a, half an, and a half", "半", (Token("h"),)),
    ("quarters of an hour", "刻, 刻钟", (Token("q"),)),
    ("quarter of an hour, a quarter of an hour", "", (Token("N", 1), Token("q"))),
    ("in, within", "过, 再过, 从现在起, 自现在起, 现在起, 从现在开始", (Token("i"),)),
    ("+", "", (Token("+"),)),
    ("-", "", (Token("-"),)),
    ("ago, earlier, back", "", (Token("a"),)),
    ("", "前, 以前, 之前", (Token("a", 0, "前"),)),
    ("from now, from today, later, hence, time, 's time, ' time", "", (Token("f"),)),
    ("", "后, 以后, 之后, 过后", (Token("f", 0, "后"),)),
    ("", "内, 以内, 之内", (Token("f", 0, "内"),)),
    ("by", "", (Token("l", 0, "by"),)),
    ("until, till, til, up to, due by, due, no later than, not later than, latest, at the latest, at latest",
     "截止, 截至, 截止到, 截至到, 到, 为止, 止, 最迟, 最晚, 不晚于, 不迟于", (Token("l"),)),
    ("after", "", (Token("T", 0, "after"),)),
    ("from", "", (Token("T", 0, "from"),)),
    ("since, as of, starting, starting from", "自, 从, 自从, 起, 开始, 以来", (Token("S"),)),
    ("before", "", (Token("P"),)),
    ("to", "", (Token("o"),)),
    ("", "差", (Token("B"),)),
    ("past", "最近, 近, 过去", (Token("s", -1),)),
    ("coming, upcoming, this coming, following", "未来, 接下来, 今后", (Token("s", 1),)),
    ("am, a.m., a.m", "", (Token("k", 0),)),
    ("pm, p.m., p.m", "", (Token("k", 12),)),
    ("o'clock", "", (Token("c", 0, "o'clock"),)),
    ("", "点, 点钟, 时, 点整", (Token("c"),)),
    ("noon, midday, lunchtime", "中午, 正午, 午间", (Token("n", 12 * 3600, "noon"),)),
    ("midnight", "零点, 午夜, 半夜", (Token("n", 0, "midnight"),)),
    ("eod, end of day, end of the day, close of business, close of play, end of business, cob, "
     "eob, end of play, closing, closing time",
     "下班, 下班前, 下班时, 下班之前, 收工前", (Token("e", 0, "close"),)),
    ("opening, opening time, start of business, start of day, sod, first thing",
     "上班, 上班时, 上班前, 一上班, 开门", (Token("e", 0, "open"),)),
    ("eow", "", (Token("E", 0, "week"),)),
    ("eom, month end", "月底, 月末", (Token("E", 0, "month"),)),
    ("eoq, quarter end", "季度末, 季末, 季度底", (Token("E", 0, "quarter"),)),
    ("eoy, year end", "年底, 年末", (Token("E", 0, "year"),)),
    ("", "底, 末", (Token("E", 0, ""),)),
    ("", "月初", (Token("E", -1, "month"),)),
    ("", "季度初, 季初", (Token("E", -1, "quarter"),)),
    ("", "年初", (Token("E", -1, "year"),)),
    ("", "周初", (Token("E", -1, "week"),)),
    ("", "初", (Token("E", -1, ""),)),
    ("early", "上旬", (Token("X", 0, "third month"),)),
    ("mid, middle of", "中旬", (Token("X", 1, "third month"),)),
    ("late", "下旬", (Token("X", 2, "third month"),)),
    ("", "上半月", (Token("X", 0, "half month"),)),
    ("", "下半月", (Token("X", 1, "half month"),)),
    ("h1, first half of the year", "上半年", (Token("X", 0, "half year"),)),
    ("h2, second half of the year", "下半年", (Token("X", 1, "half year"),)),
    ("end of, last day of, last day in", "", (Token("b"),)),
    ("beginning of, start of", "", (Token("b", -1),)),
    ("", "凌晨", (Token("x", 0, "night"),)),
    ("morning, in the morning", "早上, 早晨, 清晨, 早, 一早, 大早, 一大早, 上午", (Token("x", 0, "morning"),)),
    ("afternoon, in the afternoon", "下午, 午后", (Token("x", 0, "afternoon"),)),
    ("", "傍晚", (Token("x", 0, "dusk"),)),
    ("evening, in the evening, night, at night", "晚上, 晚, 夜里, 夜间, 晚间, 夜晚", (Token("x", 0, "evening"),)),
    ("", "今早, 今晨", (Token("d", 0), Token("x", 0, "morning"))),
    ("", "明早, 明晨", (Token("d", 1), Token("x", 0, "morning"))),
    ("", "昨早", (Token("d", -1), Token("x", 0, "morning"))),
    ("this morning", "", (Token("d", 0), Token("x", 0, "morning"))),
    ("this afternoon", "", (Token("d", 0), Token("x", 0, "afternoon"))),
    ("tonight, this evening", "今晚, 今夜", (Token("d", 0), Token("x", 0, "evening"))),
    ("", "明晚", (Token("d", 1), Token("x", 0, "evening"))),
    ("last night", "昨晚, 昨夜", (Token("d", -1), Token("x", 0, "evening"))),
    ("on, the, of, and, (, )", "的, 在, 个, 整, 于, 、, 。, 约, 全天, 整天, 一整天", ()),
    ("at, @", "", (Token("@"),)),
    (",", "", ()),
    ("a, an", "", (Token("N", 1),)),
    ("a couple of, couple of", "", (Token("N", 2),)),
    ("sept", "", (Token("m", 9),)),
)  # fmt: skip


def _table() -> Iterator[tuple[str, tuple[Token, ...]]]:
    for english, chinese, tokens in _TABLE:
        for word in (*_split(english), *_split(chinese)):
            yield word, tokens
    for number, name in enumerate(_MONTHS, 1):
        yield from ((word, (Token("m", number),)) for word in (name, name[:3]))
    for number, name in enumerate(_WEEKDAYS):
        yield from ((word, (Token("w", number),)) for word in (name, name[:3]))
    for week in ("周", "星期", "礼拜"):
        yield from (
            (week + day, (Token("w", "一二三四五六日天".index(day) - (day == "天")),)) for day in "一二三四五六日天"
        )
    yield from ((word, (Token("w", number),)) for word, number in _SHORT.items())
    yield from ((word, (Token("N", number),)) for number, word in enumerate(_NUMBERS, 1))
    yield from ((word, (Token("O", number),)) for number, word in enumerate(_ORDINALS, 1))
    yield from (("twentieth", (Token("O", 20),)), ("thirtieth", (Token("O", 30),)))
    for tens, name in enumerate(_TENS, 2):
        yield from ((f"{name} {word}", (Token("O", tens * 10 + one),)) for one, word in enumerate(_ORDINALS[:9], 1))
        yield name, (Token("N", tens * 10),)
        yield from ((f"{name} {word}", (Token("N", tens * 10 + one),)) for one, word in enumerate(_NUMBERS[:9], 1))


def _split(words: str) -> list[str]:
    return [word for word in words.split(", ") if word]


WORDS: dict[str, tuple[Token, ...]] = dict(_table())
"""Every word, in lower-case letters, and its tokens; none for a word that adds nothing."""

LONGEST = max(map(len, WORDS))
"""The number of characters of the longest word."""

TRADITIONAL = str.maketrans(
    "週兩點後個號禮時間鐘鍾這過內現當點來從剛業營夜裡", "周两点后个号礼时间钟钟这过内现当点来从刚业营夜里"
)
"""Characters of traditional script, each to the simplified one in WORDS."""
