"""The manual's page on how times and durations are typed; a test types every example."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.time.date_words import WORDS
from casectl.core.time.durations import UNITS
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table

TIMES: tuple[tuple[str, str, Message], ...] = (
    (
        "now | +2h | +3wd | in 2 days | in half an hour | 2h ago | -30m | 3 working days | 3bd | 1h30m",
        "现在 | 两小时后 | 半小时后 | 三个工作日后 | 3天前 | 一周后 | 再过两小时",
        msg("counted from now: into the future, or into the past for what has already happened"),
    ),
    (
        "today | tomorrow | yesterday | day after tomorrow | fri | next monday | this fri | friday week",
        "今天 | 明天 | 后天 | 大后天 | 昨天 | 周五 | 下周一 | 本周五 | 下下周二",
        msg(
            'a day near today; a weekday alone is the next such day; the words "next" and "this" refer to'
            " calendar weeks"
        ),
    ),
    (
        "last friday | last fri 15:00",
        "上周五 | 上星期五下午3点",
        msg('"last friday" is the most recent Friday before today; 上周五 is the Friday of last week'),
    ),
    (
        "1 december | 1st dec | December 1st | Dec 1, 2026 | Tue 1 Dec 2026 | the 15th | 1st of next month",
        "12月1日 | 2026年12月1日 | 十二月一日 | 12月1日（周二） | 15号 | 下个月1号 | 明年3月1日",
        msg("a date; without a year or a month, the next one"),
    ),
    (
        "2026-12-01 | 2026/12/01 | 20261201 | 2026-W49-2 | 31/10/2026 | 31.10.2026 | 31/10",
        "2026-12-01 | 2026/12/1",
        msg("a date in figures; 03/04/2026 is refused unless casectl.yaml says dates: dmy or dates: mdy"),
    ),
    (
        "next working day | last working day | next working day 3pm",
        "下一个工作日 | 下个工作日 | 上个工作日下午3点",
        msg("the first working day after today, or the last one before it"),
    ),
    (
        "month end | eom | end of next month | last day of november | end of year | eow",
        "月底 | 下月底 | 12月底 | 年底 | 季度末",
        msg("the last day of a period"),
    ),
    (
        "tomorrow 10:00 | fri 3pm | 3:30 pm tomorrow | 1 dec at 17:30 | tonight at 8 | in 2 days at 14:00",
        "明天 10:00 | 周五下午三点 | 下周一下午3点半 | 11月10日14:00 | 今早9点 | 昨晚8点 | 三天后下午3点",
        msg("a day and a time of day; a day without one is 10:00, and a time without a day is today's"),
    ),
    (
        "noon | tomorrow noon | midnight",
        "中午 | 明天中午 | 零点",
        msg("noon and midnight, the next ones"),
    ),
    (
        "eod | end of day | close of business | cob | mon eod",
        "下班前 | 下班 | 周一下班前",
        msg("the close of business on that day; without a day, the next close of business"),
    ),
    (
        "half past 2pm | quarter to 5pm | ten past 3 in the afternoon | 14h30 | tomorrow 1430",
        "下午三点一刻 | 下午差一刻三点 | 下午三点差五分",
        msg("a time of day in words"),
    ),
    (
        "by friday | until 5pm | no later than 5 dec",
        "周五前 | 月底前 | 最迟周五 | 截至12月5日",
        msg("up to that day or time: in a query, everything up to and including it; otherwise that day or time"),
    ),
    (
        "a week on friday | friday fortnight | 3 days after monday | month end - 2wd | now + 2h",
        "从现在起两小时",
        msg("a length of time counted from a day"),
    ),
    (
        "next week | next month",
        "下周 | 下个月",
        msg("in a query, the whole week or month; as a point in time, the first opening of the desk in it"),
    ),
    (
        "2026-12-01 17:30 | 2026-12-01T17:30:00+08:00 | 20261201T173000Z | Tue, 1 Dec 2026 17:30:00 +0000"
        " | 5pm UTC | 2026-12-01 17:30 UTC+8",
        "2026-12-01 17:30 北京时间",
        msg("a time in the casebook's zone, or an instant with its offset, also as in the headers of mails"),
    ),
)
"""Ways to type a time in English and in Chinese, separated by bars, and what they mean."""

SPANS = (
    "last week | this month | december | mid december | 2026-12 | 2026 | q4 | q4 2026 | h1 | weekend | last 3 days"
    " | tomorrow morning | before friday | after friday",
    "上周 | 本月 | 12月 | 12月中旬 | 2026年12月 | 2026年 | 本季度 | 一季度 | 上半年 | 周末"
    " | 最近7天 | 周五下午 | 明天上午"
    " | 本周内 | 12月5日后",
)
"""What is read in lists only: as a point in time it is refused, with the two points that it could be."""

DURATIONS = (
    "15m | 24h | 3d | 2w | 2mo | 8wh | 3wd | 3 working days | 3bd | 1h30m | 1.5h | half an hour",
    "15分钟 | 24小时 | 3天 | 两周 | 两个月 | 8个工作小时 | 三个工作日 | 半小时 | 两个半小时",
)
"""Ways to type a duration."""


def times() -> str:
    """The page on how times and durations are written."""
    heads = (_("English"), _("Chinese"), _("Meaning"))
    rows = [(_code(english), _code(chinese), translate(meaning)) for english, chinese, meaning in TIMES]
    return paragraphs(
        "# " + _("Times and durations"),
        _(
            "Every option, argument and field that takes a time accepts all of these, in either language, in"
            " any letter case, in full-width letters and figures. casectl writes to stderr how it understood"
            " the time. For --at and --received, which are about the past, a weekday, date or noon means the"
            " last one instead of the next."
        ),
        pipe_table(heads, rows),
        "## " + _("Spans of time"),
        _(
            "Lists and queries use the whole span. Where one point in time is needed, a span is refused, and the"
            " message names the two times it could be."
        ),
        pipe_table(heads[:2], [tuple(map(_code, SPANS))]),
        "## " + _("Durations"),
        pipe_table(heads[:2], [tuple(map(_code, DURATIONS))]),
        pipe_table((_("Stored"), _("Units")), ((f"`{unit}`", _code_list(_words(unit))) for unit in UNITS)),
        "## " + _("What is refused"),
        _(
            "Anything that could mean two times: 03/04/2026 without the setting dates, 3 o'clock without am or"
            " pm, midnight of a day, 15日, 1430 without a day, before friday, a weekday that does not match its"
            " date. A time that is skipped when summer time begins does not exist and is refused; if a time"
            " occurs twice when summer time ends, the first one is taken, and a message gives the other. Half"
            " days and half months are not supported."
        ),
    )


def _code(examples: str) -> str:
    return _code_list(examples.split(" | ")) if examples else ""


def _code_list(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _words(unit: str) -> list[str]:
    return [word for word, tokens in WORDS.items() for token in tokens if (token.kind, token.word) == ("u", unit)]
