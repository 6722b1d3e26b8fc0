"""What is said after a change of casectl.yaml was recorded."""

from __future__ import annotations

from casectl.core.law.rule_change import RulesAdopted
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Message, msg


def recorded(report: RulesAdopted) -> tuple[Message, ...]:
    """That it was recorded, and in which commit."""
    return (msg("{path} recorded [{commit}]", path=SETTINGS, commit=report.commit[:10]), *report.notes)
