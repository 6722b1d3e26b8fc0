"""Views of many cases: list, overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import cache, partial

from casectl.core.owed_reports import DueReport, DueRow
from casectl.core.query.excerpt import Excerpt
from casectl.core.reports import CaseList
from casectl.core.time.durations import working_span
from casectl.core.values.masking import masked
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.render.annotation import Annotation, Severity
from casectl.render.language import _, translate
from casectl.render.view import WHOLE, Annotated, Cell, Cells, Column, Row, Value, View, table
from casectl.render.views.values import (
    deadline,
    instant_text,
    is_late,
    length,
    marked_instant,
    marks_of,
    named,
    state_of,
    text_or_none,
)
from casectl.render.writers.cell_text import display_text, machine_text

_OWED_CODES: Mapping[str, Message] = {
    "overdue-regulatory": msg("a regulatory deadline has passed"),
    "overdue-internal": msg("an internal deadline has passed"),
    "overdue-follow-up": msg("a follow-up is overdue"),
    "due-regulatory": msg("a regulatory deadline is due soon"),
    "due-internal": msg("an internal deadline is due soon"),
    "due-follow-up": msg("a follow-up is due soon"),
}
Teams = Mapping[str, LocalizedText]
"""The titles of the teams."""


def case_list(
    report: CaseList,
    zone: tzinfo,
    now: datetime,
    fields: Sequence[str] | None = (),
    is_private: Callable[[str, str], bool] | None = None,
) -> View:
    """`list`: a row for each case; its fields and those in `fields` are columns on request, as ``fields.<name>``.

    With None for `fields` there are no columns for fields, and no case is asked for any. Values of fields that are
    private in a template, `is_private(template, name)`, are masked.
    """
    names = [] if fields is None else _field_names(report.cases, fields)
    state = cache(lambda template, name: state_of(template, name, report.states))
    team = cache(partial(named, titles=report.teams))
    cells: Cells[Excerpt] = {
        Column("id", _("Case"), keep=True): lambda case: case.id,
        Column("title", _("Title")): lambda case: case.text("title"),
        Column("state", _("State")): lambda case: (
            _undecided(case, report) if case.conflicts else state(case.text("template"), case.text("state"))
        ),
        Column("owner", _("Owner")): lambda case: _owner(case, report.teams),
        Column("team", _("Team"), spare=True): lambda case: team(case.text("team")),
        Column("level", _("Level"), "right", spare=True): lambda case: case.level or None,
        Column("next_due", _("Next due"), keep=True): lambda case: _next_due(case, zone, now),
        Column("late", _("Overdue"), marked=True): lambda case: is_late(case.next_due, now),
        Column("conflicts", _("To be decided"), "right", marked=True): lambda case: case.conflicts,
        Column("late_entries", _("Late entries"), "right", marked=True): lambda case: case.late_entries,
        Column("provisional", _("Provisional"), detail=True): lambda case: case.provisional,
        Column("template", _("Template"), detail=True): lambda case: named(case.text("template"), report.templates),
        Column("received_at", _("Received"), detail=True, keep=True): partial(_instant, "received_at", zone),
        Column("opened_at", _("Opened"), detail=True, keep=True): partial(_instant, "opened_at", zone),
        Column("closed_at", _("Closed"), detail=True, keep=True): partial(_instant, "closed_at", zone),
        Column("offered_to", _("Offered to"), detail=True): lambda case: _offered_to(case.offer, report.teams),
        Column("chasers", _("Chasers"), "right", detail=True): lambda case: case.chasers or None,
        Column("cause", _("Cause"), detail=True): lambda case: text_or_none(case.text("cause")),
        Column("source", _("Source"), detail=True): lambda case: text_or_none(case.text("source")),
        Column("path", _("File"), detail=True): lambda case: case.path,
        **{
            Column(f"fields.{name}", _field_title(report, name), detail=True): partial(_field, report, name, is_private)
            for name in names
        },
    }
    columns, rows = table(report.cases, cells)
    notes = () if rows else (msg("no matching cases"),)
    return View("list", columns, rows, notes, report.unreadable)


def _field_names(cases: list[Excerpt], known: Sequence[str]) -> list[str]:
    names: dict[str, None] = dict.fromkeys(known)
    for case in cases:
        names.update(dict.fromkeys(case.field_names()))
    return list(names)


def _field_title(report: CaseList, name: str) -> str:
    """What the templates of the cases call a field; its name where they do not agree, or none has it."""
    titles = {translate(known.title) for labels in report.labels.values() if (known := labels.fields.get(name))}
    return titles.pop() if len(titles) == 1 else name


def _field(report: CaseList, name: str, is_private: Callable[[str, str], bool] | None, case: Excerpt) -> Value:
    """A field's value; for people by its title, if it is one of a few."""
    value, template = case.fields.get(name), case.text("template")
    if value and is_private and is_private(template, name):
        return masked(value)
    labels = report.labels.get(template)
    if not value or not labels:
        return value
    if chosen := labels.choices.get(f"{name}={value}"):
        return Cell(value, lambda: translate(chosen.title))
    is_answer = value in _ANSWERS and (known := labels.fields.get(name)) and known.kind == "yes_no"
    return Cell(value, _ANSWERS[value]) if is_answer else value


