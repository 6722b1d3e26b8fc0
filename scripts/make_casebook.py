"""Make a casebook of any size, the same one each time: ``python scripts/make_casebook.py FOLDER CASES [--by-event]``.

With ``--by-event`` each event has a commit of its own, as in a casebook that was worked in; otherwise a commit has
thousands of cases.

The cases are composed, written and committed by casectl's own code, so `casectl check` and `verify` find nothing.
All people in it are fictional.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import islice
from pathlib import Path

from casectl.actions.recording.record import Transaction
from casectl.actions.recording.record_many import record_batch
from casectl.core.case.compose import with_tree
from casectl.core.case.fold import with_event
from casectl.core.case.ids import case_path, derived, id_of_path
from casectl.core.case.model import Case, Event
from casectl.core.case.pins import with_pins
from casectl.core.clocks.effects import follow_up_id, with_consequences
from casectl.core.clocks.rules import ClockContext
from casectl.core.time.instants import elapsed, format_instant, plus
from casectl.core.values.tree import Plain, Tree, mapping_of
from casectl.ports.recording import NewCommit, Trailers
from casectl.workspace import Workspace

END = datetime(2026, 3, 31, 18, tzinfo=UTC)
"""The instant at which to look at the casebook (CASECTL_NOW)."""
FIRST = datetime(2020, 1, 6, 8, tzinfo=UTC)
"""A Monday: the week of the patterns of all cases."""
PROMISED = plus(FIRST, timedelta(weeks=13)).date()
"""The day by which the solution of all patterns is promised."""
PATTERNS = 120
FATES = ("closed",) * 26 + ("withdrawn",) * 2 + ("resolved",) * 10 + ("followed",) + ("overdue",)
"""The outcome of each of 40 cases: 30 % are open, and a few of them overdue."""
A_WEEK = 400
A_COMMIT = 2000
IDENTITY = {"user.name": "Ada Testwell", "user.email": "ada@example.org"}
CASECTL = (sys.executable, "-c", "from casectl.cli.main import main; main()")
"""The code of the console script, for any environment that can import casectl."""
PEOPLE = ("ada", "bo", "chen")
MORE_PEOPLE = """\
  bo:
    name: "Bo Sample"
    emails: ["bo@example.org"]
    teams: [after-sales]
  chen:
    name: "陈示例"
    emails: ["chen@example.org"]
    teams: [after-sales]
