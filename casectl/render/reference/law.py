"""The part of the reference about the law: its rules, and the events that each judges."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.law.table import EVERY_KIND, RULES
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table
from casectl.render.views.explained_codes import cause_and_way, cause_and_way_heads


def law() -> str:
    """The rules of the law, a row each, with what to do where one was broken."""
    return paragraphs(
        "## " + _("The law: rules of events"),
        _(
            "These rules apply to every event of a case, whoever recorded it and however. A command is refused if"
            " its own events break them; check reports recorded events that do."
        ),
        pipe_table((_("Code"), _("What is required"), _("For which events"), *cause_and_way_heads()), _rows()),
    )


def _rows() -> Iterator[tuple[str, ...]]:
    """The code of each rule, its demand, the kinds of event that it judges, an example, and what to do."""
    for name, rule in RULES.items():
        kinds = ", ".join(f"`{kind.name}`" for kind in EVENT_KINDS.values() if name in kind.rules)
        of = _("all") if name in EVERY_KIND else kinds
        yield f"`{rule.code}`", translate(rule.demands), of, *cause_and_way(rule.code)
