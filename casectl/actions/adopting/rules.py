"""adopt, of rules: record changed templates, calendars and settings, after which they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from casectl.actions.adopting.renamed import to_be_renamed
from casectl.actions.checking.book import rules_and_findings
from casectl.actions.context import Cases, Checking, Recording
from casectl.actions.recording.record import Transaction, in_transaction, refresh
from casectl.core.case.event_subject import word
from casectl.core.law.rule_change import RulesAdopted, RulesOf, change_faults, lost_state_faults
from casectl.core.law.verdict import Fault
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.model import Template
from casectl.core.template.settings import SETTINGS, Person
from casectl.core.values.messages import Finding, Message, NotFound, Refused, Unreadable, counted, msg
from casectl.ports.recording import NewCommit, Trailers

Changes = Mapping[str, bytes | None]


def adopt_rules(context: Recording, paths: Sequence[str], event_id: str = "") -> RulesAdopted:
    """Record the rule files at these paths as they are in the work tree, in one commit. Raises as `_record` does."""
    return _record(context, paths, lambda on_disk, _commit: on_disk, event_id)


def change_settings(context: Recording, change: Callable[[bytes], bytes], event_id: str = "") -> RulesAdopted:
    """Record casectl.yaml as `change` makes it from what it is, as if that had been edited and adopted.

    Raises Refused as `_record` does, and if the file has changes that are not recorded: those would be recorded too.
    """

    def changed(on_disk: Changes, commit: str) -> Changes:
        data, recorded = on_disk[SETTINGS] or b"", context.ledger.blob(SETTINGS, commit) if commit else None
        if data.replace(b"\r\n", b"\n") != recorded:
            raise Refused(
                msg("{path} has changes that are not recorded", path=SETTINGS),
                hint=msg("casectl adopt {path} records them; git checkout -- {path} reverts them", path=SETTINGS),
            )
        return {SETTINGS: change(recorded)}

    return _record(context, [SETTINGS], changed, event_id)


def _record(
    context: Recording, paths: Sequence[str], wanted: Callable[[Changes, str], Changes], event_id: str
) -> RulesAdopted:
    """Record what `wanted` says of the files at these paths, given as they are in the work tree, and the last commit.

    Raises:
        NotFound: there is no such file, neither in the work tree nor recorded.
        Refused: nothing was changed; the rules would have faults, or lack what cases need; or the person may not.
    """

    def act(transaction: Transaction) -> RulesAdopted:
        commit = transaction.head.commit
        on_disk = {path: context.store.read(path) for path in paths}
        changes = _changes(context, wanted(on_disk, commit), commit)
        if not changes and to_be_renamed(context):
            return RulesAdopted(commit, (), True, transaction.notes)
        if not changes:
            raise Refused(msg("{paths}: nothing has changed since the last commit", paths=[*on_disk]))
        before, after = context.as_if(commit), context.as_if(commit, changes)
        acting = before if _can_be_read(before) else after
        old, new = _rules_of(before), _rules_of(after)
        cases = context.excerpts().cases
        of_cases = (*lost_state_faults(_in_use(cases), old, new), *clocks_of_imports(cases, old, new))
        faults = (*change_faults(old, new, _as_known(acting.actor, old)), *of_cases)
        found = _new_findings(before, after, _unusable(new, changes))
        _refuse([*found, *_problems(faults), *_locked_out(new, after)])
        entry = NewCommit(
            changes,
            f"Rules: {', '.join(changes)}",
            Trailers(events=(event_id,) if event_id else (), actor=word(acting.actor.name), rules=tuple(changes)),
        )
        [oid] = context.ledger.record(transaction.head, [entry], context.now.astimezone(acting.zone))
        seen = {path: data for path, data in on_disk.items() if data is not None}
        lost = _lost_names(cases, old, new)
        notes = (*transaction.notes, *lost, *refresh(context, changes.items(), oid, seen))
        files = tuple((path, _version(old, path), _version(new, path)) for path in changes)
        return RulesAdopted(oid, files, any(map(_renames, new.templates.values())), notes)

    return in_transaction(context, act)


def _renames(template: Template | None) -> bool:
    """Whether cases may get other names by a template."""
    return template is not None and bool(template.workflow.renamed or template.renamed.fields)


def _can_be_read(context: Checking) -> bool:
    """Whether the recorded settings say who acts: there may be none, or faults in them, which a change mends."""
    try:
        return context.store.has(SETTINGS) and bool(context.actor)
    except Unreadable:
        return False


def _locked_out(new: RulesOf, after: Checking) -> Iterator[Message]:
    """That who records the change would be nobody in the casebook after it, and could not even take it back."""
    try:
        if new.casebook:
            _ = after.actor
    except Refused as error:
        yield msg("this change would lock you out: after it, {why}", why=error.what)
        yield msg(
            "add your git e-mail address (git config user.email) under people: NAME: emails: in {path}; if you are"
            " leaving, ask a colleague who stays to record it",
            path=SETTINGS,
        )
    except Unreadable:  # its faults are said
        return


def _as_known(person: Person, rules: RulesOf) -> Person | None:
    """The person by the rules before a change, whose roles count; by the change alone where it brings the first."""
    people = rules.casebook.people if rules.casebook else (person,)
    return next((each for each in people if each.name == person.name), None)


def _changes(context: Cases, on_disk: Changes, commit: str) -> dict[str, bytes | None]:
    """What is to be recorded of these files; line ends are git's. Raises NotFound, Refused."""
    changes: dict[str, bytes | None] = {}
    for path, data in on_disk.items():
        recorded = context.ledger.blob(path, commit) if commit else None
        if data is None and recorded is None:
            raise NotFound(msg("there is no file {path}", path=path), hint=msg("casectl check lists what has changed"))
        new = data if data is None else data.replace(b"\r\n", b"\n")
        if new != recorded:
            changes[path] = new
    return changes


