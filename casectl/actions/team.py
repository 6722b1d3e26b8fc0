"""team: the teams of a casebook, and one more."""

from __future__ import annotations

from casectl.actions.adopting.rules import change_settings
from casectl.actions.context import Reading, Recording
from casectl.core.law.rule_change import RulesAdopted
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.template.settings_keys import NAME
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.naming import texts_of
from casectl.core.values.tree import set_in


def list_teams(context: Reading) -> Casebook:
    """The settings, which have the teams and who is in each."""
    return context.casebook


def add_team(context: Recording, name: str, title: str, event_id: str = "") -> RulesAdopted:
    """Add a team to casectl.yaml and record it; comments and layout of the file stay.

    Raises UsageError for what cannot be a name, Refused if the team is there already, or whoever asks may not change
    rules.
    """
    if not NAME.fullmatch(name):
        raise UsageError(msg("{name} is not a valid name: use one word of letters, digits, . - _", name=name))
    if name in dict(context.casebook.teams):
        raise Refused(
            msg("{name} is in casectl.yaml already", name=name),
            hint=msg("to change it: edit {path}, then casectl adopt {path}", path=SETTINGS),
        )

    called = [other for other, known in context.casebook.teams if title and title in (other, *texts_of(known))]
    if called:
        raise Refused(
            msg("team {other} already has the title {title}", other=called[0], title=title),
            hint=msg("choose another title: a title must mean one team only"),
        )

    def change(data: bytes) -> bytes:
        source = context.documents.read(SETTINGS, data)
        return context.documents.edit(source, set_in(source.tree, ("teams", name), {"title": title or name}))

    return change_settings(context, change, event_id)
