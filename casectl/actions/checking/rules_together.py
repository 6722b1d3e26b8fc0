"""Rules that can be used on either side of a merge, and not as they are together."""

from __future__ import annotations

from casectl.actions.checking.book import rules_and_findings
from casectl.actions.context import Checking
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Refused, msg


def demand_usable_together(context: Checking, ours: str, theirs: str, commit: str) -> None:
    """Raise Refused if the merge `commit` has settings or templates that cannot be used, although both sides' can:
    with such settings nothing could be recorded any more.
    """
    lost = _unusable(context, commit) - _unusable(context, ours) - _unusable(context, theirs)
    if not lost:
        return
    found = [each for each in rules_and_findings(context.as_if(commit))[1] if each.place.file in lost]
    first = min(lost)
    raise Refused(
        msg("your rule changes and the incoming ones contradict each other; nothing was merged"),
        problems=[msg("{path}: {why}", path=each.place.file, why=each.what) for each in found],
        hint=msg("change your {path} so that it is consistent with the incoming version (git show"
                 " {commit}:{path}), then: casectl adopt {path}; casectl sync", path=first, commit=theirs[:_SHORT]),
    )  # fmt: skip


def _unusable(context: Checking, commit: str) -> set[str]:
    """The files of settings and templates that a commit has, and that cannot be used."""
    rules = context.rules_at(commit, {})
    found = {f"templates/{name}.yaml" for name, template in rules.templates.items() if template is None}
    return found if rules.casebook else {SETTINGS, *found}


_SHORT = 10
