"""What everybody owes, read from the case files alone, without casectl; and what its lists must therefore have.

Deadlines and follow-ups are added up from the journals by the words of the file format: a clock is open if its last
record has a deadline and no chance, a follow-up until an event cancels it, and what was undone does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

ANSWERED = "handoff"
"""The clock of shipped templates by which a handoff is to be answered."""
Rows = Callable[[list[str]], list[dict[str, Any]]]
"""Runs casectl with these words and gives the rows that it writes in JSON."""


class Debt(NamedTuple):
    """One thing owed in a case: a clock's name or a follow-up's id, and who is to do it."""

    case: str
    what: str
    at: float
    who: str


class Case(NamedTuple):
    """What lists need of a case; `offered` is the person or team to whom it is offered, "" for none. `over`: closed."""

    id: str
    owner: str
    offered: str
    over: bool
    debts: tuple[Debt, ...]


def seconds(text: str) -> float:
    """An instant as a number; those of the years 1 and 9999 too, which have none in UTC."""
    at = datetime.fromisoformat(text)
    day = (at.toordinal() * 24 + at.hour) * 3600 + at.minute * 60 + at.second
    return day - (at.utcoffset() or timedelta()).total_seconds()


def cases(folder: Path) -> list[Case]:
    """The cases of a casebook."""
    return [_case(_tree(path.read_bytes())) for path in sorted(folder.glob("cases/*/*/*.yaml"))]


@lru_cache(maxsize=256)
def _tree(data: bytes) -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="base", pure=True).load(data)
    return tree


def _case(tree: dict[str, Any]) -> Case:
    offer = tree.get("offer") or {}
    holder = offer.get("by") or tree.get("owner", "")
    offered = offer.get("to") or offer.get("team", "")
    return Case(tree["id"], tree.get("owner", ""), offered, "closed_at" in tree, tuple(_debts(tree, holder)))


def _debts(tree: dict[str, Any], holder: str) -> Iterator[Debt]:
    undone = {event["undoes"] for event in tree["journal"] if event["event"] == "undone"}
    clocks: dict[str, str] = {}
    calls: dict[str, dict[str, str]] = {}
    for event in tree["journal"]:
        if event["id"] in undone or event["event"] == "undone":
            continue
        for name, record in (event.get("clocks") or {}).items():
            clocks.pop(name, None)
            if "due" in record and "chance" not in record:
                clocks[name] = record["due"]
        ended = [event["follow_up"]] if event["event"] in ("followup_done", "followup_cancelled") else []
        for gone in (*ended, *(event.get("cancels") or ())):
            calls.pop(gone, None)
        calls |= {each["id"]: each for each in event.get("follow_ups") or ()}
    for name, due in clocks.items():
        yield Debt(tree["id"], name, seconds(due), holder)
    for name, call in calls.items():
        yield Debt(tree["id"], name, seconds(call["at"]), call.get("who", ""))


class Oracle:
    """What lists of a casebook must have at an instant; `teams` are the teams of each person, `roles` the roles."""

    def __init__(self, folder: Path, now: str) -> None:
        self.cases, self.now = cases(folder), seconds(now)
        settings = _tree((folder / "casectl.yaml").read_bytes())
        self.teams = {name: (each or {}).get("teams") or [] for name, each in settings["people"].items()}
        self.roles = {name: (each or {}).get("roles") or [] for name, each in settings["people"].items()}

    def names(self, person: str) -> set[str]:
        """A person, the person's teams, and the roles: a template may leave a follow-up to all of a role."""
        return {person, *self.teams.get(person, ()), *self.roles.get(person, ())}

    def owed(self, person: str = "") -> set[Debt]:
        """What is owed, to a person's knowledge: in own cases, by the person elsewhere, and answers to handoffs."""
        return {
            debt
            for case in self.cases
            for debt in case.debts
            if not person or case.owner == person or self._mine(case, debt, person)
        }

    def _mine(self, case: Case, debt: Debt, person: str) -> bool:
        answers = debt.what == ANSWERED and case.offered
        return (case.offered if answers else debt.who) in self.names(person)

    def late(self, person: str = "") -> set[Debt]:
        """What has passed of it; what is due at this instant has not."""
        return {each for each in self.owed(person) if each.at < self.now}

    def tasks(self, person: str = "") -> Counter[tuple[str, str, float]]:
        """What an agenda has: a handoff to answer both for who gave the case and for who is to answer."""
        found: Counter[tuple[str, str, float]] = Counter()
        for case in self.cases:
            timed = False
            for debt in case.debts:
                whose = [debt.who]
                if debt.what == ANSWERED and case.offered and case.offered != debt.who:
                    whose.append(case.offered)
                    timed = True
                found[debt[:3]] += sum(not person or who in self.names(person) for who in whose)
            if case.offered and not timed and (not person or case.offered in self.names(person)):
                found[(case.id, "offer", 0.0)] += 1
        return +found

    def late_tasks(self, person: str) -> int:
        """How many of a person's tasks have passed."""
        return sum(count for (_, _, at), count in self.tasks(person).items() if 0 < at < self.now)

    def offered(self, person: str = "") -> set[str]:
        """The cases that wait for an answer, of this person or of the person's teams."""
        return {each.id for each in self.cases if each.offered and (not person or each.offered in self.names(person))}

    def held(self, person: str, *, over: bool = True) -> set[str]:
        """The cases that a person has or is offered; with `over`, those too that are closed."""
        mine = self.offered(person)
        return {each.id for each in self.cases if (each.owner == person or each.id in mine) and (over or not each.over)}