late_entry: 9999d
"""
"""All is committed at END, long after it happened."""
CHANNELS = ("phone", "email", "web_form", "chat")
TICKED = ("agreed", "apologised", "owner_named", "next_news")
PROBLEMS = (
    "The parcel arrived two days late and one of the two lamps in it was broken.",
    "客户反映购买的商品错发，退款延迟两天，要求尽快处理。",
    "Charged twice for order no. 010.\nThe second charge is not on the receipt: \"N/A\", it says.",
)  # fmt: skip
_INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
_FOLLOW_UP = re.compile(rb"\bf[0-9a-f]{6}\b")
_MOST_STEPS = 20
"""More than a case has."""


def make(folder: Path, count: int, *, by_event: bool = False) -> None:
    """A casebook of `count` cases in a new, empty folder."""
    os.environ["CASECTL_NOW"] = END.isoformat()
    within(folder, "git", "init", "-q", "-b", "main", ".")
    for key, value in IDENTITY.items():
        within(folder, "git", "config", key, value)
    options = ("--rehearsal", "--name=Bench", "--language=en", "--zone=UTC", "--template=complaint")
    within(folder, *CASECTL, "--quiet", "init", *options)
    settings = (folder / "casectl.yaml").read_bytes() + MORE_PEOPLE.encode()
    (folder / "casectl.yaml").write_bytes(settings)
    context = Workspace(folder)

    def entries(_: Transaction) -> Iterator[NewCommit]:
        yield NewCommit({"casectl.yaml": settings}, "Name the people")
        cases = each_case(context, count)
        if by_event:
            yield from (
                each for number, (path, steps) in enumerate(cases) for each in event_by_event(number, path, steps)
            )
        while some := {path: steps[-1] for path, steps in islice(cases, A_COMMIT)}:
            yield NewCommit({**some}, f"Make {len(some)} cases", Trailers(mapping="bench", cases=len(some)))

    record_batch(context, entries)


def event_by_event(number: int, path: str, steps: list[bytes]) -> Iterator[NewCommit]:
    """The commits of a case, one for each event, with the trailers that casectl writes."""
    for place, step in enumerate(steps):
        yield NewCommit({path: step}, path, Trailers(case=id_of_path(path), events=(f"bench-{number:06}-{place}",)))


def each_case(context: Workspace, count: int) -> Iterator[tuple[str, list[bytes]]]:
    """The path of every case, and its content after each event, over one week up to a quarter of a year, until END.

    Each is one of PATTERNS, composed and written by casectl, moved by whole weeks and given its own numbers.
    """
    patterns = [pattern(context, number) for number in range(PATTERNS)]
    weeks = max(13, count // A_WEEK)
    last = elapsed(FIRST, END).days // 7 - 1
    for number in range(count):
        week = timedelta(weeks=last - weeks + 1 + number * weeks // count)
        at, case_id, steps = patterns[number % PATTERNS]
        case = derived("C", plus(at, week), context.zone, f"bench-{number}")
        promised = str(PROMISED).encode(), str(PROMISED + week).encode()
        numbers = b"%06d" % (900_000 + number % PATTERNS), b"%06d" % number
        names = case_id.encode(), case.encode()
        planned = partial(_planned, number % PATTERNS, number)
        moved_steps = [_FOLLOW_UP.sub(planned, _INSTANT.sub(partial(_moved, week), step)) for step in steps]
        yield case_path(case), [step.replace(*names).replace(*numbers).replace(*promised) for step in moved_steps]


def pattern(context: Workspace, number: int) -> tuple[datetime, str, list[bytes]]:
    """When a pattern was opened (aware), its id, and its file after each event."""
    at = plus(FIRST, timedelta(minutes=80) * number)
    case = derived("C", at, context.zone, f"pattern-{number}")
    steps = lived(context, Case.unopened(case), number, at)
    free = free_keys(900_000 + number)
    return at, case, [context.documents.write(with_tree(step, free, context.zone).tree) for step in steps]


def _moved(week: timedelta, instant: re.Match[bytes]) -> bytes:
    return moved(instant.group(), week)


def _planned(which: int, number: int, follow_up: re.Match[bytes]) -> bytes:
    """The id of a follow-up by the event that planned it, as casectl would give it in the case of that number."""
    step = _steps_of(which).get(follow_up.group())
    return follow_up.group() if step is None else follow_up_id(f"bench-{number:06}-{step}").encode()


@cache
def _steps_of(which: int) -> dict[bytes, int]:
    """The step of a pattern that plans follow-ups, by the ids that it gives them."""
    return {follow_up_id(f"bench-{900_000 + which}-{step}").encode(): step for step in range(_MOST_STEPS)}


@cache
def moved(instant: bytes, week: timedelta) -> bytes:
    """An instant, later by that time."""
    return plus(datetime.fromisoformat(instant.decode()), week).isoformat().encode()


def free_keys(number: int) -> dict[str, Tree]:
    """Title and fields, enough to open and to acknowledge the case."""
    customer: dict[str, Tree] = {
        "name": f"Customer {number:06}", "contact": f"customer{number}@example.org", "ref": f"CU-{number:06}",
    }  # fmt: skip
    problem = PROBLEMS[number % len(PROBLEMS)]
    fields: dict[str, Tree] = {
        "channel": CHANNELS[number % len(CHANNELS)],
        "customer": customer,
        "problem": problem,
        "request": "A full refund, and the postage back",
        "reference": f"ORDER-{number:06}",
        "history": "none",
        "restatement": "It came late and broken; the customer wants the money back.",
        "category": "complaint",
        "first_cause": "A label of the day before",
        "solution": {"offer": "The money back, and the postage", "by": f"{PROMISED}", "authority": "front_line"},
        "root_cause": "The depot's printer repeats a label when it is short of paper",
        "prevention": "The printer is checked at the start of each shift",
        "satisfaction": Plain(4),
    }
    title = f"{problem.partition('.')[0][:40]} ({number:06})"
    return {"title": title, "fields": fields, "checklists": {"acknowledge": dict.fromkeys(TICKED, Plain("yes"))}}


def lived(context: Workspace, case: Case, number: int, at: datetime) -> Iterator[Case]:
    """The case after each event: opened, answered; then overdue, withdrawn, resolved, followed up or closed."""
    opener, other = PEOPLE[number % 3], PEOPLE[(number + 1) % 3]
    opened: dict[str, Tree] = {
        "template": "complaint", "version": "1", "to": "received",
        "received_at": Plain(format_instant(at, context.zone)), "owner": opener, "team": "front-line",
        "level": Plain(1 + number % 2), "rules": {**context.versions("complaint")},
    }  # fmt: skip
    text = "Told the customer who has the case and when to hear from us again."
    steps: list[tuple[str, dict[str, Tree]]] = [
        ("opened", opened),
        ("contacted", {"direction": "out", "channel": "phone", "text": text}),
        ("advanced", {"to": "acknowledged"}),
        ("noted", {"text": "The courier's scan shows the parcel at the depot for two days. 已核对物流记录。"}),
    ]
    if (fate := FATES[number % len(FATES)]) == "withdrawn":
        steps[-1] = ("contacted", {"direction": "in", "channel": "phone", "text": "The parcel turned up. 已收到包裹。"})
    steps += endings(fate, other)
    fields = mapping_of(free_keys(900_000 + number)["fields"])
    rules = ClockContext(context.template("complaint"), context.rule_set("complaint", {}), fields, context.zone)
    for step, (kind, data) in enumerate(steps):
        found = dict(data)
        if kind == "followup_done":
            found["follow_up"] = case.header.follow_ups[0].id
        found |= {"via": PEOPLE[0]} if opener != PEOPLE[0] else {}  # who commits
        event = Event(f"bench-{900_000 + number}-{step}", plus(at, timedelta(minutes=20 * step)), opener, kind, found)
        event = with_pins(with_consequences(event, case, rules), case.journal, context.pins("complaint"))
        case = with_event(case, event)
        yield case


def endings(fate: str, other: str) -> list[tuple[str, dict[str, Tree]]]:
    """What happens after a case has been answered; `other` is a colleague."""
    if fate == "overdue":
        return [("offered", {"to": other, "reason": "An expert is needed.", "expects": "An answer today."})]
    if fate == "withdrawn":
        return [("advanced", {"to": "withdrawn", "reason": "The parcel turned up."})]
    agreed = "Agreed: the money back, and the postage."
    called: dict[str, Tree] = {"outcome": "The customer is content.", "result": "reached", "score": Plain(5)}
    paid: dict[str, Tree] = {"outcome": "The money has been paid back."}  # the promise of solution.by
    ending: list[tuple[str, dict[str, Tree]]] = [
        ("advanced", {"to": "proposed"}),
        ("contacted", {"direction": "out", "channel": "email", "text": agreed}),
        ("followup_done", paid),
        ("advanced", {"to": "resolved"}),
        ("followup_done", called),
        ("followup_done", called),
        ("followup_done", called),
        ("advanced", {"to": "closed"}),
    ]
    return ending[: {"closed": None, "resolved": -1, "followed": -3}[fate]]


def within(folder: Path, *command: str) -> None:
    """Run a command in a folder; raises CalledProcessError if it fails."""
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True)
    make(where, int(sys.argv[2]), by_event="--by-event" in sys.argv)
