"""Views of records: receipts, the trail, exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from casectl.core.case.model import LISTS, UNDONE, Case, FollowUp
from casectl.core.case.owed import PROMISE, Owed, owed_in
from casectl.core.history.event_summary import event_summary, labels_then, short_names
from casectl.core.query.case_facts import excerpt_of
from casectl.core.reports import EarlierComplaints, Export, Receipt
from casectl.core.template.labels import NO_LABELS, Labels, owed_title, title_in
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree, leaves
from casectl.render.language import _, translate
from casectl.render.text.terminal import one_line
from casectl.render.view import Column, Row, Value, View
from casectl.render.views.values import text_or_none


def receipt(
    report: Receipt,
    zone: tzinfo,
    now: datetime,
    labels: Mapping[str, Labels],
    before: EarlierComplaints | None = None,
) -> View:
    """The result of a writing verb: one line for people, the case's header for programs. Times are shown in `zone`.

    For a new case, `before` holds the customer's earlier complaints.
    """
    header = report.case.header
    due = header.next_due
    columns: tuple[Column, ...] = (
        Column("id", _("Case")), Column("event", _("Event")), Column("event_id", _("Event id"), spare=True),
        Column("commit", _("Commit")), Column("already", _("Already recorded")), Column("state", _("State")),
        Column("owner", _("Owner")), Column("next_due", _("Next due")), Column("path", _("File"), spare=True),
    )  # fmt: skip
    known: dict[str, Value] = {}
    if before:
        columns += (
            Column("likely_duplicates", _("Likely duplicates"), detail=True),
            Column("repeat_complainer", _("Complaints in 90 days"), detail=True),
        )
        known = {"likely_duplicates": before.duplicates, "repeat_complainer": before.complaints or None}
    rows: list[Row] = [
        {
            **known,
            "id": report.case.id,
            "event": event.kind,
            "event_id": event.id,
            "commit": text_or_none(report.commit),
            "already": report.already,
            "state": header.state,
            "owner": text_or_none(header.owner),
            "next_due": format_instant(due, zone) if due else None,
            "path": report.case.source.file,
        }
        for event in report.events
    ]
    return View("receipt", columns, rows, report.notes, page=_receipt_page(report, zone, now, labels))


def _receipt_page(report: Receipt, zone: tzinfo, now: datetime, known: Mapping[str, Labels]) -> str:
    case = report.case
    if report.already:
        return translate(
            msg(
                "{id}: event {event} was already recorded, so it was not recorded again",
                id=case.id,
                event=report.events[0].id,
            )
        )
    labels = known.get(case.header.template, NO_LABELS)
    return "\n".join([*_done(report, known), *_next_steps(report, zone, now, labels)])


def _done(report: Receipt, known: Mapping[str, Labels]) -> Iterator[str]:
    """What was recorded, a line for each event, and its consequences."""
    for number, event in enumerate(report.events):
        labels = labels_then(report.before, event, known)
        what = one_line(translate(event_summary(report.before, event, labels)))
        if number == 0:
            yield f"{report.case.id} {what}  [{report.commit[:10]}]"
        else:
            yield f"  {what}"
        if event.kind == UNDONE:
            state = title_in(labels.states, report.case.header.state)
            yield translate(msg("  state: {state}", state=state))
            if event.data.get("changed"):
                yield translate(msg("  restored: {names}", names=short_names(event, labels)))


def _next_steps(report: Receipt, zone: tzinfo, now: datetime, labels: Labels) -> Iterator[str]:
    """What comes next: the soonest deadline, the follow-ups just scheduled, and for a new case how to see it."""
    case = report.case
    due = case.header.next_due
    for soonest in owed_in(case.header)[:1]:
        called, at = _called(soonest, labels), f"{soonest.at.astimezone(zone):%Y-%m-%d %H:%M}"
        yield translate(
            msg("  next due: {clock} at {at}", clock=called, at=at)
            if to_seconds(soonest.at) >= to_seconds(now)
            else msg("  OVERDUE: {clock} since {at}", clock=called, at=at)
        )
    for name in dict.fromkeys([*_affected_clocks(report), *_moved(report)]):
        if due and name in case.header.due and to_seconds(case.header.due[name]) != to_seconds(due):
            clock = msg("{title} ({name})", title=title_in(labels.clocks, name), name=name)
            at = f"{case.header.due[name].astimezone(zone):%Y-%m-%d %H:%M}"
            yield translate(msg("  {clock} is due at {at}", clock=clock, at=at))
    changed = _promises_changed(report)
    for before, after in changed:
        yield translate(_what_became_of(before, after, zone, now, labels))
    new = [entry for event in report.events for entry in _scheduled(event.data.get("follow_ups"))]
    for each in case.header.follow_ups:
        if any(_names(entry, each.id) for entry in new) and each not in [after for _, after in changed]:
            at = f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}"
            what = owed_title(labels, each.kind, each.what, each.rule)
            yield translate(msg("  follow-up {id}: {what} at {at}", id=each.id, what=what, at=at))
    if report.events[0].kind == "opened":
        yield translate(msg("  next: casectl show {id}", id=case.id))


def _promises_changed(report: Receipt) -> list[tuple[FollowUp, FollowUp | None]]:
    """The promises that are owed no longer, not kept or cancelled by name, each with what took its place."""
    after = {each.id: each for each in report.case.header.follow_ups}
    named = {event.text("follow_up") for event in report.events}
    instead = {each.what: each for each in after.values() if each.kind == PROMISE}
    return [
        (each, instead.get(each.what))
        for each in report.before.follow_ups
        if each.kind == PROMISE and each.id not in (*after, *named)
    ]


def _what_became_of(before: FollowUp, after: FollowUp | None, zone: tzinfo, now: datetime, labels: Labels) -> Message:
    """That a promise was moved or is owed no longer, and whether it was late."""
    name = msg("{title} ({name})", title=owed_title(labels, PROMISE, before.what), name=before.what)
    since = f"{before.at.astimezone(zone):%Y-%m-%d %H:%M}"
    was_late = to_seconds(before.at) < to_seconds(now)
    if after is None:
        if was_late:
            return msg("  {name} is no longer due; it was late since {since}", name=name, since=since)
        return msg("  {name} for {since} is no longer due", name=name, since=since)
    until = f"{after.at.astimezone(zone):%Y-%m-%d %H:%M}"
    if was_late:
        return msg("  {name} moved from {since} to {until}; it was late", name=name, since=since, until=until)
    return msg("  {name} moved from {since} to {until}", name=name, since=since, until=until)


def _called(owed: Owed, labels: Labels) -> Message:
    """The title of what is owed, and the name that verbs take for it."""
    return msg("{title} ({name})", title=owed_title(labels, owed.kind, owed.name, owed.rule), name=owed.called)


def _affected_clocks(report: Receipt) -> list[str]:
    """The clocks that the events are about: extended, set by hand, restarted, …"""
    return [name for event in report.events for name in _scheduled(event.data.get("clock")) if isinstance(name, str)]


def _moved(report: Receipt) -> Iterator[str]:
    """The clocks that keep running to another deadline, for example after a date or a level was corrected."""
    for event in report.events:
        for name, record in event.mapping("clocks").items():
            runs_on = isinstance(record, dict) and "due" in record and "stopped" not in record
            before, after = report.before.due.get(name), report.case.header.due.get(name)
            if runs_on and before and after and to_seconds(before) != to_seconds(after):
                yield name


def _scheduled(value: Tree | None) -> list[Tree]:
    return value if isinstance(value, list) else []


def _names(entry: Tree, follow_up: str) -> bool:
    return isinstance(entry, dict) and entry.get("id") == follow_up


def _value(tree: Tree) -> Value:
    if isinstance(tree, dict):
        return {key: _value(value) for key, value in tree.items()}
    return [_value(each) for each in tree] if isinstance(tree, list) else tree


_EXPORTED = (
    "id", "title", "template", "state", "owner", "team", "level", "received_at", "opened_at", "closed_at", "source",
)  # fmt: skip


_NESTED = ("due", "paused", "provisional", "unconfirmed", "follow_ups", "links", "fields", "journal")
"""The keys of a case that an export writes whole, for JSON."""


def export(report: Export, zone: tzinfo, fields: Sequence[str] = ()) -> View:
    """`export`: a row for each case; nested in JSON; in csv and tsv each field, and those in `fields`, is a column."""
    flat: dict[str, None] = dict.fromkeys(f"fields.{name}" for name in fields)
    rows = []
    for case in report.cases:
        row = _export_row(case, zone)
        flat.update(dict.fromkeys(name for name in row if name.startswith("fields.")))
        rows.append(row)
    columns = (
        *(Column(name, name) for name in (*_EXPORTED, "next_due")),
        *(Column(name, name, flat=True) for name in flat),
        *(Column(name, name, detail=True) for name in (*_NESTED, "path")),
    )
    return View("export", columns, rows, tuple(private_fields_in(report)), report.unreadable)


def private_fields_in(report: Export) -> Iterator[Message]:
    """That private fields are in an export unmasked, and which."""
    if report.private:
        yield msg(
            "the output contains private fields: {names}; --masked hides their values", names=list(report.private)
        )


def _export_row(case: Case, zone: tzinfo) -> Row:
    facts = excerpt_of(case)
    row: dict[str, Value] = {key: text_or_none(str(facts[key])) for key in _EXPORTED if key != "level"}
    due = case.header.next_due
    row |= {"level": case.header.level or None, "next_due": format_instant(due, zone) if due else None}
    for path, text in leaves(dict(case.fields)):
        name = "fields." + ".".join(str(step) for step in path if isinstance(step, str))
        row[name] = f"{row[name]}, {text}" if name in row else text
    row |= dict.fromkeys(LISTS, ())
    row |= {key: _value(value) for key, value in case.tree.items() if key in _NESTED}
    return row | {"path": case.source.file}
