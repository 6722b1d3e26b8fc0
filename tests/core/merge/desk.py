"""What the people of a desk do with one case in two clones between two meetings, as often as desks do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from casectl.actions.contact import Contact, contact
from casectl.actions.extend import ExtensionRequest, extend
from casectl.actions.link import link
from casectl.actions.override import override
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.restart import restart
from casectl.actions.resume import resume
from casectl.actions.set_ import set_fields
from casectl.core.case.ids import case_path
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import CasectlError
from tests.core.cases import VERBS
from tests.fakes.context import FakeContext

Act = Callable[[FakeContext, str, Random], object]
AT_ONCE = EventStamp()
PROBLEM = "It came open.\nThe lid was loose.\nTwo jars were broken.\nShe has photographs.\nShe wants new ones.\n"
NOTICE = Notice("We told her", "phone")


def _verb(name: str) -> Act:
    return lambda context, case, _: VERBS[name](context, case)


def _solve(context: FakeContext, case: str, chance: Random) -> object:
    VERBS["out"](context, case)
    return VERBS["to solved"](context.by("cy"), case)


def _offer(context: FakeContext, case: str, chance: Random) -> object:
    """Its owner offers it to somebody or to a team."""
    return VERBS[chance.choice(["offer", "offer team"])](context.by(context.case(case).header.owner or "cy"), case)


def _answer(verb: str) -> Act:
    """Whom the case is offered to answers."""

    def act(context: FakeContext, case: str, chance: Random) -> object:
        offer = context.case(case).header.offer
        return VERBS[verb](context.by(offer.to or "bob") if offer else context, case)

    return act


def _undo(context: FakeContext, case: str, chance: Random) -> object:
    """Whoever did the last thing takes it back."""
    return VERBS["undo"](context.by(context.case(case).journal[-1].by), case)


def _set(name: str, *values: str) -> Act:
    def act(context: FakeContext, case: str, chance: Random) -> object:
        value = chance.choice(values) if values else f"{name} {chance.randrange(10**6)}"
        return set_fields(context, case, FieldChanges([(name, value)], reason="So she said"), AT_ONCE)

    return act


def _line(context: FakeContext, case: str, chance: Random) -> object:
    """Another line of the long text."""
    lines = str(context.case(case).fields.get("problem", "")).splitlines(keepends=True)
    number = chance.randrange(len(lines) + 1)
    lines[number : number + chance.randrange(2)] = [f"Said later: {chance.randrange(10**6)}\n"]
    return set_fields(context, case, FieldChanges([("problem", "".join(lines))]), AT_ONCE)


def _late(context: FakeContext, case: str, chance: Random) -> object:
    stamp = EventStamp(plus(context.now, -timedelta(minutes=chance.randrange(6, 60))), late="I was on the road")
    return contact(context, case, Contact("out", "phone", "rang her"), stamp)


def _clock(verb: str) -> Act:
    def act(context: FakeContext, case: str, chance: Random) -> object:
        code = {"pause": "wait", "restart": "new_facts"}.get(verb, "")
        change = ClockChange("resolve", code, f"So it is {chance.randrange(99)}", NOTICE)
        if verb == "pause":
            return pause(context, case, change, AT_ONCE)
        if verb == "resume":
            return resume(context, case, change, AT_ONCE)
        if verb == "extend":
            return extend(context, case, change, ExtensionRequest(chance.choice(["8h", "16h", "24h"])), AT_ONCE)
        if verb == "restart":
            return restart(context, case, change, AT_ONCE)
        due = plus(context.now, timedelta(hours=chance.randrange(1, 200)))
        return override(context, case, change, lambda _: due, AT_ONCE)

    return act


def _link(context: FakeContext, case: str, chance: Random) -> object:
    return link(context, case, chance.choice(["related", "follows"]), context.open(), AT_ONCE)


def _by_hand(context: FakeContext, case: str, chance: Random) -> object:
    """A comment, or a key that casectl does not know, by an editor and plain git."""
    number = chance.randrange(10**6)
    old, new = chance.choice((
        ("title: ", f"# remark {number}\ntitle: "), ("fields:\n", f"fields:  # remark {number}\n"),
        ("journal:\n", f"# remark {number}\njournal:\n"), ("fields:\n", f"x_{number}: mine\nfields:\n"),
        ("journal:\n", f"x_list_{number}:\n  - mine\njournal:\n"),
    ))  # fmt: skip
    if old in context.case(case).source.data.decode():
        context.rewrite(case, old, new)
        context.commit(case)
    return None


ACTS: tuple[tuple[int, Act], ...] = (
    (20, _verb("note")), (12, _verb("out")), (10, _verb("in")), (3, _late),
    (6, _line), (4, _set("tags")), (2, _set("about")), (2, _set("customer.age", "99", "12")), (2, _set("title")),
    (3, _set("channel", "phone", "mail")), (5, _by_hand),
    (6, _verb("to working")), (4, _solve), (3, _verb("to closed")), (1, _verb("to dropped")), (1, _verb("reopen")),
    (2, _verb("raise")), (2, _verb("assign")), (3, _offer), (4, _answer("accept")), (2, _answer("return")),
    (4, _verb("plan")), (4, _verb("done")), (1, _verb("cancel")), (2, _undo),
    (2, _clock("pause")), (2, _clock("resume")), (2, _clock("extend")), (1, _clock("restart")), (1, _clock("override")),
    (2, _link),
)  # fmt: skip
"""What is done, each with how often of all."""


class Pair:
    """Two clones of a casebook in which the same case was worked on; `context` is the first."""

    def __init__(self, seed: int, templates: dict[str, str], acts: tuple[tuple[int, Act], ...] = ACTS) -> None:
        self._templates, self._acts = templates, acts
        self.done: list[str] = []
        chance = Random(seed)
        shared, sides = chance.randrange(10**9), (chance.randrange(10**9), chance.randrange(10**9))
        first, other = (self._clone(shared, own, number) for number, own in enumerate(sides, 1))
        self.context, before, mine = first
        self.context.now = max(self.context.now, other[0].now, key=to_seconds)
        self.path = case_path(self.context.case_ids()[0])
        self.sides = Sides(before, mine, other[2])

    def _clone(self, shared: int, own: int, number: int) -> tuple[FakeContext, bytes, bytes]:
        context = FakeContext(templates=self._templates)
        case = context.open([("problem", PROBLEM)], owner="ada")
        self._work(context, case, Random(shared), 8)
        before = context.store.files[case_path(case)]
        context.drawn = 100_000 * number
        self._work(context, case, Random(own), 3)
        return context, before, context.store.files[case_path(case)]

    def _work(self, context: FakeContext, case: str, chance: Random, most: int) -> None:
        """Do some things; what is refused changes nothing."""
        for _ in range(chance.randrange(1, most + 1)):
            context.by(chance.choice(["ada", "bob", "cy", "cy"])).later(minutes=chance.randrange(600))
            [act] = chance.choices([each for _, each in self._acts], [weight for weight, _ in self._acts])
            try:
                act(context, case, chance)
            except CasectlError:
                continue
