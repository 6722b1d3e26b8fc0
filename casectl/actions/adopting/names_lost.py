"""Fields and clocks that a changed template does not have any more, and cases have: a new name may be what is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from casectl.core.law.rule_change import RulesOf
from casectl.core.law.verdict import Fault
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.model import Template
from casectl.core.values.messages import Message, counted, msg


def lost_names(cases: Iterable[Excerpt], old: RulesOf, new: RulesOf) -> Iterator[Message]:
    """What is to be said of fields and clocks in use that the templates lack and do not rename."""
    for name, before, after in _changed(old, new):
        here = [case for case in cases if case.text("template") == name]
        known = {".".join(path) for path, _ in after.all_fields} | after.renamed.fields.keys()
        gone = [".".join(path) for path, each in before.all_fields if each.type != "map"]
        has = Counter(field for case in here for field in gone if field not in known and field in case.fields)
        for field in has:
            yield counted(
                "{count} case has a value in {field}, which is no longer in template {name}; if you only renamed the"
                " field, say so in the template under renamed: fields:",
                "{count} cases have a value in {field}, which is no longer in template {name}; if you only renamed the"
                " field, say so in the template under renamed: fields:",
                has[field], field=field, name=name,
            )  # fmt: skip
        lost = {each.name for each in before.clocks if not after.clock(each.name)} - after.renamed.clocks.keys()
        runs = Counter(clock for case in here for clock in sorted({*case.due, *case.paused} & lost))
        for clock in runs:
            yield counted(
                "{clock} runs in {count} case, under the rules it started with; if you only renamed the clock, say so"
                " in the template under renamed: clocks:",
                "{clock} runs in {count} cases, under the rules it started with; if you only renamed the clock, say so"
                " in the template under renamed: clocks:",
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
                hint=msg("keep {clock} in template {name} until they are finished: casectl list clock:{clock}",
                         clock=clock, name=name),
            )  # fmt: skip


def _changed(old: RulesOf, new: RulesOf) -> Iterator[tuple[str, Template, Template]]:
    for name, before in old.templates.items():
        after = new.templates.get(name)
        if before and after and before != after:
            yield name, before, after
