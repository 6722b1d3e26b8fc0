"""The manual's page on queries, made from the table of query fields."""

from __future__ import annotations

from casectl.core.query.fields import CALLED, FIELDS, GROUPING
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, current_language, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table

_FIELD_MEANINGS: dict[str, Message] = {
    "state": msg(
        "a state of the workflow; if there is none of that name, a category: open, waiting, resolved, closed, active"
    ),
    "category": msg("the category of its state: open, waiting, resolved, closed, or active for all but closed"),
    "owner": msg("a person; me is you, none is nobody"),
    "team": msg("a team"),
    "template": msg("a template"),
    "ever": msg("a template that the case has, or had before it was retyped"),
    "cause": msg("the recorded root cause, including the causes below it; none finds cases without a root cause"),
    "id": msg("a case, by any part of its id"),
    "title": msg("a part of the title"),
    "source": msg("for an imported case: where it comes from, source:helpdesk, or which one, source:helpdesk:17"),
    "level": msg("the level, by its number or title"),
    "chasers": msg("how often the customer has chased progress"),
    "late_entries": msg("how many entries that count for its deadlines were recorded later than they happened"),
    "conflicts": msg("how many conflicts after a merge are still to be decided; 0 if none"),
    "due": msg("the soonest open deadline; also none, any, overdue"),
    "followup": msg("the soonest open follow-up; also none, any, overdue"),
    "received": msg("when the customer complained"),
    "opened": msg("when it was opened"),
    "closed": msg("when it was closed; also none, any"),
    "tag": msg("one of the values in the field named tags (a list), if the template has that field"),
    "clock": msg("a clock that runs"),
    "link": msg("a linked case, by any part of its id (the link may be recorded in either case); also none, any"),
    "offered": msg("a person or team to whom it is offered"),
    "text": msg("words in id, title, fields, contacts or notes"),
}

EXAMPLES: tuple[tuple[str, Message], ...] = (
    ("state:open owner:me", msg("both conditions must hold; the word and may be written between them")),
    ("owner:ada,bo", msg("either value matches")),
    ("state:waiting or due<2wd", msg("one condition or the other; use brackets where needed")),
    ("-team:billing, not team:billing, team!=billing", msg("the condition must not hold; also -@mine, -(…), -退款")),
    ("due<2wd, due:today, due:2d", msg("before that time, on that day, within that time from now")),
    ("received>7d, opened:2026-01-01..2026-03-31", msg("in the last seven days; from the first to the last day")),
    ("opened:2026-03, received:last-week, closed<本月", msg("in that month, in that week; before this month")),
    (
        "received:近7天, opened:3月31日, closed>'1 march'",
        msg("the same; if the year is left out, the nearest such month"),
    ),
    ('due<"tomorrow 10:00"', msg("a value with spaces needs quotation marks")),
    ("level>=3, fields.amount:50..100", msg("a number compared; a range")),
    (
        "product~router, title~'late*parcel'",
        msg("contains it, in any letter case; * is any letters, ? is one; no regular expressions"),
    ),
    (
        "state:待受理 team:售后 channel:Phone",
        msg("the titles of states, people, teams, templates and choices can be used"),
    ),
    ("urgent:yes, 紧急:否, channel:phone,letter", msg("yes or no, true or false; one of the choices")),
    ('退款 "came open"', msg("words to be found in the text")),
    ("@mine", msg("a view saved in casectl.yaml, such as {example}", example='views: {mine: "owner:me state:active"}')),
)


def _names(name: str) -> str:
    """The name of a field, with its (first) Chinese name when the output is Chinese."""
    chinese = next((word for word, each in CALLED.items() if each == name), "") if current_language() == "zh" else ""
    return f"`{name}`, `{chinese}`" if chinese else f"`{name}`"


def queries() -> str:
    """The page, in Markdown."""
    fields = [(_names(name), translate(_FIELD_MEANINGS[name])) for name in FIELDS]
    fields.append(
        (
            "`fields.NAME`",
            _(
                "a field of the template, by its dotted name, or by its name or title alone if no field above"
                " has that name; : compares the whole value, ignoring upper and lower case; ~ finds a part; <"
                " and > need a number or a date"
            ),
        )
    )
    return paragraphs(
        "# " + _("Queries"),
        _(
            "list, overdue, due-soon, agenda and export take a query; advance, assign, set and note take one after"
            " --where, in place of a case."
        ),
        pipe_table((_("Query"), _("Meaning")), ((f"`{text}`", translate(means)) for text, means in EXAMPLES)),
        pipe_table((_("Field"), _("Meaning")), fields),
        _(
            "On a shell's command line, put < and > and brackets in quotation marks. -team:billing may be"
            " anywhere among the words of list, overdue, due-soon, agenda and export; -word alone looks like an"
            " option: write it after --, or as not word."
        ),
        _(
            "list, overdue, due-soon, agenda and export also take --group-by, which counts instead of listing:"
            " by one or several of {keys}, or by a field of the template. received, opened and closed are"
            " counted by month, due and followup by day; a case with two tags is counted under both. overdue"
            " and due-soon count deadlines, and can also group by clock, kind and due day; agenda counts tasks,"
            " and can also group by day, who, what and kind."
        ).format(keys=", ".join(GROUPING)),
    )
