"""Every figure once more, from exported journals, in the plainest way: with no code of the product."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import Any

from tests.core.figures.books import CATEGORIES, CLOCKS, EXPOSED, SINCE, UNTIL, Written
from tests.core.figures.deadlines_told import met_by_closing, passed_in
from tests.core.figures.told import (
    DAYS,
    Told,
    asked_in,
    changed_afterwards,
    inspections,
    mean,
    moves,
    owner_of,
    rank,
    redress,
    resolutions,
    share,
    survey_in,
    tell,
    turns,
    with_open,
    within,
    worked,
)

Found = dict[tuple[str, str], Any]
MOVED = ("moved", "postponed")


def figures(book: list[Written]) -> Found:
    """Every value by figure and part."""
    cases = [told for told in map(tell, book) if told.received < UNTIL]
    found: Found = {}
    for part in (_volumes, _durations, _duties, _handling, _customers, _apart):
        part(cases, found)
    return found


def _volumes(cases: list[Told], found: Found) -> None:
    open_ones = [case for case in cases if case.is_open]
    found["brought", ""] = sum(c.received < SINCE and CATEGORIES[c.state_at(SINCE)] != "closed" for c in cases)
    found["received", ""] = sum(within(case.received) for case in cases)
    found["reopened", ""] = sum(len(turns(case, False)) for case in cases)
    found["closed", ""] = sum(len(turns(case, True)) for case in cases)
    found["carried", ""] = len(open_ones)
    found["open_age", "median"] = rank([UNTIL - case.received for case in open_ones], 50)
    found["open_age", "oldest"] = max((UNTIL - case.received for case in open_ones), default=None)
    closed = [case for case in cases if turns(case, True)]
    found["withdrawn", ""] = sum(case.state_at(UNTIL) == "withdrawn" for case in closed)
    for name, number, per in EXPOSED:
        count = found["received", ""]
        found["rate", f"per:{name}"] = round(count * per / number, 2) if number else None
    found["imported", "received"] = sum(within(case.received) and case.imported for case in cases)
    found["imported", "closed"] = sum(case.imported for case in closed)


def _durations(cases: list[Told], found: Found) -> None:
    def answered(case: Told) -> int | None:
        return next((at for at, word in case.says if word == "out" and at < UNTIL), None)

    def first(case: Told) -> int | None:
        return next(iter(resolutions(case)[0]), None)

    def last(case: Told) -> int | None:
        resolved, again = resolutions(case)
        return resolved[-1] if len(resolved) > len(again) else None

    for name, end in (("first_response", answered), ("resolution_first", first), ("resolution_last", last)):
        lengths = [(case, end(case)) for case in cases]
        ours = [max(at - case.received, 0) for case, at in lengths if at is not None and at >= SINCE]
        over = [max(at - c.received, 0) for c, at in lengths if at is not None and c.received >= SINCE]
        going_on = [
            max((UNTIL if c.is_open else max(at for at, *_ in _told_apart(c) if at < UNTIL)) - c.received, 0)
            for c, at in lengths if at is None and c.received >= SINCE
        ]  # fmt: skip
        for part, percent in (("median", 50), ("p90", 90), ("p95", 95)):
            found[name, part] = rank(ours, percent)
            found[name, f"{part}_with_open"] = with_open(over, going_on, percent)
        if name == "first_response":
            working = [worked(c.received, at) for c, at in lengths if at is not None and at >= SINCE]
            for part, percent in (("median", 50), ("p90", 90), ("p95", 95)):
                found[name, f"{part}_working"] = rank(working, percent)
    waits = []
    for case in cases:
        asked = None
        for at, word in (each for each in case.says if each[0] < UNTIL):
            if word == "in" and asked is None:
                asked = at
            if word == "out" and asked is not None:
                waits += [at - asked] if within(at) else []
                asked = None
    for part, percent in (("median", 50), ("p90", 90), ("p95", 95)):
        found["next_response", part] = rank(waits, percent)
    _split(cases, found)


def _told_apart(case: Told) -> list[tuple[Any, ...]]:
    """The stands without those that change nothing."""
    kept: list[tuple[Any, ...]] = []
    levels = iter(case.story)
    level = ""
    for stand in case.stands:
        level = next(levels).get("level", level)
        if not kept or kept[-1][1:] != (*stand[1:], level):
            kept.append((*stand, level))
    return kept


def _split(cases: list[Told], found: Found) -> None:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for case in cases:
        for number, (at, state, owner, _team, offered) in enumerate(case.stands):
            end = case.stands[number + 1][0] if number + 1 < len(case.stands) else UNTIL
            seconds = max(min(end, UNTIL) - max(at, SINCE), 0)
            category = CATEGORIES[state]
            if category == "closed" or not seconds:
                continue
            open_part = "offered" if offered else "with_us" if owner else "nobody"
            sums["time_split", {"open": open_part}.get(category, category)] += seconds
            sums["time_split", "total"] += seconds
            sums["time_in_states", f"state:{state}"] += seconds
            sums["time_with_owners", f"owner:{owner or '-'}"] += seconds
    for part in ("with_us", "offered", "nobody", "waiting", "resolved", "total"):
        found["time_split", part] = sums.pop(("time_split", part), 0)
    found.update(sums)
    for name in ("time_in_states", "time_with_owners"):
        if not any(figure == name for figure, _ in sums):
            found[name, ""] = None


def _duties(cases: list[Told], found: Found) -> None:
    deadlines = [each for case in cases for each in passed_in(case)]
    real = [each for each in deadlines if each[2] not in ("fell_away", "postponed")]
    for kind in ("regulatory", "internal"):
        ours = [each for each in real if CLOCKS[each[0]] == kind]
        found["attainment", kind] = share((each for each in ours if each[2] == "met"), ours)
    for clock in {each[0] for each in real}:
        ours = [each for each in real if each[0] == clock]
        found["attainment", f"clock:{clock}"] = share((each for each in ours if each[2] == "met"), ours)
    gone = [each[0] for each in deadlines if each[2] == "fell_away"]
    found.update({("fell_away", f"clock:{clock}"): gone.count(clock) for clock in {*gone}})
    found["attainment", "by_closing"] = sum(map(met_by_closing, cases))
    found |= {} if gone else {("fell_away", ""): None}
    found["moved_late", ""], found["postponed", ""] = (sum(e[2] == w for e in deadlines) for w in MOVED)
    found["set_by_hand", "overridden"] = share((e for e in real if e[3] and e[2] == "met"), (e for e in real if e[3]))
    found["set_by_hand", "imported"] = None
    promises = [each for case in cases for each in asked_in(case) if each["kind"] == "promise" and within(each["due"])]
    due = [e for e in promises if not (e["how"] == "cancelled" and e["ended"] <= e["due"])]
    kept = [e for e in due if e["how"] == "kept" and e["ended"] < UNTIL]
    found["promises_kept", ""] = share(kept, due)


def _handling(cases: list[Told], found: Found) -> None:
    def came_back(case: Told, since: int) -> bool:
        resolved, again = resolutions(case)
        return any(0 <= late - at <= 30 * DAYS for at in resolved if at >= since for late in again)

    done = [case for case in cases if any(map(within, resolutions(case)[0]))]
    who = owner_of({case.id: case.fields for case in cases})

    def again(case: Told) -> bool:
        last = resolutions(case)[0][-1] + 30 * DAYS
        return any(who.get(case.id, "none") == who.get(c.id) and case.received < c.received <= last for c in cases)

    silent = [
        c for c in done
        if not any(w == "in" and c.opened < at < UNTIL for at, w in c.says) and not came_back(c, 0) and not again(c)
    ]  # fmt: skip
    low = [
        case for case in done
        if len({team for at, _, _, team, _ in case.stands if at < UNTIL}) == 1
        and not any(e["event"] == "escalated" and e["at"] < UNTIL for e in case.story)
    ]  # fmt: skip
    found["fcr", ""], found["fcr_net", ""] = share(silent, done), share((c for c in low if c in silent), low)
    found["reopen_rate", ""] = share((case for case in done if came_back(case, SINCE)), done)
    found["reopen_rate", "before"] = sum(
        within(late) and any(at < SINCE for at in resolutions(case)[0]) and
        (last := max(at for at in resolutions(case)[0] if at <= late)) < SINCE and late - last <= 30 * DAYS
        for case in cases for late in resolutions(case)[1]
    )  # fmt: skip
    new = [case for case in cases if within(case.received)]
    levels = {c.id: {e["level"] for e in c.story if e["event"] == "escalated" and e["at"] < UNTIL} for c in new}
    found["escalation_rate", ""] = share((each for each in levels.values() if each), new)
    for level in {level for each in levels.values() for level in each}:
        found["escalation_rate", f"level:{level}"] = share((e for e in levels.values() if level in e), new)
    moved = {case.id: moves(case) for case in cases}
    found["handoffs", ""] = sum(within(at) for each in moved.values() for at, _, _ in each)
    done_ids = {case.id for case in done}
    passed = sum(len(each) for case, each in moved.items() if case in done_ids)
    found["handoffs", "per_case"] = mean(passed, len(done))
    says = [(case.id, at, word) for case in cases for at, word in case.says if at < UNTIL]
    for way in ("in", "out"):
        found["contacts", way] = sum(word == way and at >= SINCE for _, at, word in says)
    found["contacts", "per_case"] = mean(sum(case in done_ids for case, _, _ in says), len(done))
    came = [[(0, c.fields.get("channel", "")), *((at, by) for at, by in c.came_by if by)] for c in cases]
    found["contacts", "other_channel"] = sum(
        within(at) and old not in ("", new) for each in came for (_, old), (at, new) in pairwise(each)
    )
    found["offers_returned", ""] = sum(e["event"] == "returned" and within(e["at"]) for c in cases for e in c.story)
    handed = [each for each in moved.values() if any(within(at) for at, _, _ in each)]
    owners = [[(at, old, new) for at, old, new in each if old != new] for each in handed]
    back = [each for each in owners
            if any(within(b[0]) and a[1] and a[1] == b[2] for a, b in pairwise(each))]  # fmt: skip
    found["ping_pong", ""] = share(back, handed)
    found["ping_pong", "loops"] = sum(
        within(b[0]) and bool(a[1]) and a[1] == b[2] for each in owners for a, b in pairwise(each)
    )


def _customers(cases: list[Told], found: Found) -> None:
    surveys = [
        e for c in cases for e in asked_in(c) if e["score"] or (e["rule"] == "survey" and e["how"] != "cancelled")
    ]
    taken = [survey_in(c) for c in cases]
    answered = [each for each in taken if within(each["at"])]
    answers = [int(each["score"]) for each in surveys if each["score"] and within(each["ended"])]
    answers += [int(each["score"]) for each in answered if "score" in each]
    found["csat", ""] = share((a for a in answers if a >= 4), answers)
    found["csat", "mean"] = mean(sum(answers), len(answers))
    scored = [each for each in surveys if each["score"] and within(each["ended"])]
    own = [int(each["score"]) for each in (*scored, *(each for each in answered if "score" in each)) if each["own"]]
    if own:
        found["csat", "by_owner"] = share((a for a in own if a >= 4), own)
    called = {each["case"] for each in surveys}
    sent = [each for each in taken if each["case"] not in called]
    due = [bool(each["score"]) and each["ended"] < UNTIL for each in surveys if within(each["due"])]
    due += [each["at"] is not None and each["at"] < UNTIL for each in sent if within(each["asked"])]
    found["survey_response", ""] = share((each for each in due if each), due)
    if unasked := sum(each["asked"] is None and within(each["at"]) for each in sent):
        found["survey_response", "not_asked"] = unasked
    if undone := sum(within(at) for case in cases for at in case.unsaid):
        found["survey_response", "taken_back"] = undone
    closed = [c for c in cases if _closings(c)]
    told = {name: [c.fields[name] for c in closed] for name in ("satisfaction", "outcome")}
    scores = [int(each) for each in told["satisfaction"] if each in "12345" and each]
    found["satisfaction", ""] = share((each for each in scores if each >= 4), scores)
    rest = {name: [c for c in closed if not any(name in e and e["case"] == c.id for e in answered)]
            for name in ("nps", "ces")}  # fmt: skip
    nps = [int(c.fields["nps"]) for c in rest["nps"] if c.fields["nps"]]
    nps += [int(each["nps"]) for each in answered if "nps" in each]
    found["nps", ""] = (
        round(share((e for e in nps if e > 8), nps) - share((e for e in nps if e < 7), nps), 1) if nps else None
    )
    ces = [int(c.fields["ces"]) for c in rest["ces"] if c.fields["ces"].isdecimal()]
    ces += [int(each["ces"]) for each in answered if "ces" in each]
    found["ces", "mean"] = mean(sum(ces), len(ces))
    found["ces", "easy"] = share((each for each in ces if each >= 5), ces)
    decided = [each for each in told["outcome"] if each]
    found["upheld", ""] = share((each for each in decided if each != "rejected"), decided)
    found["upheld", "partly"] = share((each for each in decided if each == "partly_upheld"), decided)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for text in (c.fields["solution.redress"] for c in closed):
        if text:
            paid[text.split()[1]] += Decimal(text.split()[0])
    found.update({("redress", currency): f"{total:f} {currency}" for currency, total in paid.items()})
    if not paid:
        found["redress", ""] = None
    redress(cases, found)
    inspections(cases, found)
    who = owner_of({case.id: case.fields for case in cases})
    lately = Counter(who.get(c.id, "") for c in cases if c.received >= UNTIL - 90 * DAYS)
    found["repeat_customers", "unknown"] = lately.pop("", 0)
    found["repeat_customers", ""] = share((each for each in lately if lately[each] >= 3), lately)
    found["repeat_customers", "per_customer"] = mean(lately.total(), len(lately))
    found["chasers", ""] = sum("chaser" in e and within(e["at"]) for c in cases for e in c.story)


def _closings(case: Told) -> bool:
    before = False
    for at, state, *_ in case.stands:
        closed = CATEGORIES[state] == "closed"
        if closed and not before and within(at):
            return True
        before = closed
    return False


def _apart(cases: list[Told], found: Found) -> None:
    story = [each for case in cases for each in case.story if within(each["at"])]
    found["overrides", ""] = sum(each["event"] == "overridden" for each in story)
    found["late_entries", ""] = sum("recorded" in each for each in story)
    found["late_entries", "met"] = sum(each[4] for case in cases for each in passed_in(case) if each[2] == "met")
    found["undone", ""] = sum(within(at) for case in cases for at in case.undone)
    changed = [word for case in cases for at, word in changed_afterwards(case) if within(at)]
    found["corrected", ""] = len(changed)
    found.update({("corrected", word): changed.count(word) for word in changed})
    decided = [each for each in story if each["event"] == "confirmed"]
    found["confirmations", "refused"], found["confirmations", "waiting"] = sum("refused" in e for e in decided), 0
    found["confirmations", "confirmed"] = sum("refused" not in e for e in decided)
