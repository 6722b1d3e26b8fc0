"""The part of the calendars page that lists the calendars that casectl ships, and how far each is verified."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.time.calendar import Calendar
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table


def shipped_table(calendars: Sequence[Calendar]) -> str:
    """The table of the calendars that casectl ships, in Markdown."""
    return paragraphs(
        "## " + _("Calendars that come with casectl"),
        _(
            "casectl init --calendar NAME adds a calendar, also to an existing casebook; a template adds the"
            " calendars that its clocks need. casectl calendar new makes a calendar for any other country."
            " Dates after the last verified day are marked provisional in every list."
        ),
        pipe_table((_("Name"), _("Title"), _("Zone"), _("Verified until"), _("Source")), map(_row, calendars)),
    )


def _row(each: Calendar) -> list[str]:
    zone = str(each.zone) if each.days else _("the casebook's")
    return [
        f"`{each.name}`",
        translate(each.title),
        zone,
        each.verified_until.isoformat() if each.verified_until else "",
        each.source,
    ]
