"""Make a casebook of any size, the same one each time: ``python scripts/make_casebook.py FOLDER CASES``.

The cases are composed, written and committed by casectl's own parts, in one commit, so `casectl check` finds nothing.
Everybody in it is made up.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casectl.actions.record import Door, record_batch
from casectl.core.clocks import with_consequences
from casectl.core.compose import new_tree
from casectl.core.event import Event
from casectl.core.ids import case_path, derived
from casectl.core.instants import format_instant
from casectl.core.rules import Rules
from casectl.core.tree import Plain, Tree
from casectl.ports import Entry
from casectl.workspace import Workspace

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
END = datetime(2026, 3, 31, 18, tzinfo=UTC)
IDENTITY = {"user.name": "Ada Testwell", "user.email": "ada@example.org"}
CASECTL = (sys.executable, "-c", "from casectl.cli.main import main; main()")
"""What the console script does, in any environment that can import casectl."""
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
"""
CHANNELS = ("phone", "email", "web_form", "chat")
PROBLEMS = (
    "The parcel arrived two days late and one of the two lamps in it was broken.",
    "客户反映购买的商品错发，退款延迟两天，要求尽快处理。",
    "Charged twice for order no. 010.\nThe second charge is not on the receipt: \"N/A\", it says.",
)  # fmt: skip


def make(folder: Path, count: int) -> None:
    """A casebook of `count` cases in a new, empty folder."""
    os.environ["CASECTL_NOW"] = END.isoformat()
    within(folder, "git", "init", "-q", "-b", "main", ".")
    for key, value in IDENTITY.items():
        within(folder, "git", "config", key, value)
    options = ("--name=Bench", "--language=en", "--zone=Europe/Berlin", "--template=complaint")
    within(folder, *CASECTL, "--quiet", "init", *options)
    settings = (folder / "casectl.yaml").read_bytes() + MORE_PEOPLE.encode()
    (folder / "casectl.yaml").write_bytes(settings)
    desk = Workspace(folder)
    cases = dict(each_case(desk, count))

    def entries(_: Door) -> Iterator[Entry]:
        yield Entry({"casectl.yaml": settings, **cases}, f"Make {count} cases")

    record_batch(desk, entries)


def each_case(desk: Workspace, count: int) -> Iterator[tuple[str, bytes]]:
    """The path and content of every case, spread evenly between START and END."""
    for number in range(count):
        at = (START + (END - START) * number / count).replace(microsecond=0)
        case = derived("C", at, desk.zone, f"bench-{number}")
        tree = new_tree(case, free_keys(number), list(journal(desk, number, at)), desk.zone)
        yield case_path(case), desk.documents.write(tree)


def free_keys(number: int) -> dict[str, Tree]:
    """Title and fields, enough to open and to acknowledge the case."""
    customer: dict[str, Tree] = {
        "name": f"Customer {number}", "contact": f"customer{number}@example.org", "ref": f"CU-{number:05}",
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
    }
    return {"title": f"{problem.partition('.')[0][:40]} ({number})", "fields": fields}


def journal(desk: Workspace, number: int, at: datetime) -> Iterator[Event]:
    """Opened, answered, and then left there, offered to somebody, or withdrawn, by turns."""
    opener, other = PEOPLE[number % 3], PEOPLE[(number + 1) % 3]
    opened: dict[str, Tree] = {
        "template": "complaint", "version": "1", "to": "received",
        "received_at": Plain(format_instant(at, desk.zone)), "owner": opener, "team": "front-line", "level": Plain("1"),
    }  # fmt: skip
    steps: list[tuple[str, dict[str, Tree]]] = [
        ("opened", opened),
        ("contacted", {"direction": "out", "channel": "phone", "text": "Told the customer who has the case."}),
        ("advanced", {"to": "acknowledged"}),
    ]
    if number % 3 == 1:
        steps.append(("offered", {"to": other, "reason": "An expert is needed.", "expects": "An answer today."}))
    if number % 3 == 2:
        steps.append(("advanced", {"to": "withdrawn", "reason": "The parcel turned up."}))
    before: tuple[Event, ...] = ()
    rules = Rules(desk.template("complaint"), desk.law("complaint", {}), {}, desk.zone)
    for step, (kind, data) in enumerate(steps):
        event = Event(f"bench-{number}-{step}", at + timedelta(minutes=20 * step), opener, kind, data)
        before = (*before, with_consequences(event, before, rules))
    yield from before


def within(folder: Path, *command: str) -> None:
    """Run a command in a folder; raises CalledProcessError if it fails."""
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True)
    make(where, int(sys.argv[2]))
