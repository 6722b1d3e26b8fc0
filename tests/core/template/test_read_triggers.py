"""What the language says of triggers and what clocks react to is the same."""

from __future__ import annotations

from casectl.core.template.keys import TRIGGERS
from casectl.core.template.read_triggers import PLAIN, TriggerNames


def test_the_language_and_the_clocks_know_the_same_triggers() -> None:
    assert {*TriggerNames().triggers, *PLAIN} == set(TRIGGERS)
