"""What a code of `check` means, an example of what causes it, and what to do next."""

from __future__ import annotations

from casectl.core.checks.codes import ALL, CodeChoice
from casectl.core.checks.explaining import files, history, law, rules, service, settings
from casectl.core.checks.explaining.explanation import Explanation
from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple

EXPLANATIONS: dict[str, Explanation] = {
    **settings.EXPLANATIONS,
    **files.EXPLANATIONS,
    **law.EXPLANATIONS,
    **service.EXPLANATIONS,
    **rules.EXPLANATIONS,
    **history.EXPLANATIONS,
    **history.PACKS,
}
"""Every code has one."""


class ExplainedCode(NamedTuple):
    """A code, what it means (of a rule of the law: what it demands), and its explanation."""

    code: str
    meaning: Message
    explanation: Explanation


def explained(words: tuple[str, ...]) -> list[ExplainedCode]:
    """The codes that these words are, or begin, in any letter case. Raises UsageError, with the nearest, for others."""
    choice = CodeChoice.of(words, ())
    return [ExplainedCode(code, ALL[code], EXPLANATIONS[code]) for code in sorted(ALL) if choice.has(code)]
