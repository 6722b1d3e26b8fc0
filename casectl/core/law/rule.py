"""What a row of the law's table is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class

About: TypeAlias = Callable[[str, Collection[str]], bool]
"""Whether an event of a kind with details of these names has something for a rule to judge, whatever else it says."""


def details(*names: str) -> About:
    """Only an event with any of these details has."""
    return lambda _, given: any(name in given for name in names)


@value_class
class Rule:
    """A rule of the law: the code of its findings, what it demands (for the reference), and its function.

    `of_imports`: it also judges the events that came with an import, which are another system's. `about` says which
    events it is asked of, None for all of the kinds that it judges. `where` gives the key in the template that says
    what is broken.
    """

    code: str
    demands: Message
    judge: Callable[[Moment], Iterable[Fault | Unclear]]
    of_imports: bool = False
    about: About | None = None
    where: Callable[[Moment], str] | None = None
