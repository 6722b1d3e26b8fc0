"""Whose signature of a commit counts, by the settings of the commit before it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.history.commit import Commit
from casectl.core.history.step import Side, Step
from casectl.core.proof.signature import Demand, Signature, fingerprints, signature_faults
from casectl.core.template.settings import Casebook, Person
from casectl.core.template.signing_keys import Forge, SigningKey
from casectl.core.values.messages import msg

ANN, BO, MIA, HUB, OTHER = (f"AAAA{name}" for name in ("annn", "booo", "miaa", "hubb", "othr"))
OLD = "AAAAoldd"
BOOK = Casebook(
    "book", "en", ZoneInfo("Europe/London"), signatures="required", roles=(("lead", ("act_as",)),),
    people=(
        Person("ann", "Ann", ("ann@example.org",), keys=(SigningKey(ANN), SigningKey(OLD, until=date(2026, 6, 30)))),
        Person("bo", "Bo", ("bo@example.org",), keys=(SigningKey(BO),)),
        Person("mia", "Mia", ("mia@example.org",), roles=("lead",), keys=(SigningKey(MIA),)),
    ),
    forges=(Forge((SigningKey(HUB),)),),
)  # fmt: skip
PLAIN = ("p1",)
MERGE = ("p1", "p2")


def signed(key: str) -> Signature:
    """A signature by this key."""
    [found] = fingerprints([SigningKey(key)])
    return Signature(True, found)


def step(
    parents: tuple[str, ...] = PLAIN, sides: int = 1, counted: str = "2026-07-01T12:00", own: str = "",
    path: str = "cases/a.yaml",
) -> Step:  # fmt: skip
    """A commit by Ann; it counts as of `counted`, whatever its `own` date says."""
    at = datetime.fromisoformat(counted).replace(tzinfo=UTC)
    dated = datetime.fromisoformat(own or counted).replace(tzinfo=UTC)
    commit = Commit("c1", "Ann <ann@example.org>", dated, committer="Ann <Ann@example.org>", counted_at=at)
    return Step(commit, parents, (Side(path, "1", "2"),) * sides)


def codes(one: Step, signature: Signature, *actors: str, vouching: bool = False, book: Casebook = BOOK) -> list[str]:
    """The codes of what is wrong."""
    return [code for code, _ in signature_faults(one, Demand(book, frozenset(actors), vouching), signature)]


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (Signature(False), ["H014"]),
        (Signature(True), ["H015"]),
        (Signature(True, unchecked=msg("ssh-keygen is not installed")), ["H017"]),
        (signed(OTHER), ["H015"]),
        (signed(ANN), []),
        (signed(BO), ["H016"]),
        (signed(MIA), []),
        (signed(HUB), ["H016"]),
    ],
)
def test_who_acted_signs_or_who_may_act_for_others(signature: Signature, expected: list[str]) -> None:
    assert codes(step(), signature, "ann") == expected
    assert codes(step(), signature) == expected, "without an event the committer acts"


def test_a_commit_of_two_people_is_signed_by_who_may_act_for_both() -> None:
    assert codes(step(), signed(ANN), "ann", "bo") == ["H016"]
    assert codes(step(), signed(MIA), "ann", "bo") == []


def test_without_any_key_nothing_is_said_of_a_signature_but_that() -> None:
    nobody = Casebook("book", "en", ZoneInfo("UTC"), signatures="required")
    assert codes(step(), signed(ANN), "ann", book=nobody) == ["H017"]
    assert codes(step(), Signature(False), "ann", book=nobody) == ["H014"]


@pytest.mark.parametrize(
    ("counted", "own", "expected"),
    [
        ("2026-06-30T22:59", "", []),
        ("2026-06-30T23:00", "", ["H015"]),  # July in London
        ("2026-07-01T12:00", "2019-01-01T12:00", ["H015"]),
    ],
)
def test_an_expired_key_does_not_count_by_a_date_set_back(counted: str, own: str, expected: list[str]) -> None:
    assert codes(step(counted=counted, own=own), signed(OLD), "ann") == expected


def test_a_server_signs_merges_that_only_merge() -> None:
    assert codes(step(MERGE, sides=1), signed(HUB)) == []
    assert codes(step(MERGE, sides=2), signed(HUB)) == []  # what a merge makes of a case is judged whoever signed it
    assert codes(step(MERGE, sides=2, path="casectl.yaml"), signed(HUB)) == ["H016"]
    assert codes(step(MERGE, sides=1), signed(HUB), vouching=True) == ["H016"]


def test_who_brings_in_what_nobody_had_to_sign_may_act_for_others() -> None:
    assert codes(step(MERGE), signed(ANN), vouching=True) == ["H016"]
    assert codes(step(MERGE), signed(MIA), vouching=True) == []
