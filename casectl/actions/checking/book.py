"""What is wrong with what the team wrote down: settings, templates, calendars and saved views."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import partial

from casectl.actions.context import Cases, Checking, Reading
from casectl.actions.lookup.bare_words import filters_called
from casectl.actions.lookup.calendar_findings import calendar_findings
from casectl.actions.lookup.knowledge import article_findings, stale_findings
from casectl.actions.lookup.known_names import field_kind, names_called
from casectl.actions.lookup.scripts import script_findings
from casectl.core.case.ids import id_of_path
from casectl.core.checks.codes import ALL, unknown_code
from casectl.core.checks.template_rules import template_findings
from casectl.core.law.rule_change import says_who_may
from casectl.core.query.parser import read_query
from casectl.core.query.scope import QueryScope
from casectl.core.template.ladders import OWNER, TEAM, Stage
from casectl.core.template.model import Template
from casectl.core.template.recipients import people_named
from casectl.core.template.settings import CLOCKS, DEFAULT_CALENDAR, RULES, SETTINGS, Casebook, read_casebook
from casectl.core.template.waivers import Waiver
from casectl.core.time.calendar_warnings import FOR_LATER
from casectl.core.time.typed_time import Around, parse_time_span
from casectl.core.values.look_alikes import as_seen
from casectl.core.values.messages import CasectlError, Finding, QuerySyntaxError, Unreadable, msg, unreadable
from casectl.core.values.naming import MOVED, has_moved
from casectl.core.values.tree import Position, Source, mapping_of
from casectl.core.values.value_class import value_class


@value_class
class Book:
    """What cases are held against: settings, each template (None: it cannot be used), the ids of all cases, now."""

    casebook: Casebook
    templates: Mapping[str, Template | None]
    ids: frozenset[str]
    now: datetime


def rules_and_findings(context: Checking) -> tuple[Book, list[Finding], list[Finding]]:
    """What the team wrote down, without the ids of cases; what is wrong with it; and what is advice."""
    findings, casebook, source = _settings(context)
    templates = {name: _template(context, name, findings) for name in context.template_names()}
    findings += _unknown_codes(casebook)
    findings += _missing_calendars(context, casebook, templates)
    findings += _missing_roles(casebook, templates)
    findings += _look_alikes(casebook)
    if source.tree:  # of settings that cannot be read nothing is missing
        findings += _missing_recipients(casebook, templates)
    findings += _unverified(templates)
    findings += script_findings(context, [each for each in templates.values() if each])
    findings += article_findings(context, {each.name for each in casebook.people})
    doubts = [*_template_rules(templates)]
    findings += [finding for finding, is_advice in doubts if not is_advice]
    scope = _view_scope(context, casebook, [name for each in templates.values() for name in _fields(each)])
    findings += _views(casebook, source, scope)
    doubts += [(each, True) for each in _moved_views(context, casebook, source)]
    doubts += [(each, True) for each in stale_findings(context)]
    advice = {str(finding.what): finding for finding, is_advice in reversed(doubts) if is_advice}  # templates share it
    return Book(casebook, templates, frozenset(), context.now), findings, [*advice.values()]


def waivers_in_force(context: Cases) -> tuple[Waiver, ...]:
    """The waivers of casectl.yaml as it is committed, as all rules count; none if that cannot be read."""
    try:
        data = context.ledger.blob(SETTINGS)
        return read_casebook(context.documents.read(SETTINGS, data))[0].waivers if data else ()
    except Unreadable:
        return ()


def _unknown_codes(casebook: Casebook) -> Iterator[Finding]:
    """Waivers of codes that there are not."""
    for each in casebook.waivers:
        if each.code not in ALL:
            yield Finding(each.place, "B001", unknown_code(each.code))


def _missing_calendars(
    context: Cases, casebook: Casebook, templates: Mapping[str, Template | None]
) -> Iterator[Finding]:
    """Calendars that the casebook or its templates use and that do not exist."""
    there = {"", DEFAULT_CALENDAR, *(id_of_path(path) for path in context.store.paths("calendars"))}
    named = {"casectl.yaml": {casebook.calendar}}
    for name, template in templates.items():
        clocks, rules = (template.clocks, template.follow_ups) if template else ((), ())
        named[f"templates/{name}.yaml"] = {clock.calendar for clock in clocks} | {rule.calendar for rule in rules}
    for path, names in named.items():
        for missing in sorted(names - there):
            yield Finding(Position(path), "B002", msg("there is no calendar {name} in calendars/", name=missing))


def _fields(template: Template | None) -> Iterator[str]:
    return (".".join(path) for top in (template.fields if template else ()) for path, _ in top.walk())


def _missing_roles(casebook: Casebook, templates: Mapping[str, Template | None]) -> Iterator[Finding]:
    """Roles that may extend a clock, or do something to a case, and that nobody can have."""
    known = dict(casebook.roles)
    for name, template in templates.items():
        approval = template.workflow.approval if template else None
        for role in sorted({*(approval.may if approval else ())} - known.keys()):
            what = msg("{act} allows the role {role}, which is not in casectl.yaml", act="workflow.approve", role=role)
            yield Finding(Position(f"templates/{name}.yaml"), "B003", what)
        for act, permission in template.workflow.permissions.items() if template else ():
            for role in sorted({*permission.may} - known.keys()):
                what = msg(
                    "{act} allows the role {role}, which is not in casectl.yaml", act=f"workflow.{act}", role=role
                )
                yield Finding(Position(f"templates/{name}.yaml"), "B003", what)
        for clock in template.clocks if template else ():
            for role in sorted(set(clock.extension.may if clock.extension else ()) - known.keys()):
                what = msg(
                    "clock {name} may be extended by the role {role}, which is not in casectl.yaml",
                    name=clock.name,
                    role=role,
                )
                yield Finding(Position(f"templates/{name}.yaml"), "B003", what)


def _look_alikes(casebook: Casebook) -> Iterator[Finding]:
    """People whose names in journals look the same, so that nobody can tell who acted."""
    seen: dict[str, str] = {}
    for person in casebook.people:
        first = seen.setdefault(as_seen(person.name), person.name)
        if first != person.name:
            what = msg(
                "the names {first} and {second} in casectl.yaml look the same, so nobody can tell who acted",
                first=first,
                second=person.name,
            )
            yield Finding(Position(SETTINGS), "B019", what)


def namesakes(casebook: Casebook) -> Iterator[Finding]:
    """People with the same name: a list shows them alike, and so does a confirmation of one by the other."""
    seen: dict[str, str] = {}
    for person in casebook.people:
        first = seen.setdefault(as_seen(person.title), person.name)
        if first != person.name:
            what = msg("{first} and {second} are both called {name}: nobody can tell them apart", first=first,
                       second=person.name, name=person.title)  # fmt: skip
            yield Finding(Position(SETTINGS), "B019", what)


def open_to_all(casebook: Casebook) -> Iterator[Finding]:
    """What anybody may do since no role may: change the rules, decide on regulatory deadlines."""
    missing = [each for each in _OPEN if not says_who_may(casebook, each)]
    if missing and casebook.law and len(casebook.people) > 1:
        what = msg("no role in casectl.yaml has may: [{permissions}], so anybody may {acts}",
                   permissions=missing, acts=[_OPEN[each] for each in missing])  # fmt: skip
        yield Finding(Position(SETTINGS), "B013", what)


_OPEN = {RULES: msg("change the rules"), CLOCKS: msg("decide on regulatory deadlines")}
"""What a permission is for, which anybody may do where no role has it."""


def _missing_recipients(casebook: Casebook, templates: Mapping[str, Template | None]) -> Iterator[Finding]:
    """Teams and owners that a template gives its cases, and follow-ups their doers, and that casectl.yaml lacks."""
    teams, people = {name for name, _ in casebook.teams}, {each.name for each in casebook.people}
    for name, template in templates.items():
        place = Position(f"templates/{name}.yaml")
        presets, rules = (template.presets, template.follow_ups) if template else ({}, ())
        for team in sorted({row.value for row in presets.get("team", ())} - teams):
            yield Finding(place, "B006", msg("there is no team {name} in casectl.yaml", name=team))
        doers = {rule.who for rule in rules} - {"owner"} - teams - {name for name, _ in casebook.roles}
        for person in sorted(({row.value for row in presets.get("owner", ())} | doers) - people):
            yield Finding(place, "B006", msg("there is no person {name} in casectl.yaml", name=person))
        for row in template.escalation if template else ():
            if not people_named(casebook, row.value):
                yield Finding(place, "B006", msg("the template escalates cases to {who}, but nobody in"
                                                 " casectl.yaml matches that",
                                                 who=row.value))  # fmt: skip
        for what, stages in _ladders(template) if template else ():
            yield from _missing_reminded(casebook, place, what, stages)


def _ladders(template: Template) -> Iterator[tuple[str, tuple[Stage, ...]]]:
    """The ladders of a template, each with what it reminds of."""
    yield from ((each.name, each.remind) for each in template.clocks)
    yield from ((each.name, each.remind) for each in template.follow_ups)
    yield from template.ladders.items()


def _missing_reminded(casebook: Casebook, place: Position, what: str, stages: tuple[Stage, ...]) -> Iterator[Finding]:
    """Words of a ladder that casectl.yaml does not know, and stages that remind nobody; a role may be vacant if others
    are reminded as well.
    """
    known = {name for name, _ in (*casebook.teams, *casebook.roles)}
    for stage in stages:
        meant = [who for who in stage.to if who in (OWNER, TEAM) or people_named(casebook, who)]
        for who in (each for each in stage.to if each not in meant and (each not in known or not meant)):
            yield Finding(place, "B006", msg("the reminders of {what} go to {who}, but nobody in casectl.yaml"
                                             " matches that",
                                             what=what, who=who))  # fmt: skip


def _unverified(templates: Mapping[str, Template | None]) -> Iterator[Finding]:
    """Regulatory clocks without their source, or without the date of its verification."""
    for name, template in templates.items():
        for clock in template.clocks if template else ():
            lacking = [key for key in ("source", "verified") if not getattr(clock, key)]
            if clock.kind == "regulatory" and lacking:
                what = msg("regulatory clock {name} lacks {keys}", name=clock.name, keys=lacking)
                yield Finding(Position(f"templates/{name}.yaml"), "B005", what)


def _template_rules(templates: Mapping[str, Template | None]) -> Iterator[tuple[Finding, bool]]:
    """What the clocks of each template leave out, and whether it is only advice."""
    for name, template in templates.items():
        for each in template_findings(template) if template else ():
            yield Finding(Position(f"templates/{name}.yaml"), each.code, each.what), each.advice


def _views(casebook: Casebook, source: Source, scope: QueryScope) -> Iterator[Finding]:
    """Saved views that are blank or not a query; `source` is the file of the settings."""
    written = mapping_of(source.tree.get("views"))
    for name, query in casebook.views:
        place = source.place("views", name)
        if not isinstance(written.get(name), str):  # reported with the settings
            continue
        if not query.strip():
            what = msg("the view {name} has no conditions, so it would list every case", name=name)
            yield Finding(place, "B004", what)
            continue
        try:
            read_query(f"@{name}", scope)
        except QuerySyntaxError as error:
            yield Finding(place, "B004", error.what)
        except CasectlError:  # a calendar that cannot be used is reported by itself
            continue


def _moved_views(context: Reading, casebook: Casebook, source: Source) -> Iterator[Finding]:
    """Saved views that ask for a state by a title that meant another one up to 0.1."""
    for name, query in casebook.views:
        for word, (before, now) in MOVED.items():
            if word in query and has_moved(word, names_called(context, "state", word)):
                what = msg("the view {name} uses {word}, which now means state:{now} but used to mean state:{before}",
                           name=name, word=word, now=now, before=before)  # fmt: skip
                yield Finding(source.place("views", name), "B012", what)


def _view_scope(context: Reading, casebook: Casebook, fields: Collection[str]) -> QueryScope:
    """The scope of a view; `fields` are those of all templates.

    Names are not looked up, since a person or a state may come later.
    """

    def time_span(words: str, past: bool) -> tuple[datetime, datetime]:
        found = parse_time_span(words, Around(context.now, context.zone, context.calendar, past, casebook.dates))
        return found.start, found.end

    def called(key: str, word: str) -> tuple[str, ...]:
        return names_called(context, key, word) if key == "level" else (word,)

    return QueryScope(dict(casebook.views), str, time_span, called, lambda: fields, kind=partial(field_kind, context),
                      filters=partial(filters_called, context))  # fmt: skip


def _settings(context: Reading) -> tuple[list[Finding], Casebook, Source]:
    """What is wrong with the settings and the calendars; the settings, and the file that they are in."""
    path = "casectl.yaml"
    try:
        source = context.documents.read(path, context.store.read(path) or b"")
        casebook, findings = read_casebook(source)
    except Unreadable as error:
        source = Source(path, {})
        casebook, findings = read_casebook(source)[0], [unreadable(path, error)]
    for path in context.store.paths("calendars"):
        findings += [each for each in calendar_findings(context, path) if each.code not in FOR_LATER]
    return findings, casebook, source


def _template(context: Checking, name: str, findings: list[Finding]) -> Template | None:
    try:
        template, errors = context.checked_template(name)
    except Unreadable as error:
        findings.append(unreadable(f"templates/{name}.yaml", error))
        return None
    findings += errors
    return template
