"""Journals as they are exported, told second by second with no code of the product; and shares and percentiles."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from tests.core.figures.books import CATEGORIES, SINCE, UNTIL, Written, iso

DAYS = 86400


def second(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def within(at: int | None) -> bool:
    return at is not None and SINCE <= at < UNTIL


class Told(NamedTuple):
    """A case, told second by second: who had it in which state from when on, and what was recorded."""

    id: str
    received: int
    opened: int
    story: list[dict[str, Any]]
    stands: list[tuple[int, str, str, str, str]]
    says: list[tuple[int, str]]
    fields: dict[str, Any]
    imported: bool
    unsaid: list[int]
    came_by: list[tuple[int, str]]
    undone: list[int]

    def state_at(self, moment: int) -> str:
        """Its state just before a moment after its receipt."""
        return [state for at, state, *_ in self.stands if at < moment][-1]

    @property
    def is_open(self) -> bool:
        return CATEGORIES[self.state_at(UNTIL)] != "closed"


def tell(case: Written) -> Told:
    """Replays a journal, without what was taken back."""
    gone = {each["undoes"] for each in case.events if each["event"] == "undone"}
    story = [each for each in case.events if each["event"] != "undone" and each["id"] not in gone]
    received = second(story[0]["received_at"]) if "received_at" in story[0] else story[0]["at"]
    state, owner, team, offered, at = "", "", "", "", received
    stands = []
    for number, each in enumerate(story):
        kind = each["event"]
        at = max(at, each["at"]) if number else received
        owner, team = each.get("owner", owner), each.get("team", team) if kind != "offered" else team
        if kind in ("opened", "advanced", "reopened"):
            state = each["to"]
        if kind in ("assigned", "accepted"):
            owner = each["to"]
        if kind in ("assigned", "accepted", "returned"):
            offered = ""
        if kind == "offered":
            offered = each["to"]
        stands.append((at, state, owner, team, offered))
    says = sorted(
        (second(each["recorded"]) if "recorded" in each else each["at"], each["direction"])
        for each in story
        if each["event"] == "contacted"
    )
    came_by = sorted((second(each.get("recorded", iso(each["at"]))), each.get("channel", ""))
                     for each in story if each["event"] == "contacted" and each["direction"] == "in")  # fmt: skip
    return Told(case.id, received, story[0]["at"], story, stands, says, case.fields, "source" in story[0],
                [each["at"] for each in case.events if each.get("what") == "survey_answered"], came_by,
                [each["at"] for each in case.events if each["event"] == "undone"])  # fmt: skip


def share(part: Iterable[Any], whole: Iterable[Any]) -> Any:
    """A percentage to one decimal, halves up; None of nothing."""
    some, all_of_them = len([*part]), len([*whole])
    return float((Fraction(some * 1000, all_of_them) + Fraction(1, 2)).__floor__()) / 10 if all_of_them else None


def worked(start: int, end: int) -> int:
    """The seconds from 9 to 17 o'clock (UTC), from Monday to Friday, minute by minute."""
    total = 0
    for day in range(start // DAYS, end // DAYS + 1):
        if (day + 3) % 7 < 5:  # 1 January 1970 was a Thursday
            total += max(min(end, day * DAYS + 17 * 3600) - max(start, day * DAYS + 9 * 3600), 0)
    return total


def mean(total: int, count: int) -> Any:
    """A mean to two decimals, halves up; None of nothing."""
    return float((Fraction(100 * total, count) + Fraction(1, 2)).__floor__()) / 100 if count else None


def owner_of(cases: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The customer of each case: pairs with a number in common, or a contact and not two numbers and two names."""

    def one(first: dict[str, Any], second: dict[str, Any]) -> bool:
        ref, contact, name = (
            (first.get(key) or "?1") == (second.get(key) or "?2")
            for key in ("customer.ref", "customer.contact", "customer.name")
        )
        numbered = bool(first.get("customer.ref") and second.get("customer.ref"))
        return ref or (contact and (name or not numbered))

    known = [case for case, each in cases.items() if each.get("customer.ref") or each.get("customer.contact")]
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in known:
        for key in ("customer.ref", "customer.contact"):
            alike[key, cases[case].get(key) or case].append(case)
    near = {case: {case} for case in known}
    for group in alike.values():
        for first in group:
            near[first].update(other for other in group if one(cases[first], cases[other]))
    found: dict[str, str] = {}
    for start in sorted(known):
        reached = [] if start in found else [start]
        while reached:
            if (case := reached.pop()) not in found:
                found[case] = start
                reached += near[case]
    return found


def rank(values: list[int], percent: int) -> Any:
    """The least value that `percent` of all do not exceed."""
    in_order = sorted(values)
    return next((each for each in in_order if bisect_right(in_order, each) * 100 >= percent * len(values)), None)


def with_open(over: list[int], going_on: list[int], percent: int) -> Any:
    """Efron's way to Kaplan and Meier: what goes on gives its share to those that are longer."""
    everybody = sorted([(length, 0) for length in over] + [(length, 1) for length in going_on])
    weights = [Fraction(1, max(len(everybody), 1))] * len(everybody)
    done = Fraction(0)
    for place, (length, goes_on) in enumerate(everybody):
        if goes_on:
            rest = len(everybody) - place - 1
            for later in range(place + 1, len(everybody)):
                weights[later] += weights[place] / rest
        else:
            done += weights[place]
            if done >= Fraction(percent, 100):
                return length
    return None


def resolutions(case: Told) -> tuple[list[int], list[int]]:
    """When it was resolved, and when it was taken up again."""
    resolved, again = [], list[int]()
    before = "closed" if CATEGORIES[case.stands[0][1]] == "closed" else "open"
    for at, state, *_ in case.stands:
        category = CATEGORIES[state]
        if at < UNTIL:
            if category in ("resolved", "closed") and before not in ("resolved", "closed") and state != "withdrawn":
                resolved.append(at)
            if before in ("resolved", "closed") and category not in ("resolved", "closed"):
                again.append(at)
            before = category
    return resolved, again


def asked_in(case: Told) -> list[dict[str, Any]]:
    """The follow-ups, each with how it ended."""
    asked: dict[str, dict[str, Any]] = {}
    for each in case.story:
        for entry in each.get("follow_ups", ()):
            asked[entry["id"]] = {"kind": entry.get("kind", ""), "rule": entry.get("rule", ""), "case": case.id,
                                  "due": second(entry["at"]), "ended": None, "how": "", "score": "",
                                  "own": False}  # fmt: skip
        if "follow_up" in each:
            cancelled = each["event"] == "followup_cancelled"
            how = "cancelled" if cancelled else each.get("result", "")
            own = each["by"] in {owner for *_, owner, _team, _offered in case.stands}
            asked[each["follow_up"]].update(ended=each["at"], how=how, score=each.get("score", ""), own=own)
    return [*asked.values()]


def moves(case: Told) -> list[tuple[int, str, str]]:
    """When it went on, from which owner to which; the same where only the team changed."""
    pairs = pairwise(case.stands)
    return [
        (new[0], old[2], new[2]) for old, new in pairs
        if new[0] < UNTIL and ((old[2] and new[2] and old[2] != new[2]) or old[3] != new[3])
    ]  # fmt: skip


def redress(cases: list[Told], found: dict[tuple[str, str], Any]) -> None:
    """What was paid of each kind, the median per case, and what is owed."""
    paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    by_case: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    owed: dict[str, Decimal] = defaultdict(Decimal)
    times: dict[str, int] = defaultdict(int)
    for case in cases:
        for each in (e for e in case.story if e["event"] == "redress_paid" and within(e["at"])):
            if "amount" not in each:
                times[each["kind"]] += 1
                continue
            number, currency = each["amount"].split()
            paid[each["kind"], currency] += Decimal(number)
            by_case[currency][case.id] += Decimal(number)
        for offer in (e for e in case.story if e["event"] == "redress_offered" and e["at"] < UNTIL and "amount" in e):
            later = [e for e in case.story if e.get("offer") == offer["id"] and e["at"] < UNTIL]
            left = Decimal(offer["amount"].split()[0]) - sum(Decimal(e["amount"].split()[0]) for e in later
                                                            if e["event"] == "redress_paid")  # fmt: skip
            if left > 0 and not any(e["event"] == "redress_refused" for e in later):
                waits = "above" in offer and not any(e["event"] == "redress_approved" for e in later)
                owed[("waits:" if waits else "") + offer["amount"].split()[1]] += left
    found.update({("redress_paid", f"{kind}:{money}"): f"{sum_:f} {money}" for (kind, money), sum_ in paid.items()})
    for money, sums in by_case.items():
        ordered = sorted(sums.values())
        cents = (Fraction(sum(ordered)) * 100 / len(ordered) + Fraction(1, 2)).__floor__()
        found["redress_paid", f"mean:{money}"] = f"{cents // 100}.{cents % 100:02} {money}"
        found["redress_paid", f"median:{money}"] = f"{ordered[(len(ordered) - 1) // 2]:f} {money}"
    found.update({("redress_paid", kind): count for kind, count in times.items()})
    found.update({("redress_owed", part): f"{sum_:f} {part[-3:]}" for part, sum_ in owed.items()})
    for name in ("redress_paid", "redress_owed"):
        if not any(figure == name for figure, _ in found):
            found[name, ""] = None


def inspections(cases: list[Told], found: dict[tuple[str, str], Any]) -> None:
    """The marks that count at the end of the period, and how many inspections, appeals and changes there were."""
    seen, marks = [], defaultdict[str, list[int]](list)
    for case in cases:
        for each in (e for e in case.story if e["event"] == "inspected" and within(e["at"])):
            later = [e for e in case.story if e.get("inspection") == each["id"] and e["at"] < UNTIL]
            changed: dict[str, str] = next((e["marks"] for e in later if "marks" in e), {})
            seen.append((each, [e["event"] for e in later], bool(changed)))
            for name, mark in (changed or each["marks"]).items():
                marks[f"mark:{name}"].append(int(mark))
                marks[""].append(int(mark))
    found["inspected", ""] = len(seen)
    found["inspected", "appealed"] = sum("inspection_appealed" in kinds for _, kinds, _ in seen)
    found["inspected", "changed"] = sum(changed for *_, changed in seen)
    draws = [each.get("draw", "") for each, *_ in seen]
    found["inspected", "by_hand"] = sum(not draw.startswith("2026-W10") for draw in draws)
    found["inspected", "seed_chosen"] = sum("W10/" in draw for draw in draws)
    found["inspected", "of_some"] = sum("where=" in draw or "per=" in draw for draw in draws)
    people = {each["person"] for each, *_ in seen}
    for part in {"", *marks} if len(people) > 1 else {""}:
        all_of = marks[part]
        all_of = all_of if len(people) > 1 else []
        mean = Fraction(sum(all_of) * 100, len(all_of)) + Fraction(1, 2) if all_of else None
        found["quality", part] = float(mean.__floor__()) / 100 if mean is not None else None
        found["quality_good", part] = share([each for each in all_of if each >= 4], all_of)


def survey_in(case: Told) -> dict[str, Any]:
    """When the customer was asked and answered (``at``), and what; ``own``: by somebody who had the case."""
    asked = next((each["at"] for each in case.story if each["event"] == "survey_sent"), None)
    answers = [each for each in case.story if each["event"] == "survey_answered"]
    said: dict[str, Any] = {
        name: answers[-1][name] for name in ("score", "nps", "ces") if answers and name in answers[-1]
    }
    owners = {owner for *_, owner, _team, _offered in case.stands}
    return {"case": case.id, "asked": asked, "at": answers[-1]["at"] if answers else None,
            "own": bool(answers) and answers[-1]["by"] in owners, **said}  # fmt: skip


def changed_afterwards(case: Told) -> list[tuple[int, str]]:
    """When something that figures are made of was changed, and what: of what is only found out later the first time
    does not count, as long as the case is not closed.
    """
    found, seen, state = list[tuple[int, str]](), set[str](), ""
    for each in case.story:
        plain = [name.removeprefix("fields.").removeprefix("solution.") for name in each.get("changed", ())]
        names = {name.split(".")[0] for name in plain}
        over = CATEGORIES.get(state) == "closed"
        words = {"customer", "channel"} | (seen if not over else {"satisfaction", "nps", "ces", "outcome", "redress"})
        found += [(each["at"], name) for name in names & words]
        seen |= names
        state = each["to"] if each["event"] in ("opened", "advanced", "reopened") else state
    return found


def turns(case: Told, to_closed: bool) -> list[int]:
    """When a case came to be closed, or open again, within the period."""
    before, at = False, []
    for moment, state, *_ in case.stands:
        closed = CATEGORIES[state] == "closed"
        if closed != before and closed == to_closed and within(moment):
            at.append(moment)
        before = closed
    return at
