"""What a row of the law's table is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class


@value_class
class Rule:
    """A rule of the law: the code of its findings, what it demands (for the reference), and its function.

    `of_imports`: it also judges the events that came with an import, which are another system's. `about` are the
    details that it is about: an event with none of them has nothing for it to judge. `where` gives the key in the
    template that says what is broken.
    """

    code: str
    demands: Message
    judge: Callable[[Moment], Iterable[Fault | Unclear]]
    of_imports: bool = False
    about: tuple[str, ...] = ()
    where: Callable[[Moment], str] | None = None
