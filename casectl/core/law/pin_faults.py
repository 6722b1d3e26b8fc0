"""What an event says of the rules it was recorded under, held against the commit before the one that records it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from casectl.core.case.fold import before_each
from casectl.core.case.model import MERGED, MERGER, RETYPED, Case, Event
from casectl.core.case.pins import UNDER, pinned
from casectl.core.clocks.rules import versions_of
from casectl.core.law.verdict import Fault
from casectl.core.values.messages import msg
from casectl.core.values.value_class import value_class


def pin_faults(pins: Mapping[str, str], event: Event, parent: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with the versions that an event goes by, where `pins` held for the event before it.

    `parent` has the versions of casectl.yaml and of the template's files in the parent of the commit that records the
    event: what no commit had before it, and what was out of date by then, is no rule of the event.
    """
    named = pinned(pins, event)
    for path, version in parent.items():
        if named.get(path) != version:
            yield Fault(
                msg("the event uses a different version of {path} from the one committed before it", path=path),
                path=(UNDER, path) if path in event.mapping(UNDER) else (),
            )


def clock_faults(event: Event, known: Mapping[str, str], files: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with the versions that clocks count by from an event on: each is that of a file in the parent
    (`files`), or the one by which the clocks of the case counted before (`known`).
    """
    for path, version in event.mapping("rules").items() if "rules" in event.data else ():
        is_pinned = event.kind == "opened" and path.startswith("templates/")  # one fault says it
        if "/" in path and not is_pinned and version not in (files.get(path), known.get(path)):
            yield Fault(
                msg(
                    "the clocks of the event use a different version of {path} from the one committed before it",
                    path=path,
                ),
                path=("rules", path),
            )


@value_class
class Before:
    """The versions before a commit: those that an event of a template goes by (empty without a law), and those of all
    rule files. `had` says whether a rule file ever was in a version before it.
    """

    pins: Callable[[str], Mapping[str, str]]
    files: Callable[[], Mapping[str, str]]
    had: Callable[[str, str], bool] = lambda *_: False


def unlike(case: Case, new: Collection[str], before: Before, imported: int) -> Iterator[tuple[int, Fault]]:
    """What is wrong with the versions that the `new` events of a case go by, each with the number of its event.

    The first ones, which are `imported`, go by none of ours, and what follows from a merge goes by no rules: each of
    its sides has its own.
    """
    templates = templates_after(case) if new else []
    named: Mapping[str, str] = {}
    for number, event in enumerate(case.journal if new else ()):
        if event.id in new and number >= imported and not (event.kind == MERGED and event.by == MERGER):
            parent = before.pins(templates[number])
            files = before.files() if parent and "rules" in event.data else {}
            known = versions_of(case.journal[:number]) if files else {}
            for fault in (*pin_faults(named, event, parent), *(clock_faults(event, known, files) if files else ())):
                yield number, fault
        named = pinned(named, event)


def templates_after(case: Case) -> list[str]:
    """The template of a case after each of its events."""
    if not any(event.kind == RETYPED for event in case.journal):
        return [case.header.template] * len(case.journal)
    return [header.template for header in (*before_each(case.journal), case.header)][1:]
