"""Write the calendars that casectl ships: ``calendars/*.yaml``, from the holidays package.

Run it once a year, when the next year has been announced everywhere, and check the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casectl.adapters.system.holiday_source import days_of
from casectl.core.time.calendar import ALWAYS, OFFICE_HOURS, Week
from casectl.core.time.new_calendar_file import NewCalendar, calendar_text, usual_week
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText

FOLDER = Path(__file__).parent.parent / "calendars"
YEARS = range(2024, 2028)


class Shipped(NamedTuple):
    """A calendar to ship: a country, and which of its days count."""

    name: str
    en: str
    zh: str
    country: str
    zone: str
    category: str = "public"
    ignores_make_up_days: bool = False


SHIPPED = (
    Shipped("cn", "China", "中国", "CN", "Asia/Shanghai"),
    Shipped(
        "cn-finance",
        "China, financial sector",
        "中国（金融业）",
        "CN",
        "Asia/Shanghai",
        ignores_make_up_days=True,
    ),
    Shipped("england", "England and Wales", "英格兰和威尔士", "GB-ENG", "Europe/London"),
    Shipped("scotland", "Scotland", "苏格兰", "GB-SCT", "Europe/London"),
    Shipped("northern-ireland", "Northern Ireland", "北爱尔兰", "GB-NIR", "Europe/London"),
    Shipped("ireland", "Ireland", "爱尔兰", "IE", "Europe/Dublin"),
    Shipped("us-federal", "United States, federal", "美国（联邦）", "US", "America/New_York"),
    Shipped("canada", "Canada, federal", "加拿大（联邦）", "CA", "America/Toronto", "government"),
    Shipped("australia-nsw", "New South Wales", "新南威尔士", "AU-NSW", "Australia/Sydney"),
    Shipped("australia-vic", "Victoria", "维多利亚", "AU-VIC", "Australia/Melbourne"),
    Shipped("australia-qld", "Queensland", "昆士兰", "AU-QLD", "Australia/Brisbane"),
    Shipped("australia-wa", "Western Australia", "西澳大利亚", "AU-WA", "Australia/Perth"),
    Shipped("australia-sa", "South Australia", "南澳大利亚", "AU-SA", "Australia/Adelaide"),
    Shipped("australia-tas", "Tasmania", "塔斯马尼亚", "AU-TAS", "Australia/Hobart"),
    Shipped("australia-act", "Australian Capital Territory", "澳大利亚首都领地", "AU-ACT", "Australia/Canberra"),
    Shipped("australia-nt", "Northern Territory", "北领地", "AU-NT", "Australia/Darwin"),
)

DAYTIME: Week = ((Window(9 * 60, 18 * 60),),) * 7

PLAIN = (
    NewCalendar("24x7", LocalizedText((("en", "Round the clock"), ("zh", "全天候"))), "", ALWAYS),
    NewCalendar("every-day", LocalizedText((("en", "Every day, 9 to 6"), ("zh", "每天9点至18点"))), "", DAYTIME),
    NewCalendar("mon-fri", LocalizedText((("en", "Monday to Friday"), ("zh", "周一至周五"))), "", OFFICE_HOURS),
)

CHINESE = {
    "ANZAC Day": "澳新军团日",
    "Adelaide Cup Day": "阿德莱德杯赛马日",
    "August Bank Holiday": "八月银行假日",
    "Australia Day": "澳大利亚国庆日",
    "Battle of the Boyne": "博因河战役纪念日",
    "Boxing Day": "节礼日",
    "Canada Day": "加拿大国庆日",
    "Canberra Day": "堪培拉日",
    "Christmas Day": "圣诞节",
    "Columbus Day": "哥伦布日",
    "Easter Monday": "复活节星期一",
    "Easter Saturday": "复活节星期六",
    "Easter Sunday": "复活节星期日",
    "Eight Hours Day": "八小时工作制纪念日",
    "Friday before the AFL Grand Final": "澳式足球总决赛前的星期五",
    "Good Friday": "耶稣受难日",
    "Independence Day": "独立日",
    "June Bank Holiday": "六月银行假日",
    "Juneteenth National Independence Day": "六月节",
    "King's Birthday": "国王诞辰日",
    "Labor Day": "劳动节",
    "Labour Day": "劳动节",
    "Late Summer Bank Holiday": "夏末银行假日",
    "Martin Luther King Jr. Day": "马丁·路德·金纪念日",
    "May Bank Holiday": "五月银行假日",
    "May Day": "五朔节",
    "Melbourne Cup Day": "墨尔本杯赛马日",
    "Memorial Day": "阵亡将士纪念日",
    "National Day for Truth and Reconciliation": "全国真相与和解日",
    "New Year Holiday": "新年假日",
    "New Year's Day": "元旦",
    "October Bank Holiday": "十月银行假日",
    "Picnic Day": "野餐日",
    "Proclamation Day": "南澳公告日",
    "Reconciliation Day": "和解日",
    "Remembrance Day": "国殇纪念日",
    "Saint Andrew's Day": "圣安德鲁日",
    "Saint Brigid's Day": "圣布里吉德日",
    "Saint Patrick's Day": "圣帕特里克节",
    "Saint Stephen's Day": "圣斯德望日",
    "Scotland's participation in the FIFA World Cup final": "苏格兰参加世界杯决赛圈纪念假日",
    "Spring Bank Holiday": "春季银行假日",
    "Summer Bank Holiday": "夏季银行假日",
    "Thanksgiving Day": "感恩节",
    "The Royal Queensland Show": "昆士兰皇家展览会假日",
    "Veterans Day": "退伍军人节",
    "Victoria Day": "维多利亚日",
    "Washington's Birthday": "华盛顿诞辰日",
    "Western Australia Day": "西澳大利亚日",
}
"""The Chinese names of days that the package does not translate; a new one stops the script."""

_OBSERVED = (" (observed)", "（补假）")


def spoken(holidays: Mapping[date, LocalizedText]) -> dict[date, LocalizedText]:
    """The days with a name in both languages."""
    return {day: name if name.within("zh") != name.within("en") else _both(name) for day, name in holidays.items()}


def _both(name: LocalizedText) -> LocalizedText:
    english, (suffix, chinese_suffix) = name.within("en"), _OBSERVED
    plain = english.removesuffix(suffix)
    return LocalizedText((("en", english), ("zh", CHINESE[plain] + (chinese_suffix if plain != english else ""))))


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    texts = {plan.name: calendar_text(plan) for plan in PLAIN}
    for each in SHIPPED:
        country, _, subdivision = each.country.partition("-")
        days = days_of(country, subdivision, YEARS, (each.category,))
        title = LocalizedText((("en", each.en), ("zh", each.zh)))
        plan = NewCalendar(each.name, title, each.zone, usual_week(days.weekend), each.ignores_make_up_days)
        texts[each.name] = calendar_text(plan, replace(days, holidays=spoken(days.holidays)))
    for name, text in texts.items():
        (FOLDER / f"{name}.yaml").write_text(text, encoding="utf-8")
        print(f"calendars/{name}.yaml: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