def missing(folder: Path, now: str, rows: Rows) -> list[str]:
    """Where a list of casectl's differs from what is owed at `now`: each list of all, and of each person."""
    oracle = Oracle(folder, now)
    found = list(_differing_headers(folder, oracle))
    for person in ("", *oracle.teams):
        whose = ["--owner", person] if person else []
        until = ["--within=999d", *whose]
        ahead = {each for each in oracle.owed(person) if oracle.now <= each.at <= oracle.now + 999 * 86400}
        agenda = ["agenda", *(["--person", person] if person else ["--all"])]
        held = oracle.held(person) if person else {each.id for each in oracle.cases}
        pairs: list[tuple[list[str], Iterable[Any], Callable[[list[dict[str, Any]]], Counter[Any]]]] = [
            (["overdue", *whose], [each[:3] for each in oracle.late(person)], _dues),
            (["due-soon", *until], [each[:3] for each in ahead], _dues),
            (agenda, oracle.tasks(person).elements(), _tasks),
            (["list", *([f"owner:{person}"] if person else [])], held, _ids),
            (["list", f"offered:{person or 'any'}"], oracle.offered(person), _ids),
        ]
        found += [said for words, owed, read in pairs if (said := _differs(words, Counter(owed), read(rows(words))))]
    return found


def _differing_headers(folder: Path, oracle: Oracle) -> Iterator[str]:
    for path, case in zip(sorted(folder.glob("cases/*/*/*.yaml")), oracle.cases, strict=True):
        lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("next_due: ")]
        shown = [seconds(line.partition(" ")[2].strip('"')) for line in lines]
        owed = sorted(each.at for each in case.debts)[:1]
        if shown != owed:
            yield f"{case.id}: next_due is {shown}, and {owed} is owed"


def _differs(words: list[str], owed: Counter[Any], shown: Counter[Any]) -> str:
    lacks, adds = list((owed - shown).elements()), list((shown - owed).elements())
    return f"casectl {' '.join(words)} lacks {lacks}, and has {adds} too much" if lacks or adds else ""


def _dues(rows: list[dict[str, Any]]) -> Counter[Any]:
    return Counter((row["id"], row["clock"] or row["follow_up"], seconds(row["due"])) for row in rows)


def _tasks(rows: list[dict[str, Any]]) -> Counter[Any]:
    return Counter(
        (row["id"], "offer", 0.0) if row["kind"] == "offer" else (row["id"], row["task"], seconds(row["at"]))
        for row in rows
    )


def _ids(rows: list[dict[str, Any]]) -> Counter[Any]:
    return Counter(row["id"] for row in rows)
