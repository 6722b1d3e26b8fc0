"""R7: four clones and a bare repository: whoever is offline, killed or has a wrong clock, all end equal.

Hypothesis chooses what is done and when; what was acknowledged must be in all clones after two rounds of `sync`.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from casectl.adapters.system import clock
from casectl.core.time.instants import plus
from tests.clock import set_clock
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Done, Ground, ended, events, git, kill, opening, said

CLONES = 4
JUMPS = (-90, -3, 0, 3, 90)
"""How many minutes a clone's clock may be wrong."""
WRONG_CLOCKS = "H004,C091,C093"
"""What is said of commits and events that a clock which was wrong has dated; they are shared all the same."""
_WHICH = st.integers(0, CLONES - 1)
_real_now = clock.machine_now


@dataclass
class Desk:
    """A clone: its clock, and the events that were acknowledged there, each with the file of its case."""

    book: Book
    minutes: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> Done:
        """casectl there, by its clock."""
        code = ended(self.start(*words))
        return Done(code, said("out"), said("err"))

    def start(self, *words: str) -> int:
        """Start it; the id of its process group."""
        return self.book.fork(*words, prepare=self._set_clock)

    def _set_clock(self) -> None:
        shift = timedelta(minutes=self.minutes)

        def shown() -> datetime:
            return plus(_real_now(), shift)

        set_clock(shown)

    def does(self, *words: str) -> bool:
        """Do something, and note what was acknowledged; whether that can be read, told on stderr if not."""
        done = self.run(*words, "--format", "json")
        try:
            rows = json.loads(done.out)["rows"] if done.code == 0 else ()
        except ValueError:
            print(f"R7: no JSON, {self.minutes} min: {words} {done}", file=sys.stderr, flush=True)
            return False
        self.acknowledged |= {row["event_id"]: row["path"] for row in rows}
        return True


class Clones(RuleBasedStateMachine):
    """What is done in four clones; `ground` and `tally` are set before a run."""

    ground: Ground
    tally: Counter[str]
    synced = ("sync",)
    """How a clone exchanges; the control forces."""

    def __init__(self) -> None:
        super().__init__()
        book = self.ground.book()
        self.server = book.folder.parent / "shared.git"
        git(book.folder, "clone", "--quiet", "--bare", ".", str(self.server))
        self.desks = [self._clone(book, number) for number in range(CLONES)]

    def _clone(self, book: Book, number: int) -> Desk:
        folder = book.folder.parent / f"clone {number}"
        git(book.folder, "clone", "--quiet", str(self.server), str(folder))
        return Desk(Book(folder, book.case))

    def do(self, which: int, *words: str) -> None:
        """Do something at a desk."""
        self.tally["unreadable"] += not self.desks[which].does(*words)

    @rule(which=_WHICH, number=st.integers(0, 999))
    def note(self, which: int, number: int) -> None:
        """A note on the case that all have."""
        self.do(which, "note", self.desks[which].book.case, f"note {number}")

    @rule(which=_WHICH, number=st.integers(0, 9))
    def change(self, which: int, number: int) -> None:
        """A value that others may change too."""
        self.do(which, "set", self.desks[which].book.case, f"request=wish {number}")

    @rule(which=_WHICH)
    def open(self, which: int) -> None:
        """A new case."""
        self.do(which, *opening())

    @rule(which=_WHICH, words=st.sampled_from((
        ("assign", "bo"), ("assign", "ada"), ("followup", "add", "+2h", "callback"),
        ("advance", "acknowledged", "--reason", "seen"), ("escalate", "--level", "2", "--reason", "so"),
    )))  # fmt: skip
    def move(self, which: int, words: tuple[str, ...]) -> None:
        """What changes owner, state, level or what is owed; a rule may be against it."""
        at = 2 if words[0] == "followup" else 1
        self.do(which, *words[:at], self.desks[which].book.case, *words[at:])

    @rule(which=_WHICH)
    def sync(self, which: int) -> None:
        """Exchange; what came may be found fault with, as after a jump of a clock."""
        done = self.desks[which].run(*self.synced)
        self.tally["syncs"] += 1
        self.tally["odd ends"] += done.code not in (0, 1, 6)

    @rule(which=_WHICH, part=st.floats(0, 1))
    def kill(self, which: int, part: float) -> None:
        """A sync that is killed on the way."""
        child = self.desks[which].start("sync")
        time.sleep(part * 0.3)
        kill(child)
        self.tally["kills"] += ended(child) == -signal.SIGKILL

    @rule(which=_WHICH, is_away=st.booleans())
    def network(self, which: int, is_away: bool) -> None:
        """The clone loses the network, or has it again."""
        away = f"{self.server}-is-away" if is_away else str(self.server)
        git(self.desks[which].book.folder, "remote", "set-url", "origin", away)

    @rule(which=_WHICH, minutes=st.sampled_from(JUMPS))
    def jump(self, which: int, minutes: int) -> None:
        """Its clock is wrong from now on."""
        self.desks[which].minutes = minutes

    def teardown(self) -> None:
        """Two rounds of sync with the network there; then all is held against what was acknowledged."""
        for desk in self.desks:
            git(desk.book.folder, "remote", "set-url", "origin", str(self.server))
        for desk in (*self.desks, *self.desks):
            self.tally["odd ends"] += desk.run(*self.synced).code not in (0, 1)
        heads = {git(desk.book.folder, "rev-parse", "HEAD").out for desk in self.desks}
        self.tally["not equal"] += len(heads) > 1
        for desk in self.desks:
            self.tally["dirty"] += bool(git(desk.book.folder, "status", "--porcelain").out)
            self.tally["missing"] += sum(not self._has(event, path) for event, path in desk.acknowledged.items())
            self.tally["acknowledged"] += len(desk.acknowledged)
        self.tally["fsck"] += git(self.server, "fsck", "--full", "--strict").code != 0
        done = self.desks[0].run("check", "--ignore", WRONG_CLOCKS)
        self.tally["unlawful"] += done.code != 0
        self.tally["runs"] += 1

    def _has(self, event: str, path: str) -> bool:
        """Whether all clones have the event in its file."""
        files = (desk.book.folder / path for desk in self.desks)
        return all(file.exists() and event in events(file.read_bytes(), path) for file in files)


