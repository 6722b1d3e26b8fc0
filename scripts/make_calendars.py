"""Freeze the calendars that casectl ships: ``calendars/*.yaml``, from the holidays package.

Run it once a year, when the next year has been announced everywhere, and read the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from casectl.adapters.holiday_source import days_of
from casectl.core.calendar import ALWAYS, OFFICE_HOURS
from casectl.core.calendar_writing import Plan, calendar_text, usual_week
from casectl.core.messages import Words

FOLDER = Path(__file__).parent.parent / "calendars"
YEARS = range(2024, 2028)


class Shipped(NamedTuple):
    """A calendar with a country's days, and which of them count."""

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

PLAIN = (
    Plan("24x7", Words((("en", "Round the clock"), ("zh", "全天候"))), "", ALWAYS),
    Plan("mon-fri", Words((("en", "Monday to Friday"), ("zh", "周一至周五"))), "", OFFICE_HOURS),
)


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    texts = {plan.name: calendar_text(plan) for plan in PLAIN}
    for each in SHIPPED:
        country, _, subdivision = each.country.partition("-")
        days = days_of(country, subdivision, YEARS, (each.category,))
        title = Words((("en", each.en), ("zh", each.zh)))
        plan = Plan(each.name, title, each.zone, usual_week(days.weekend), each.ignores_make_up_days)
        texts[each.name] = calendar_text(plan, days)
    for name, text in texts.items():
        (FOLDER / f"{name}.yaml").write_text(text, encoding="utf-8")
        print(f"calendars/{name}.yaml: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
