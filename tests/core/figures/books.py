"""Random casebooks for figures: journals as an export has them, and the lives and labels that the product makes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.figures.sample import Between, Desk, Exposed, Sample
from casectl.core.figures.turns import StateRules
from casectl.core.history.life import Life, life_of
from casectl.core.template.labels import Label, Labels
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import plus, to_seconds
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Source, Tree, mapping_of

START = datetime(2026, 3, 1, tzinfo=UTC)
SINCE, UNTIL = to_seconds(START), to_seconds(plus(START, timedelta(days=31)))

CATEGORIES = {
    "new": "open", "looking": "open", "asked": "waiting", "solved": "resolved", "done": "closed", "withdrawn": "closed",
}  # fmt: skip
CLOCKS = {"final": "regulatory", "reply": "internal"}
PEOPLE, TEAMS = ("ada", "bo", "chen"), ("front", "back")


def _labels(kinds: dict[str, str]) -> dict[str, Label]:
    return {name: Label(LocalizedText.of(name), kind) for name, kind in kinds.items()}


RULES = StateRules({
    "plain": Labels(_labels(CATEGORIES), _labels(CLOCKS), _labels({"survey": "score", "call": ""}),
                    withdrawn=_labels({"withdrawn": ""}))
})  # fmt: skip


EXPOSED = (("homes", 1200.0, 1000), ("orders", None, 100))
_WEEK = (*[(Window(9 * 60, 17 * 60),)] * 5, (), ())
DESK = Desk(Calendar("office", UTC, windows=_WEEK).working_seconds, [Exposed(*each) for each in EXPOSED])


class Written(NamedTuple):
    """A case as an export has it: its events in order, each with ``at`` in seconds, and its fields by dotted name."""

    id: str
    events: list[dict[str, Any]]
    fields: dict[str, Any]


def iso(at: int) -> str:
    """An instant as journals have it."""
    return datetime.fromtimestamp(at, UTC).isoformat()


def life(written: Written) -> Life:
    """What the product makes of it."""
    journal = tuple(
        Event(each["id"], datetime.fromtimestamp(each["at"], UTC), each["by"], each["event"],
              {name: value for name, value in each.items() if name not in ("id", "at", "by", "event")})
        for each in written.events
    )  # fmt: skip
    fields: dict[str, Tree] = {}
    for name, text in written.fields.items():
        part, _, rest = name.partition(".")
        fields[part] = {**mapping_of(fields.get(part)), rest: text} if rest else text
    found = life_of(Case(written.id, "", fold(journal), journal, fields, Source("", {})))
    return Life.from_text(found.to_text())


def sample(book: list[Written]) -> Sample:
    """The product's sample of March."""
    return Sample.of([life(each) for each in book], Between(SINCE, UNTIL, UNTIL), RULES, desk=DESK)


_DRAWS = ("2026-W10", "2026-W10/7", "2026-W10/7,count=5,where=level>=2", "2026-W10,per=team", "the easy ones")
_ACTS = ("contact", "contact", "step", "step", "hand", "clock", "clock", "call", "other", "redress")


