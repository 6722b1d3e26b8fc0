"""The page of the reference on the codes of findings."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.checks.history_codes import HISTORY_CODES, PACK_CODES
from casectl.core.checks.personal_data import CODES as PERSONAL
from casectl.core.checks.table import CASE_CODES
from casectl.core.checks.template_rules import CODES as TEMPLATE_DOUBTS
from casectl.core.law.table import EVERY_KIND, RULES
from casectl.core.template.keys import CODES as TEMPLATE_CODES
from casectl.core.time.calendar_file import CODES as CALENDAR_CODES
from casectl.core.time.calendar_warnings import CODES as CALENDAR_DOUBTS
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table
from casectl.render.views.explained_codes import cause_and_way, cause_and_way_heads, code_table


def checks() -> str:
    """The page on the codes of findings."""
    return paragraphs(
        "# " + _("What casectl check finds"),
        _("Each finding is one line, path:line:col: CODE message. A code means the same in every language."),
        _("casectl check --explain CODE explains one code; waivers in casectl.yaml accept findings."),
        code_table(CASE_CODES),
        _law(),
        "## " + _("Personal data"),
        _(
            "check only warns of personal data in titles and notes: the exit code stays 0. A template with"
            " personal_data: allowed is not checked for it."
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


def _law() -> str:
    """The rules of the law, a row each, with what to do where one was broken."""
    return paragraphs(
        "## " + _("The law: rules of events"),
        _(
            "These rules apply to every event of a case, no matter who recorded it or how. casectl refuses a"
            " command whose events would break a rule, and casectl check reports recorded events that break"
            " one."
        ),
        pipe_table((_("Code"), _("What is required"), _("For which events"), *cause_and_way_heads()), _rows()),
    )


def _rows() -> Iterator[tuple[str, ...]]:
    """The code of each rule, its demand, the kinds of event that it judges, an example, and what to do."""
    for name, rule in RULES.items():
        kinds = ", ".join(f"`{kind.name}`" for kind in EVENT_KINDS.values() if name in kind.rules)
        of = _("all") if name in EVERY_KIND else kinds
        yield f"`{rule.code}`", translate(rule.demands), of, *cause_and_way(rule.code)
