"""The page of the reference on the codes of findings."""

from __future__ import annotations

from casectl.core.checks.history_codes import CODES as HISTORY_CODES
from casectl.core.checks.pack_codes import CODES as PACK_CODES
from casectl.core.checks.personal_data import CODES as PERSONAL
from casectl.core.checks.table import CASE_CODES
from casectl.core.checks.template_rules import CODES as TEMPLATE_DOUBTS
from casectl.core.template.keys import CODES as TEMPLATE_CODES
from casectl.core.time.calendar_file import CODES as CALENDAR_CODES
from casectl.core.time.calendar_warnings import CODES as CALENDAR_DOUBTS
from casectl.render.language import _
from casectl.render.reference.law import law
from casectl.render.text.markdown_text import paragraphs
from casectl.render.views.explained_codes import code_table


def checks() -> str:
    """The page on the codes of findings."""
    return paragraphs(
        "# " + _("What casectl check finds"),
        _("Each finding is one line, path:line:col: CODE message. A code means the same in every language."),
        _("casectl check --explain CODE shows the row of a code; waivers in casectl.yaml accept findings."),
        code_table(CASE_CODES),
        law(),
        "## " + _("Personal data"),
        _(
            "check only warns of personal data in titles and notes: the exit code stays 0. A template with"
            " personal_data: allowed is left alone."
        ),
        code_table(PERSONAL),
        "## " + _("In templates"),
        code_table({**TEMPLATE_CODES, **TEMPLATE_DOUBTS}),
        "## " + _("In calendars"),
        code_table({**CALENDAR_CODES, **CALENDAR_DOUBTS}),
        "## " + _("In commits"),
        _("These are found by casectl verify and casectl check --base."),
        code_table(HISTORY_CODES),
        "## " + _("In packs"),
        _("These are found by casectl verify --pack."),
        code_table(PACK_CODES),
    )
