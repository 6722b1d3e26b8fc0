"""Words that people type for what a condition says: ``overdue``, ``mine``, ``逾期``."""

from __future__ import annotations

from casectl.core.values.naming import comparable

_CONDITIONS: dict[str, tuple[str, ...]] = {
    "due:overdue": (
        "overdue", "late", "past due", "missed", "breached", "expired", "逾期", "超时", "超期", "过期", "到期",
        "已逾期", "已超时", "已超期", "已过期", "违约", "迟到",
    ),
    "due<1d": ("due soon", "soon", "almost due", "临期", "即将到期", "快到期", "将到期", "快超时", "即将超时"),
    "due:today": ("today", "今天", "今日"),
    "due:tomorrow": ("tomorrow", "明天", "明日"),
    "due:any": ("due", "deadline", "deadlines", "sla", "slas", "期限", "时限"),
    'due:"this week"': ("this week", "week", "本周", "这周", "这星期"),
    'due:"next week"': ("next week", "下周", "下星期"),
    'due:"this month"': ("this month", "month", "本月", "这个月"),
    'received:"last week"': ("last week", "上周", "上星期"),
    'received:"last month"': ("last month", "上月", "上个月"),
    "received:any": ("all", "everything", "everyone", "everybody", "any", "全部", "所有", "所有人", "全体"),
    "received:yesterday": ("yesterday", "昨天", "昨日"),
    "received:today": ("today", "今天", "今日", "新增"),
    "owner:me": ("me", "my", "mine", "myself", "my cases", "我", "我的", "本人", "自己", "我自己", "俺"),
    "owner:none": (
        "unassigned", "unowned", "nobody", "no owner", "without owner", "nobody's", "没有",
        "待分配", "未分配", "未分派", "待分派",
        "无负责人", "没有负责人", "无人负责",
    ),
    "offered:any": (
        "offered", "offers", "handoff", "handoffs", "handed off", "handover", "pending", "移交", "移交中", "转办",
        "转办中", "待签收", "待接收", "待接手",
    ),
    "followup:any": (
        "followup", "followups", "callback", "callbacks", "call backs", "promise", "promises", "回访", "待回访",
        "跟进", "待跟进", "承诺",
    ),
    "followup:overdue": (
        "missed callback", "missed callbacks", "late callback", "late callbacks", "逾期回访", "逾期跟进",
    ),
    "state:open": ("open", "opened", "new", "未处理", "待处理"),
    "state:active": (
        "active", "unresolved", "ongoing", "in progress", "not closed", "unclosed", "outstanding", "未结", "未结案",
        "未办结", "未关闭", "未完成", "在办", "处理中", "进行中", "办理中",
    ),
    "state:waiting": ("waiting", "on hold", "paused", "suspended", "等待", "等待中", "暂停", "挂起", "搁置"),
    "state:resolved": ("resolved", "solved", "已解决", "已处理", "处理完"),
    "state:closed": (
        "closed", "close", "done", "finished", "completed", "关闭", "已关闭", "结案", "已结案", "办结", "已办结",
        "完成", "已完成", "完结", "已完结", "已结", "已了结", "结束", "已结束",
    ),
    "level>=2": ("escalated", "escalation", "升级", "已升级"),
    "link:any": ("linked", "已关联"),
    "--kind regulatory": ("regulatory", "statutory", "regulator", "监管", "法定", "监管时限", "法定时限"),
    "--kind internal": ("internal", "内部", "内部时限"),
    "--kind follow-up": ("follow up", "follow ups", "回访", "跟进"),
}  # fmt: skip

_ENDINGS = tuple(map(comparable, ("的", "的工单", "的投诉", "的案件", "工单", "cases", "case", "complaints", "ones")))


def forms_of(word: str) -> list[str]:
    """`word` as names are compared, and without an ending that says no more: ``超时的``, ``late cases``."""
    wanted = comparable(word)
    return list(dict.fromkeys([wanted, *(bare for each in _ENDINGS if (bare := wanted.removesuffix(each)))]))


def conditions_called(word: str) -> list[str]:
    """The conditions and options that `word` usually stands for, as they are typed; none for any other word."""
    forms = {*forms_of(word)}
    return [condition for condition, words in _CONDITIONS.items() if not forms.isdisjoint(map(comparable, words))]


def usual_words() -> list[str]:
    """All those words."""
    return [word for words in _CONDITIONS.values() for word in words]
