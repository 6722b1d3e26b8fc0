"""The language of mapping files, declared: the keys of each part and what they mean.

`casectl.core.importing.read_mapping` reads by this table and the reference is made from it.
"""

from __future__ import annotations

from casectl.core.template.keys import READER_CODES, TEMPLATE_NAMES
from casectl.core.values.messages import Message, msg
from casectl.core.values.settings_reader import FileKind, Key

PARTS: dict[str, tuple[Key, ...]] = {
    "mapping": (
        Key("mapping", msg("the name of the mapping; by default the name of its file")),
        Key("source", msg("the system that the ids come from, as one word"), needed=True),
        Key("template", msg("the kind of complaint the rows become"), needed=True),
        Key("zone", msg("the zone of times without an offset; by default the casebook's")),
        Key(
            "format",
            msg(
                "the format of days and times, such as %Y-%m-%d %H:%M, iso, mail, excel, excel-1904, written"
                " (anything that may be typed in casectl), dmy or mdy (the same, with days or months first);"
                " give one format or a list to be tried in turn; by default iso, then written"
            ),
        ),
        Key("missing", msg("texts that mean that there is no value; blank cells always do")),
        Key("table", msg("how to read the file")),
        Key("optional", msg("columns that a table may lack")),
        Key("leave", msg("columns to ignore, such as those filled in only later")),
        Key("id", msg("a value: the complaint's id in the source system; if there is none, give same")),
        Key(
            "same",
            msg("the word row, or the columns that tell rows apart; identical rows are counted, so none is lost"),
        ),
        Key("received", msg("a time: when the customer complained"), needed=True),
        Key("title", msg("a value: the title"), needed=True),
        Key("state", msg("a value: the state, as the template calls it")),
        Key("owner", msg("a value: the owner; becomes one word, such as value-12")),
        Key("team", msg("a value: the team; becomes one word")),
        Key("level", msg("a value: the level, a number")),
        Key(
            "fields",
            msg("the values of fields, each under the name of the field in the template, such as customer.name"),
        ),
        Key(
            "due",
            msg(
                "the deadlines recorded in the source system, each a time under the name of the clock;"
                " no rule moves them"
            ),
        ),
        Key("steps", msg("a list of what happened after opening, from the same row")),
        Key("links", msg("a list of the places where texts refer to other complaints")),
        Key("events", msg("for event logs: rows with one id are one case, and each row is an event")),
    ),
    "table": (
        Key("format", msg("csv, tsv, json, jsonl or xlsx")),
        Key("encoding", msg("such as utf-8 or gb18030")),
        Key("sheet", msg("the sheet of a workbook")),
        Key("delimiter", msg("what separates the columns; \\t is a tab")),
        Key("header row", msg("the number of the line that has the names of the columns; 0 if there is none")),
    ),
    "value": (
        Key(
            "from",
            msg(
                "a text with column names in braces, or a list of such texts; the first text whose columns are"
                " all filled in is used"
            ),
            needed=True,
        ),
        Key(
            "values",
            msg(
                "a translation table; a row with a value that is not in the table is rejected, and an empty"
                " text means no value"
            ),
        ),
        Key("missing", msg("texts that mean no value here")),
        Key("strip", msg("yes: leading and trailing spaces are removed")),
        Key(
            "cut",
            msg(
                "a regular expression; only the part of the text that it matches is used, or its first"
                " group if it has groups"
            ),
        ),
    ),
    "time": (
        Key("format", msg("the format of this time")),
        Key("zone", msg("the time zone of this time")),
    ),
    "field": (
        Key("last", msg("yes: in an event log, the value comes from the last row of the case, not the first")),
        Key("decimal", msg("the decimal mark of a number or an amount: a point or a comma")),
        Key("currency", msg("the currency of amounts that name none, such as EUR")),
    ),
    "step": (
        Key("event", msg("advanced, assigned, contacted or noted"), needed=True),
        Key("at", msg("a time; without one, the step gets the date of the step before it and is marked undated")),
        Key("to", msg("a value: the state entered, or the new owner")),
        Key("team", msg("a value: the new team")),
        Key("reason", msg("a value: the reason")),
        Key("direction", msg("a value: in or out")),
        Key("channel", msg("a value: the channel")),
        Key("text", msg("a value: what was said")),
    ),
    "link": (
        Key("from", msg("a value: the text that refers to others"), needed=True),
        Key("find", msg("a regular expression; each match is a reference"), needed=True),
        Key("id", msg("a value in which {{1}}, {{2}} are the groups of the match"), needed=True),
        Key("type", msg("duplicate-of, follow-up-of, part-of or related")),
    ),
    "shared": (
        Key("shared", msg("a value, such as an order number: cases that have the same are linked"), needed=True),
        Key("type", msg("duplicate-of, follow-up-of, part-of or related")),
    ),
    "events": (
        Key("at", msg("a time: when the event happened"), needed=True),
        Key("order", msg("the order of events: time, or file for the order of the rows")),
        Key("activity", msg("a value: the name of the event in the source system; kept in the journal")),
        Key("handoff", msg("what has to change for an event to count as a handoff: owner, team or both")),
        Key(
            "reopening",
            msg(
                "pairs of activities that count as a reopening; by default every move out of a resolved or closed state"
            ),
        ),
    ),
}
"""The parts of a mapping file. A value is a text in which {Column} means a column, a list of such texts, or a
mapping with the keys of `value`; a time is a value with the keys of `time` beside them."""

CODES: dict[str, Message] = {
    "M001": msg("id and same are both given, or neither is"),
    "M002": msg("a name is not one word"),
    "M003": msg("a pattern cannot be used"),
    "M004": msg("a pair of activities is missing where one is needed"),
    "M005": msg("the mapping names something that the template does not have"),
    "M006": msg("an unmatched brace"),
    "M007": msg("the time zone is not known"),
    "M008": msg("the time format cannot be used"),
    "M009": msg("steps and events are both given, but only one of them is allowed"),
    "M010": msg("an optional column is not used, or an ignored one is used"),
    "M011": msg("a setting of the table cannot be used"),
    "M012": msg("a currency is not a code of three letters"),
}
"""What each code means; what templates have codes for (T…) has the same ones here."""

TABLE_FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx")
"""The kinds of table that can be imported."""

MAPPING_FILE = FileKind(PARTS, READER_CODES._replace(zone="M007"), TEMPLATE_NAMES)