_ANSWERS: dict[str, Callable[[], str]] = {"yes": lambda: _("yes"), "no": lambda: _("no")}


def _instant(name: str, zone: tzinfo, case: Excerpt) -> Value:
    return instant_text(case.text(name), zone)


def _undecided(case: Excerpt, report: CaseList) -> Cell:
    """The state; for people with a mark, since a merge left something to be decided."""
    template, name = case.text("template"), case.text("state")
    title = report.states.get((template, name), name)
    return Cell(name, translate(msg("{state} (to be decided)", state=title)))


def _next_due(case: Excerpt, zone: tzinfo, now: datetime) -> Value:
    due = case.next_due
    if due is None:
        return Cell(None, _("late entries")) if case.late_entries else None
    return deadline(due, zone, now, provisional=case.provisional, entries=case.late_entries)


def due_list(report: DueReport, zone: tzinfo) -> View:
    """`overdue` and `due-soon`: a row for each thing that is owed. Times are shown in `zone`."""
    working = any(row.worked is not None for row in report.rows)
    late = _("Late by") if all(row.late > timedelta(0) for row in report.rows) else _("Left or late")
    title = cache(partial(named, titles=report.teams))
    cells: Cells[DueRow] = {
        Column("id", _("Case"), keep=True): lambda row: row.case.id,
        Column("clock", _("Clock")): lambda row: Cell(
            None if row.owed.follow_up else row.owed.name, lambda: translate(row.title)
        ),
        Column("due", _("Due"), keep=True): lambda row: marked_instant(
            row.owed.at, zone, provisional=row.owed.provisional, unconfirmed=row.owed.unconfirmed, **marks_of(row.case)
        ),
        Column("late_minutes", late, "right", least=WHOLE): lambda row: length(row.late),
        Column("owner", _("Owner")): lambda row: _holder(row, report.teams),
        Column("team", _("Team"), spare=True): lambda row: title(row.case.text("team")),
        Column("level", _("Level"), "right", spare=True): lambda row: row.case.level or None,
        Column("title", _("Title")): lambda row: row.case.text("title"),
        Column("giver", _("Handoff pending, from"), marked=True): lambda row: text_or_none(
            row.case.offer.get("by", "")
        ),
        Column("provisional", _("Provisional"), marked=True): lambda row: Cell(
            row.owed.provisional, _("provisional") if row.owed.provisional else ""
        ),
        Column("unconfirmed", _("Unconfirmed"), marked=True): lambda row: Cell(
            row.owed.unconfirmed, _("unconfirmed") if row.owed.unconfirmed else ""
        ),
        Column("late_working_minutes", _("Working time"), "right", detail=not working, keep=working): _working_length,
        Column("follow_up", _("Follow-up"), marked=True): lambda row: text_or_none(row.owed.follow_up),
        Column("what", _("What"), marked=True): lambda row: row.owed.name,
        Column("who", _("Who"), marked=True): lambda row: title(row.owed.who),
        Column("late_entries", _("Late entries"), "right", marked=True): lambda row: row.case.late_entries,
        Column("conflicts", _("To be decided"), "right", marked=True): lambda row: row.case.conflicts,
        Column("kind", _("Kind"), detail=True): lambda row: row.kind,
        Column("state", _("State"), detail=True): lambda row: row.case.text("state"),
    }
    columns, rows = table(report.rows, cells, {"path": lambda row: row.case.path})
    annotated = Annotated(_owed_annotations, _OWED_CODES)
    return View(report.verb, columns, rows, report.notes, report.unreadable, annotated=annotated)


