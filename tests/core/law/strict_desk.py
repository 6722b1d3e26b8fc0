"""Settings and templates in which every rule of the law has something to judge."""

from __future__ import annotations

from tests.fakes.rules import SETTINGS, TEMPLATE

DESK = SETTINGS.replace(
    "boss: {may: [act_as]}", "boss: {may: [act_as, clocks, instruct]}\n  clerk: {may: [act_as]}"
).replace("people:\n", "people:\n  dee: {name: Dee Trial, emails: [dee@example.org], roles: [clerk], teams: [front]}\n")
"""Ada owns the case, cy may decide on clocks, dee may type for others."""

LIMIT = "{amount_at_most: {field: cost, amount: 100 CNY, roles: [boss]}},"
RULES = (
    TEMPLATE.replace(
        "  about: {type: text, title: About}\n",
        "  about: {type: text, title: About}\n  sent_on: {type: date, title: Sent, past: yes}\n"
        "  paid_by: {type: date, title: Paid by, promise: yes}\n  cost: {type: money, title: Cost}\n",
    )
    .replace(
        "  initial: new\n",
        "  initial: new\n  approve: {letters: [holding], may: [boss]}\n"
        "  assign: {reason: yes}\n  change_about: {reason: yes}\n",
    )
    .replace("title: Dropped, category: closed", "title: Dropped, category: closed, withdrawn: yes")
    .replace("guards: [has_owner,", "guards: [has_owner, {not_handled_by: {field: about}}, " + LIMIT)
    .replace(
        "    title: Resolve\n    kind: internal\n",
        "    title: Resolve\n    kind: regulatory\n    source: Law\n    verified: own\n"
        "    pauses: {wait: {title: Waiting, notice: yes}}\n",
    )
)
TEMPLATES = {"plain": RULES, "other": RULES.replace("template: plain", "template: other")}
