"""What a commit does to the fields of a case, held against what the verbs that change fields would refuse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.core.case.model import Case
from casectl.core.case.pins import pins_of
from casectl.core.clocks.rules import versions_of
from casectl.core.history.commit import Commit, Committers
from casectl.core.history.new_events import ByBase, RulesAt, RulesBefore
from casectl.core.history.step import Breach, Step
from casectl.core.history.told_changes import private_names, told
from casectl.core.history.trail import ValueChange
from casectl.core.law.edits import HandEdit, judge_edit
from casectl.core.law.in_force import InForce
from casectl.core.law.verdict import is_note, said
from casectl.core.template.fields import check, is_blank
from casectl.core.template.free_fields import free_part
from casectl.core.template.model import Template
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Path
from casectl.core.values.value_class import NamedTuple, value_class
from casectl.core.workflow.filled import lost


@value_class
class FieldEdits:
    """Asked of commits that change fields; `rules_at` are the rules that count for what a journal says. With a base,
    what is changed under rules that it has left must be lawful by its own too.
    """

    rules_at: RulesAt
    before: RulesBefore
    now: datetime
    by_base: ByBase | None = None

    def judge(self, step: Step, old: Case, after: Case, unsaid: Sequence[ValueChange]) -> Iterator[Breach]:
        """What is wrong with a commit that makes a case `after`, and with the changes that are `unsaid` by an event."""
        if free_part(old) == free_part(after):
            return
        name = after.header.template
        under = {**pins_of(after.journal), **self.before.pins(step, name)}
        force = self.rules_at(step, ())(name, under, versions_of(after.journal))
        yield from _spoilt(step, after, old, force)
        if unsaid:
            yield from self._unsaid(step, old, after, _Unsaid(tuple(unsaid), force))

    def _unsaid(self, step: Step, old: Case, after: Case, unsaid: _Unsaid) -> Iterator[Breach]:
        """What the law says of changes, as of the event that would have recorded them; if nothing, that none did."""
        names, by = [each.name for each in unsaid.changes], _person(step.commit, self.before.settings(step))
        pins = self.before.pins(step, old.header.template)
        edit = HandEdit(old, free_part(after), names, by, step.commit.made_at, pins)
        lawless, behind = judge_edit(edit, self.rules_at(step, ()), self.now)
        if self.by_base and self.by_base.base.has_left(self.before.versions(step)):
            lawless += judge_edit(edit, self.by_base.rules_at(step, ()), self.now)[0]
        where, file, told = tuple(names[0].split(".")), after.source.file, unsaid.told()
        found = {each.code: each for each in (*lawless, *((behind,) if behind else ()))}
        for each in found.values():
            what = msg("{names} changed, without an event ({why}),", names=told, why=said(each))
            yield Breach(
                step.commit, file, each.code, what, where=where, is_note=is_note(each), changes=unsaid.changes,
                people=(by,),
            )  # fmt: skip
        if not found:
            what = msg("{names} changed, although no event records the change,", names=told)
            yield Breach(step.commit, file, "C068", what, where=where, is_note=True)


class _Unsaid(NamedTuple):
    """Changes for which there is no event, and the rules that were in force, None if this clone does not have them."""

    changes: tuple[ValueChange, ...]
    force: InForce | None

    def told(self) -> list[Message]:
        """The changes, each with its values; private ones are masked."""
        private = private_names(self.force.template) if self.force else None
        return [told(each, private) for each in self.changes]


def _spoilt(step: Step, case: Case, old: Case, force: InForce | None) -> Iterator[Breach]:
    """The values that a commit empties although the case must have them, or makes ones of another type."""
    for code, where, what in _losses(old, case, force.template) if force else ():
        yield Breach(step.commit, case.source.file, code, what, "", where, not (force and force.is_law))


def _losses(old: Case, case: Case, template: Template) -> Iterator[tuple[str, Path, Message]]:
    """The codes, places and texts of what a case lost."""
    if is_blank(case.title) and not is_blank(old.title):
        yield "C003", ("title",), msg("the title was emptied,")
    for path, what in lost(case, template, old.fields, case.fields):
        yield "C030", ("fields", *path), msg("a field was emptied ({what}),", what=what)
    for field in template.fields:
        value = case.fields.get(field.name)
        if value is not None and value != old.fields.get(field.name):
            for path, what in check(field, value):
                where = (field.name, *path)
                name = ".".join(map(str, where))
                yield (
                    "C020",
                    ("fields", *where),
                    msg("a field got a value that it cannot have ({name}: {what}),", name=name, what=what),
                )


def _person(commit: Commit, settings: Casebook | None) -> str:
    """Who made a commit: who recorded it, or wrote it, by the name in the settings; else as git names them."""
    people = Committers.of(settings)
    committer, author = (people.called(each) for each in (commit.committer or commit.author, commit.author))
    return author if author in people.names and committer not in people.names else committer