BAD = ("odd ends", "not equal", "dirty", "missing", "fsck", "unlawful", "unreadable")


def measure(ground: Ground) -> Score:
    """As many runs and steps as the profile has."""
    tally = _run(ground, Clones, ground.size(200, 20), ground.size(40, 20))
    wrong = ", ".join(f"{tally[name]} {name}" for name in BAD)
    done = ", ".join(f"{tally[name]} {name}" for name in ("runs", "syncs", "kills", "acknowledged"))
    return Score(f"{done}: {wrong}", sum(tally[name] for name in BAD) + (not tally["acknowledged"]))


class Forced(Clones):
    """Clones whose users know one way only: theirs."""

    synced = ("help",)

    @rule(which=_WHICH)
    def sync(self, which: int) -> None:
        """Push by force, take what is there by force."""
        git(self.desks[which].book.folder, "push", "--quiet", "--force", "origin", "main")

    def teardown(self) -> None:
        """All push by force, and take over what was pushed last."""
        for desk in self.desks:
            git(desk.book.folder, "push", "--quiet", "--force", str(self.server), "main")
        for desk in self.desks:
            git(desk.book.folder, "fetch", "--quiet", str(self.server), "main")
            git(desk.book.folder, "reset", "--quiet", "--hard", "FETCH_HEAD")
        super().teardown()


def control(ground: Ground) -> Score:
    """Pushes by force, which lose what others recorded."""
    tally = _run(ground, Forced, 3, 20)
    return Score(f"{tally['missing']} of {tally['acknowledged']} lost by force", tally["missing"])


def _run(ground: Ground, machine: type[Clones], runs: int, steps: int) -> Counter[str]:
    tally: Counter[str] = Counter()
    made = type(machine.__name__, (machine,), {"ground": ground, "tally": tally})
    profile = settings(max_examples=runs, stateful_step_count=steps, deadline=None, database=None,
                       suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(made, settings=profile)
    return tally