def _holder(row: DueRow, teams: Teams) -> Value:
    """The owner of the case; for people the person who is to do it, if that is another one."""
    owner, who = row.case.text("owner"), row.owed.who
    if row.owed.follow_up and who not in ("", owner):
        return Cell(text_or_none(owner), translate(teams.get(who, who)))
    return _owner(row.case, teams)


def _working_length(row: DueRow) -> Value:
    """How late in working time: in minutes for programs, in working days and hours for people."""
    if row.worked is None:
        return None
    ahead = row.late <= timedelta(0)
    return Cell(int(row.worked.total_seconds() // 60), partial(_in_working_units, row, ahead), "" if ahead else "alarm")


def _in_working_units(row: DueRow, ahead: bool) -> str:
    time = working_span(row.worked_days, row.worked_rest)
    return translate(msg("{time} left", time=time) if ahead else msg("{time}", time=time))


def _owner(case: Excerpt, teams: Teams) -> Value:
    """The owner of the case; for people also the person or team to whom it is offered."""
    owner, offer = case.text("owner"), case.offer
    if not offer:
        return text_or_none(owner)
    to = offer["to"] or translate(teams.get(offer["team"], offer["team"]))
    return Cell(text_or_none(owner), f"{owner or offer['by']} → {to}")


def _offered_to(offer: Mapping[str, str], teams: Teams) -> Value:
    """The person or, for people by its title, the team."""
    return text_or_none(offer.get("to", "")) or named(offer.get("team", ""), teams)


def _owed_annotations(rows: Sequence[Row]) -> Iterator[Annotation]:
    """What is owed: a regulatory deadline that has passed is an error, any other a warning, what is ahead a notice."""
    return map(_owed, rows)


def _owed(row: Row) -> Annotation:
    kind, clock = machine_text(row["kind"]), machine_text(row["clock"])
    name = clock or machine_text(row["follow_up"])
    case, due = machine_text(row["id"]), display_text(row["due"])
    words = {"case": case, "clock": display_text(row["clock"]), "due": due, "late": display_text(row["late_minutes"])}
    subject, within = (case, name), ("due" if clock else "follow_ups", name)
    path, called = machine_text(row["path"]), f"{case} {name}"
    if machine_text(row["late_minutes"]).startswith("-"):
        what = msg("{case}: {clock} is due {due} ({late})", **words)
        return Annotation(path, f"due-{kind}", "notice", what, subject, name=called, within=within)
    owner = display_text(row["owner"])
    what = (
        msg("{case}: {clock} was due {due}, late by {late}, owner: {owner}", owner=owner, **words)
        if owner
        else msg("{case}: {clock} was due {due}, late by {late}, no owner", **words)
    )
    severity: Severity = "error" if kind == "regulatory" else "warning"
    return Annotation(path, f"overdue-{kind}", severity, what, subject, name=called, within=within)
