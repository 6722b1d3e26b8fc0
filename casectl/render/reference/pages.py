"""The reference: pages in Markdown, made from the declarations that the program itself uses.

``casectl help TOPIC`` shows a page, and `docs/` holds the same pages as files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.core.case.clock_record import CLOCK_RECORD
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.imported import RECORD
from casectl.core.case.kinds.kind import ANY_EVENT
from casectl.core.case.model import FREE, HEADER
from casectl.core.checks.template_rules import CODES as TEMPLATE_DOUBTS
from casectl.core.importing.keys import CODES as MAPPING_CODES
from casectl.core.importing.keys import PARTS as MAPPING_PARTS
from casectl.core.template.fields import TYPES
from casectl.core.template.keys import CODES as TEMPLATE_CODES
from casectl.core.template.keys import PARTS, TRIGGERS
from casectl.core.template.settings_keys import PARTS as SETTINGS_PARTS
from casectl.core.time.calendar_file import CODES as CALENDAR_CODES
from casectl.core.time.calendar_file import PARTS as CALENDAR_PARTS
from casectl.core.time.calendar_warnings import CODES as CALENDAR_DOUBTS
from casectl.core.values.value_class import NamedTuple
from casectl.core.workflow.guards import GUARDS
from casectl.render.formats import ANNOTATING_FORMATS, CALENDAR_FORMATS, FORMATS
from casectl.render.language import _, translate
from casectl.render.reference.checks import checks
from casectl.render.reference.conventions import environment, exit_codes
from casectl.render.reference.filings import filings
from casectl.render.reference.key_tables import key_tables, meaning_table
from casectl.render.reference.knowledge import knowledge
from casectl.render.reference.letters import letters
from casectl.render.reference.query import queries
from casectl.render.reference.times import times
from casectl.render.text.markdown_text import paragraphs, pipe_table


class Topic(NamedTuple):
    """A page of the reference: its title (a key of the catalogue) and the function that makes it."""

    title: str
    page: Callable[[], str]


def file_format() -> str:
    """The page on the case file."""
    details = {name: kind.details for name, kind in EVENT_KINDS.items() if kind.details}
    return paragraphs(
        "# " + _("The case file"),
        _(
            "A case is one YAML file, cases/<year>/<month>/<id>.yaml, and its path never changes. It is a header that"
            " people and grep read, the complaint's own fields, and an append-only journal of what happened."
        ),
        _(
            "The governed keys are calculated from the journal; only commands change them, and casectl check"
            " verifies that they match it. The free keys are plain data: change them with casectl set or edit,"
            " or by hand followed by casectl adopt. Commands keep your comments, the order of lines, quotation"
            " marks and your own keys."
        ),
        "## " + _("Governed keys"),
        meaning_table(HEADER, _("Key")),
        "## " + _("Free keys"),
        meaning_table(FREE, _("Key")),
        "## " + _("The journal"),
        _("Each event has an id, at (when it happened, as entered), by (the person) and event (its kind)."),
        meaning_table({name: kind.meaning for name, kind in EVENT_KINDS.items()}, _("Kind of event")),
        "### " + _("Details"),
        pipe_table(
            (_("Kind of event"), _("Detail"), _("Meaning")),
            (
                (f"`{kind}`", f"`{key}`", translate(detail.meaning))
                for kind, each in details.items()
                for key, detail in each.items()
            ),
        ),
        "### " + _("Details of any event"),
        meaning_table({name: detail.meaning for name, detail in ANY_EVENT.items()}, _("Detail")),
        "### " + _("What an event records about a clock"),
        _(
            "These are under clocks, by the clock's name. A deadline stays as it was recorded: a later change"
            " of a rule or a calendar does not move it until casectl recompute records the new deadline."
        ),
        meaning_table(CLOCK_RECORD, _("Key")),
        "## " + _("Which YAML a case may contain"),
        _(
            "UTF-8, one document, a mapping at the top; no tags, anchors, aliases, directives or duplicate keys. Every"
            " scalar is text until the template types it: no, 010, 12:30 and 1e3 are never anything else. Instants"
            " carry their offset: 2026-11-21T09:12:33+08:00."
        ),
        "## " + _("The record of an import"),
        _(
            "imports/<SHA-256 of the file>.yaml; only casectl import writes it. The cases that it names came"
            " with the import, and their imported events are not checked like those recorded here."
        ),
        meaning_table(RECORD, _("Key")),
        "## " + _("The lists of the archive"),
        _(
            "archive/<year>.tsv, by the year in the ids; casectl archive writes them. Each line is about a case"
            " that is in the archive, separated by tabs: its id, the id of its last content in git, the commit"
            " of the archive that has it, and for an imported case source and number. The file of the case and"
            " its attachments are removed here; the content stays in the casebook's history: git show"
            " <content>. A file may be removed only in the commit that writes its line, after an event"
            " archived; the line is removed when the case comes back."
        ),
    )


def settings() -> str:
    """The settings file."""
    return paragraphs(
        "# " + _("The settings"),
        _(
            "casectl.yaml, at the casebook's root, says who works here, in which teams and roles, and has the"
            " settings for all cases. A name in it is one word of letters, digits, . - _, and a key of your own"
            " starts with x-; a team and a role may have any other key. casectl check reports everything that"
            " is wrong in it at once, with line and column."
        ),
        *key_tables(SETTINGS_PARTS),
        "## " + _("If no role has a permission"),
        _(
            "If no role has may: [rules], anybody may change the rules. If no role has may: [clocks], anybody"
            " who has not owned the case while the deadline ran may postpone it. casectl check reports this"
            " (B013). If casectl.yaml names only one person, that person's decision is marked alone: yes."
        ),
    )


def template_language() -> str:
    """The page on the template language."""
    return paragraphs(
        "# " + _("The template language"),
        _(
            "A template, templates/<name>.yaml, has everything about one kind of complaint: fields, workflow,"
            " clocks, follow-ups, checklists. casectl check reports all its faults at once, with line and"
            " column. With extends, entries that have names are merged by name, anything else replaces what was"
            " there, and the value remove deletes an entry."
        ),
        *key_tables(PARTS),
        "## " + _("Field types"),
        meaning_table({name: each.meaning for name, each in TYPES.items()}, _("Type")),
        "## " + _("Guards"),
        pipe_table(
            (_("Guard"), _("Parameters"), _("Requires that")),
            (
                (f"`{name}`", ", ".join(f"`{each}`" for each in sorted(row.params)), translate(row.demands))
                for name, row in GUARDS.items()
            ),
        ),
        "## " + _("Moments"),
        meaning_table(TRIGGERS, _("Moment")),
        "## " + _("Fault codes"),
        meaning_table({**TEMPLATE_CODES, **TEMPLATE_DOUBTS}, _("Code")),
    )


def mapping_language() -> str:
    """The page on mappings for `casectl import`."""
    return paragraphs(
        "# " + _("The mapping language"),
        _(
            "A mapping says how the rows of another system's table become cases. A value is a text in which"
            " {Column} is replaced by what the row has in that column (write two braces for a brace), or a list"
            " of such texts; the first text in the list whose columns are all filled is used. So a text without"
            " columns is a constant or, at the end of a list, a default. The longer form is a mapping with the"
            " keys of value. Times also take the keys of time."
        ),
        _(
            "Commands that take a case also accept source:id for an imported case, such as"
            " boston311:101000302499. The id alone is enough if it cannot be part of a casectl id, for example"
            " because it has more than nine characters; for a shorter id, casectl only shows which case it is."
        ),
        _(
            "{{#3}} is the third column, for columns without a name or with a name that occurs twice. casectl"
            " import FILE --sketch writes a mapping to start from."
        )
        .replace("{{", "{")
        .replace("}}", "}"),
        *key_tables(MAPPING_PARTS),
        "## " + _("Fault codes"),
        meaning_table(MAPPING_CODES, _("Code")),
    )


def shipped_mappings(mappings: Mapping[str, str]) -> str:
    """The mappings that casectl ships, each with its template, which an import adds to a casebook that lacks it."""
    rows = [(f"`{name}`", f"`{template}`") for name, template in mappings.items()]
    return paragraphs(
        "## " + _("Shipped mappings"),
        _("The template that a mapping needs is added to the casebook with the first import."),
        pipe_table((_("Mapping"), _("Template")), rows),
    )


def calendars() -> str:
    """The page on calendar files and durations."""
    return paragraphs(
        "# " + _("Calendars"),
        _(
            "A calendar, calendars/<name>.yaml, says when a desk is open. Working hours pass only inside its"
            " windows, which are in the local time of its zone. An opening or closing time that summer time"
            " skips moves to the end of the gap; if that time occurs twice, the first one counts. casectl"
            " calendar new writes a calendar with a country's holidays; casectl when shows how a duration is"
            " counted."
        ),
        *key_tables(CALENDAR_PARTS),
        "## " + _("What durations mean"),
        pipe_table((_("Unit"), _("Meaning")), ((f"`{unit}`", meaning) for unit, meaning in _units())),
        "## " + _("Fault codes"),
        meaning_table({**CALENDAR_CODES, **CALENDAR_DOUBTS}, _("Code")),
    )


def _units() -> tuple[tuple[str, str], ...]:
    return (
        ("m, h", _("minutes and hours, whether the desk is open or closed")),
        (
            "d, w, mo",
            _(
                "days, weeks and months, including closed days, at the same time of day; in a month that is too"
                " short, its last day"
            ),
        ),
        ("wm, wh", _("minutes and hours while the desk is open")),
        (
            "wd",
            _(
                "working days after the starting day, at the same time of day as far as the desk is open then;"
                " if the starting day is closed, until the close of the last day"
            ),
        ),
    )


def formats() -> str:
    """The page on output formats."""
    return paragraphs(
        "# " + _("Output formats"),
        _(
            "stdout is for data, stderr for messages. Machine formats are never translated: titles and reasons"
            " are in English if they have an English text. JSON is an envelope with schema, kind, rows and"
            " unreadable; these keys will not change. If a list is incomplete, it says so and the exit code is"
            " 5."
        ),
        meaning_table({name: row.meaning for name, row in FORMATS.items()}, _("Format")),
        _(
            "check, overdue and audit also have formats that show each row at its place in a file. They are for"
            " CI, code scanning and editors; exit codes stay the same. The most serious rows come first; among"
            " equally serious ones, those in files that the last commit changed."
        ),
        meaning_table({name: row.meaning for name, row in ANNOTATING_FORMATS.items()}, _("Format")),
        _(
            "In gitlab and sarif a finding is identified by its case, its code and its text, not by its line."
            " These formats never contain titles of cases."
        ),
        _("agenda has one more format, for calendar programs and phones:"),
        meaning_table({name: row.meaning for name, row in CALENDAR_FORMATS.items()}, _("Format")),
        _(
            "The summary of an entry is the case's id, the kind of case and what is due; it contains nothing"
            " that people typed. A deadline or follow-up keeps its UID, and SEQUENCE increases when it is"
            " moved. After each sync, write the file again to a web server of your own that offers it to"
            " subscribers."
        ),
    )


TOPICS: dict[str, Topic] = {
    "file-format": Topic("The case file", file_format),
    "settings": Topic("The settings", settings),
    "templates": Topic("The template language", template_language),
    "mappings": Topic("The mapping language", mapping_language),
    "calendars": Topic("Calendars", calendars),
    "letters": Topic("Letters", letters),
    "filings": Topic("Returns to regulators", filings),
    "knowledge": Topic("Knowledge and practice", knowledge),
    "checks": Topic("What casectl check finds", checks),
    "exit-codes": Topic("Exit codes", exit_codes),
    "environment": Topic("Environment variables", environment),
    "formats": Topic("Output formats", formats),
    "times": Topic("Times and durations", times),
    "queries": Topic("Queries", queries),
}
"""The pages by topic; ``commands`` joins them in `casectl.cli.verbs.help`."""
