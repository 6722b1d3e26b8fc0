"""casectl calendar new|show|list|check"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import click

from casectl.actions.calendar import check_calendars, new_calendar
from casectl.adapters.system.holiday_source import days_of
from casectl.cli.context import open_context
from casectl.cli.option_values import WholeNumber
from casectl.cli.options import CommaList, ListOptions, Settings, format_option, layout_options
from casectl.cli.output import notify, write_view
from casectl.cli.verb import VerbGroup
from casectl.core.time.calendar import Week
from casectl.core.time.new_calendar_file import CountryDays, NewCalendar, as_known_in, parse_week, usual_week
from casectl.core.values.messages import CasectlError, LocalizedText, Message, UsageError, msg
from casectl.render.language import _
from casectl.render.views.calendars import calendar as calendar_view
from casectl.render.views.calendars import calendar_list
from casectl.render.views.checked import check as check_view
from casectl.workspace import Workspace

_FIRST, _LAST = 1900, 2100
"""The years that may be frozen."""


command = VerbGroup(
    examples=["casectl calendar new cn --country CN --years 2024-2027", "casectl calendar show cn --year 2026"],
    help=_("Make, show and check calendars: working hours, holidays, half days, make-up days."),
)


@command.command(
    "new",
    examples=[
        "casectl calendar new cn --country CN --years 2024-2027",
        _("casectl calendar new england --country GB --subdivision ENG --years 2024-2027 --zone Europe/London"),
        _("casectl calendar new shop --windows 'mon-fri 09:00-12:30,13:30-17:30; sat 10:00-14:00'"),
    ],
    help=_(
        "Write a calendar into the casebook and record it. With --country it includes the holidays and make-up days"
        " of the years, so that a deadline is always calculated the same way; a year with estimated days is marked as"
        " provisional."
    ),
)
@click.argument("name", metavar="NAME", help=_("the calendar's name"))
@click.option("--country", default="", metavar="CODE", help=_("two letters, such as CN or GB; by default no holidays"))
@click.option("--subdivision", default="", metavar="CODE", help=_("a part of the country, such as ENG or NSW"))
@click.option("--category", "categories", type=CommaList(), default=("public",), metavar="A,B",
              help=_("which holidays, as the holidays package calls them: public, government, bank"))  # fmt: skip
@click.option(
    "--years", default="", metavar="FROM-TO", help=_("the years to include; by default this one and the next")
)
@click.option("--zone", default="", metavar="ZONE",
              help=_("its time zone; by default the country's, or else the casebook's"))  # fmt: skip
@click.option("--title", default="", metavar="TEXT",
              help=_("the title that people see; by default the country's name, or the calendar's"))  # fmt: skip
@click.option("--windows", default=None, metavar="HOURS",
              help=_("working time; by default mon-fri 09:00-17:30"))  # fmt: skip
@click.option("--ignore-make-up-days", is_flag=True, help=_("this desk does not work on make-up days"))
@click.option("--replace", is_flag=True, help=_("overwrite it if it exists"))
@click.pass_obj
def new_command(
    settings: Settings, /, name: str, country: str, ignore_make_up_days: bool, replace: bool, **given: Any
) -> int:
    context = open_context(settings)
    days = _days(context, country.upper(), given)
    plan = NewCalendar(name, _title(name, given["title"], days), _zone(context, given["zone"], days),
                _week(given["windows"], days), ignore_make_up_days)  # fmt: skip
    path, recorded = new_calendar(context, plan, days, replace)
    wrote = msg("wrote {path}, in zone {zone} [{commit}]", path=path, zone=plan.zone or context.zone.key,
                commit=recorded.commits[-1][:10])  # fmt: skip
    for what in (wrote, *recorded.notes):
        notify(what, settings)
    if days and days.provisional_from:
        notify(msg("provisional from {day} on: the days are estimates; replace the calendar once they are announced",
                 day=days.provisional_from.isoformat()), settings)  # fmt: skip
    if context.casebook.calendar != name:
        notify(msg("to make it the default, write calendar: {name} in casectl.yaml", name=name), settings)
    return 0


def _title(name: str, given: str, days: CountryDays | None) -> LocalizedText:
    return LocalizedText.of(given) if given else days.title if days else LocalizedText.of(name)


def _week(given: str | None, days: CountryDays | None) -> Week:
    """The hours as given, if only by an empty text, which has none; else office hours but for the weekend."""
    if given is not None:
        return parse_week(given)
    return usual_week(days.weekend if days else frozenset((5, 6)))


def _days(context: Workspace, country: str, given: dict[str, Any]) -> CountryDays | None:
    if not country:
        if given["subdivision"] or given["years"]:
            raise UsageError(msg("--subdivision and --years need --country"))
        return None
    years = _years(given["years"] or f"{context.now.year}-{context.now.year + 1}")
    part = (country, given["subdivision"].upper())
    return as_known_in(days_of(*part, years, tuple(given["categories"])), context.now.year)


def _years(text: str) -> range:
    first, _dash, last = text.partition("-")
    if first.isdigit() and (last or first).isdigit():
        years = range(int(first), int(last or first) + 1)
        if years and years[0] >= _FIRST and years[-1] <= _LAST:
            return years
    raise UsageError(msg("{text} is not a span of years; write it like 2024-2027", text=text))


def _zone(context: Workspace, name: str, days: CountryDays | None) -> str:
    if not name:
        return days.zone(context.zone.key) if days else ""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError):
        raise UsageError(msg("there is no time zone {name}; write it like Europe/London", name=name)) from None


@command.command(
    "show",
    examples=["casectl calendar show", "casectl calendar show cn --year 2026"],
    help=_("Show a calendar's working hours, and the days on which they differ."),
)
@click.argument("name", metavar="[NAME]", default="", help=_("the calendar; by default the casebook's"))
@click.option("--year", type=WholeNumber(_FIRST, _LAST), metavar="YEAR", help=_("only this year's days"))
@layout_options
@click.pass_obj
def show_command(settings: Settings, name: str, year: int | None, layout: ListOptions) -> int:
    return write_view(calendar_view(open_context(settings).known_calendar(name), year), settings, layout)


@command.command(
    "list",
    examples=["casectl calendar list", "casectl calendar list --format json"],
    help=_("List the casebook's calendars."),
)
@layout_options
@click.pass_obj
def list_command(settings: Settings, layout: ListOptions) -> int:
    context = open_context(settings)
    found, unreadable = [], list[tuple[str, Message]]()
    for name in context.calendars.names():
        try:
            found.append(context.calendars.calendar(name))
        except CasectlError as error:
            unreadable.append((f"calendars/{name}.yaml", error.what))
    return write_view(calendar_list(found, context.casebook.calendar, unreadable), settings, layout)


@command.command(
    "check",
    examples=["casectl calendar check", "casectl calendar check cn"],
    help=_(
        "Find every problem in calendars and say how far they can be relied on: overlapping windows, years without"
        " holidays, a last verified day that has passed, provisional years. Exits with 1 if there are any."
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...", help=_("the calendars to check; by default all"))
@format_option
@click.pass_obj
def check_command(settings: Settings, names: tuple[str, ...], format: str) -> int:
    context = open_context(settings)
    report = check_calendars(context, context.calendars.paths(names))
    status = write_view(check_view(report), settings, format)
    return status or int(bool(report.findings))