def _rules_of(context: Checking) -> RulesOf:
    book, _, _ = rules_and_findings(context)
    return RulesOf(book.casebook if context.store.has(SETTINGS) else None, book.templates)


def _unusable(new: RulesOf, changes: Iterable[str]) -> set[str]:
    """The changed templates that cannot be used after the change, whether or not they could be before."""
    named = {f"templates/{name}.yaml" for name, template in new.templates.items() if template is None}
    return named.intersection(changes)


def _new_findings(before: Checking, after: Checking, unusable: Collection[str]) -> Iterator[Message]:
    """What is wrong with the rules after the change and was not before, and all that is wrong with what is
    `unusable`.
    """
    known = {(each.place.file, each.code, str(each.what)) for each in rules_and_findings(before)[1]}
    for each in sorted(rules_and_findings(after)[1], key=Finding.sort_key):
        if each.place.file in unusable or (each.place.file, each.code, str(each.what)) not in known:
            yield msg("{place}: {code} {what}", place=str(each.place), code=each.code, what=each.what)


def _in_use(cases: Iterable[Excerpt]) -> dict[str, Counter[str]]:
    """How many of these cases are in each state, by template and state."""
    found: dict[str, Counter[str]] = {}
    for case in cases:
        found.setdefault(case.text("template"), Counter())[case.text("state")] += 1
    return found


def _problems(faults: Iterable[Fault]) -> Iterator[Message]:
    for each in faults:
        yield each.what
        yield from each.problems
        if each.hint:
            yield each.hint


def _refuse(problems: Sequence[Message]) -> None:
    if problems:
        raise Refused(msg("the rules were not adopted; nothing was recorded"), problems=problems)


def _version(rules: RulesOf, path: str) -> str:
    """The version of a template's file, "" for other files."""
    template = rules.templates.get(path.removeprefix("templates/").removesuffix(".yaml"))
    return template.version if template and path.startswith("templates/") else ""


def _lost_names(cases: Iterable[Excerpt], old: RulesOf, new: RulesOf) -> Iterator[Message]:
    """What is to be said of fields and clocks in use that the templates lack and do not rename."""
    for name, before, after in _changed(old, new):
        here = [case for case in cases if case.text("template") == name]
        known = {".".join(path) for path, _ in after.all_fields} | after.renamed.fields.keys()
        gone = [".".join(path) for path, each in before.all_fields if each.type != "map"]
        has = Counter(field for case in here for field in gone if field not in known and field in case.fields)
        for field in has:
            yield counted(
                "{count} case has a value in {field}, which is no longer in template {name}; if you only"
                " renamed the field, add the rename to the template (renamed: fields:)",
                "{count} cases have a value in {field}, which is no longer in template {name}; if you only"
                " renamed the field, add the rename to the template (renamed: fields:)",
                has[field], field=field, name=name,
            )  # fmt: skip
        lost = {each.name for each in before.clocks if not after.clock(each.name)} - after.renamed.clocks.keys()
        runs = Counter(clock for case in here for clock in sorted({*case.due, *case.paused} & lost))
        for clock in runs:
            yield counted(
                "{clock} is running in {count} case, under the rules in force when it started; if you only"
                " renamed the clock, add the rename to the template (renamed: clocks:)",
                "{clock} is running in {count} cases, under the rules in force when it started; if you only"
                " renamed the clock, add the rename to the template (renamed: clocks:)",
                runs[clock], clock=clock,
            )  # fmt: skip


def clocks_of_imports(cases: Iterable[Excerpt], old: RulesOf, new: RulesOf) -> Iterator[Fault]:
    """That imported cases have clocks which get another name: these cases go by no earlier rules that know them."""
    for name, before, after in _changed(old, new):
        former = {each for each in after.renamed.clocks if before.clock(each)}
        mine = (case for case in cases if case.text("template") == name and case.text("source"))
        runs = Counter(clock for case in mine for clock in {*case.due, *case.paused} & former)
        for clock in sorted(runs):
            yield Fault(
                counted(
                    "clock {clock} cannot be renamed while it runs in {count} imported case",
                    "clock {clock} cannot be renamed while it runs in {count} imported cases",
                    runs[clock], clock=clock,
                ),
                hint=msg("keep {clock} in template {name} until those cases are finished: casectl list clock:{clock}",
                         clock=clock, name=name),
            )  # fmt: skip


def _changed(old: RulesOf, new: RulesOf) -> Iterator[tuple[str, Template, Template]]:
    for name, before in old.templates.items():
        after = new.templates.get(name)
        if before and after and before != after:
            yield name, before, after
