"""The table of rules: each has a code of its own, judges the events of some kind, and is named nowhere else."""

from __future__ import annotations

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.checks.table import CASE_CODES
from casectl.core.law.table import EVERY_KIND, RULES


def test_every_rule_has_a_code_of_its_own() -> None:
    codes = [*CASE_CODES, *(rule.code for rule in RULES.values())]
    assert len(codes) == len({*codes})


def test_every_rule_judges_some_kind_of_event_and_every_name_is_one() -> None:
    named = {name for kind in EVENT_KINDS.values() for name in kind.rules}
    assert named | {*EVERY_KIND} == {*RULES}
    assert not named & {*EVERY_KIND}