class _Desk:
    """Somebody who does what comes to mind with one case, at random moments from January to May."""

    def __init__(self, chance: Random, number: int) -> None:
        self.chance = chance
        self.events: list[dict[str, Any]] = []
        self.state, self.due, self.open_calls, self.offer = "new", dict[str, int](), dict[str, str](), False
        self.at = SINCE + chance.randrange(-40, 45) * 86400 + chance.randrange(86400)
        received = self.at - chance.choice((0, 0, 3600, 86400 * 3))
        source: dict[str, Any] = {"source": {"name": "old", "id": str(number)}} if chance.random() < 0.1 else {}
        owner = {"owner": chance.choice(PEOPLE)} if chance.random() < 0.8 else {}
        self.add("opened", template="plain", to="new", received_at=iso(received), team=chance.choice(TEAMS),
                 **owner, **source)  # fmt: skip

    def add(self, kind: str, /, **details: Any) -> None:
        about = {"id": f"e{len(self.events)}", "at": self.at, "by": self.chance.choice(PEOPLE), "event": kind}
        self.events.append({**about, **details})

    def act(self) -> None:
        """One more event, mostly later than the last one."""
        self.at += self.chance.choice((0, 60, 3600, 86400, 86400 * 4, 86400 * 9, -7200))
        getattr(
            self,
            self.chance.choice(
                ("contact", "contact", "step", "step", "hand", "clock", "clock", "call", "other", "redress")
            ),
        )()

    def contact(self) -> None:
        late = {"recorded": iso(self.at + 7200), "late": "x"} if self.chance.random() < 0.1 else {}
        chaser = {"chaser": "yes"} if self.chance.random() < 0.3 else {}
        self.add("contacted", direction=self.chance.choice(("in", "out")), channel=self._channel(), **chaser, **late)

    def _channel(self) -> str:
        """By what, from what is there already: the rest of the book stays what it is."""
        return ("phone", "email", "phone", "")[len(self.events) % 4]

    def step(self) -> None:
        over = CATEGORIES[self.state] == "closed"
        if over and self.chance.random() < 0.5:
            return
        to = self.chance.choice(("new", "looking") if over else tuple(CATEGORIES))
        closes = {"closes": "yes"} if CATEGORIES[to] == "closed" else {}
        self.state = to
        ends: dict[str, Any] = {}
        if closes and "reply" in self.due:
            verdict = "late" if self.at > self.due.pop("reply") else "fell_away" if to == "withdrawn" else "met"
            ends = {"clocks": {"reply": {"stopped": iso(self.at), verdict: "yes"}}}
        self.add("reopened" if over else "advanced", to=to, **closes, **ends)

    def hand(self) -> None:
        if self.offer:
            self.offer = False
            self.add(self.chance.choice(("accepted", "returned")), to=self.chance.choice(PEOPLE))
        elif self.chance.random() < 0.5:
            self.offer = True
            self.add("offered", to=self.chance.choice(PEOPLE), reason="x")
        else:
            team = {"team": self.chance.choice(TEAMS)} if self.chance.random() < 0.3 else {}
            self.add("assigned", to=self.chance.choice(PEOPLE), **team)

    def clock(self) -> None:
        name = self.chance.choice(tuple(CLOCKS))
        if name not in self.due:
            self.due[name] = self.at + self.chance.choice((3600, 86400 * 2, 86400 * 10))
            record = {"due": iso(self.due[name]), "from": iso(self.at), "rule": "plain 1", "within": "2d"}
            self.add("noted", text="x", clocks={name: record})
        elif self.chance.random() < 0.3:
            self.due[name] += 86400 * 3
            record = {"due": iso(self.due[name]), "overridden": "yes"}
            self.add("overridden", clock=name, until=record["due"], reason="x", clocks={name: record})
        else:
            due = self.due.pop(name)
            verdict = "late" if self.at > due else self.chance.choice(("met", "met", "fell_away"))
            late = {"recorded": iso(self.at + 86400 * 3), "late": "x"} if self.chance.random() < 0.3 else {}
            self.add("noted", text="x", clocks={name: {"stopped": iso(self.at), verdict: "yes"}}, **late)

    def call(self) -> None:
        if not self.open_calls or self.chance.random() < 0.3:
            name, kind = f"f{len(self.events)}", self.chance.choice(("promise", "survey", "call"))
            more = {"kind": "promise"} if kind == "promise" else {"rule": kind}
            due = iso(self.at + self.chance.choice((0, 86400, 86400 * 8)))
            self.open_calls[name] = kind
            self.add("followup_added", follow_ups=[{"id": name, "at": due, "what": kind, "who": "ada", **more}])
            return
        name, kind = self.open_calls.popitem()
        if self.chance.random() < 0.2:
            self.add("followup_cancelled", follow_up=name, reason="x")
        else:
            kept, score = self.chance.choice(("kept", "broken")), self.chance.choice("12345")
            ends = {"promise": {"result": kept}, "survey": {"score": score}, "call": {}}
            self.add("followup_done", follow_up=name, **ends[kind])

    def redress(self) -> None:
        """An offer, or what becomes of the last one."""
        offers = [each for each in self.events if each["event"] == "redress_offered"]
        if not offers or self.chance.random() < 0.4:
            amount = self.chance.choice(({"amount": "12.50 EUR"}, {"amount": "100 CNY"}, {}))
            above = {"above": "yes"} if "amount" in amount and len(self.events) % 3 == 0 else {}
            self.add("redress_offered", kind=self.chance.choice(("refund", "goodwill")), **amount, **above)
            if above and len(self.events) % 2:
                self.at += 86400 * 2
                self.add("redress_approved", offer=self.events[-1]["id"], kind=self.events[-1]["kind"])
            return
        last, kind = offers[-1], self.chance.choice(("redress_paid", "redress_paid", "redress_refused"))
        amount = (
            {"amount": self.chance.choice((last["amount"], f"5 {last['amount'][-3:]}"))} if "amount" in last else {}
        )
        self.add(kind, offer=last["id"], kind=last["kind"], **(amount if kind == "redress_paid" else {"reason": "x"}))

    def inspections(self) -> None:
        """After all else, so that the rest of the book stays what it is: marks, perhaps an appeal and its decision."""
        while self.chance.random() < 0.4:
            self.at += 86400 * self.chance.randrange(9)
            name = f"e{len(self.events)}"
            person = PEOPLE[len(self.events) % 3]
            draw = {"draw": _DRAWS[len(self.events) % 5]} if self.chance.random() < 0.5 else {}
            self.add("inspected", person=person, marks=self._marks(), **draw)
            if self.chance.random() < 0.6:
                self.at += 86400 * self.chance.randrange(9)
                self.add("inspection_appealed", inspection=name, person=person, reason="x")
                if self.chance.random() < 0.7:
                    self.at += 86400 * self.chance.randrange(9)
                    marks = {"marks": self._marks()} if self.chance.random() < 0.5 else {}
                    self.add("inspection_decided", inspection=name, person=person, reason="x", **marks)

    def survey(self) -> None:
        """Perhaps asked, perhaps answered, at any time."""
        if self.chance.random() < 0.4:
            self.at += 86400 * self.chance.randrange(9)
            self.add("survey_sent")
        if self.chance.random() < 0.4:
            self.at += 86400 * self.chance.randrange(9)
            said = {"score": self.chance.choice("12345"), "nps": self.chance.choice(("0", "8", "10")),
                    "ces": self.chance.choice("17")}  # fmt: skip
            names = self.chance.sample(sorted(said), self.chance.randrange(1, 4))
            self.add("survey_answered", **{name: said[name] for name in names})

    def second_thoughts(self) -> None:
        """Perhaps the last answer is taken back."""
        if (last := self.events[-1])["event"] == "survey_answered" and self.chance.random() < 0.3:
            self.at += 86400 * self.chance.randrange(3)
            self.add("undone", undoes=last["id"], what=last["event"], reason="x")

    def corrections(self) -> None:
        """After all else, and by no chance of the rest: fields that were changed, before or after it was closed."""
        names = ("customer.ref", "satisfaction", "channel", "nps", "outcome", "customer.name", "solution.redress", "x")
        for turn in range(len(self.events) % 4):
            self.at += 86400 * (len(self.events) % 7)
            changed = [f"fields.{names[(len(self.events) + 5 * turn + step) % 8]}" for step in (0, 3)]
            self.events.append({"id": f"e{len(self.events)}", "at": self.at, "by": "ada", "event": "changed",
                                "changed": changed})  # fmt: skip

    def _marks(self) -> dict[str, str]:
        return {name: self.chance.choice("12345") for name in ("tone", "facts")}

    def other(self) -> None:
        kind, last = self.chance.choice(("escalated", "undone", "confirmed")), self.events[-1]
        if kind == "escalated":
            self.add(kind, level=self.chance.choice("23"), reason="x")
        elif kind == "confirmed":
            self.add(kind, clock="final", reason="x", **self.chance.choice(({}, {"refused": "yes"})))
        elif last["event"] in ("noted", "contacted", "escalated") and "clocks" not in last:
            self.add("undone", undoes=last["id"], what=last["event"], reason="x")


def some_book(chance: Random) -> list[Written]:
    """Up to twelve cases."""
    book = []
    for number in range(chance.randrange(13)):
        desk = _Desk(chance, number)
        for _ in range(chance.randrange(14)):
            desk.act()
        desk.inspections()
        desk.survey()
        fields = {
            "customer.ref": chance.choice(("CU-1", "CU-1", "CU-2", f"CU-{number + 10}", "")),
            "customer.contact": chance.choice(("a@example.org", "b@example.org", f"{number}@example.org", "", "")),
            "customer.name": chance.choice(("Ann", "Bob", "")),
            "satisfaction": chance.choice(("5", "4", "2", "no_answer", "")),
            "nps": chance.choice(("10", "7", "0", "")), "ces": chance.choice(("7", "3", "x")),
            "outcome": chance.choice(("upheld", "partly_upheld", "rejected", "")),
            "channel": ("phone", "chat", "")[number % 3],
            "solution.redress": chance.choice(("12.50 EUR", "100 CNY", "0 EUR", "")),
        }  # fmt: skip
        desk.second_thoughts()
        desk.corrections()
        book.append(Written(f"C-{number:02}", desk.events, fields))
    return book
