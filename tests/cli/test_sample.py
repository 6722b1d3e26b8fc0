"""casectl sample draws cases for inspection; a draw has a name, which says all that it was made by."""

from __future__ import annotations

import shlex

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.resolved import resolve
from tests.cli.test_instruct import MIA

MARKED = [f"{name}=4" for name in ("script", "diagnosis", "solution", "emotion", "accuracy")]


def test_a_draw_is_named_and_a_seed_is_one_word(book: CliCasebook) -> None:
    assert "nothing to draw" in book.run("sample").err
    assert "the seed must be one word" in book.refused(2, "sample", "--seed", "a b")
    assert "--week and --period both choose the period: use only one of them" in book.refused(
        2, "sample", "--week", "last week", "--period", "2026-11"
    )
    assert "the seed must be one word" in book.refused(2, "sample", "--seed", "a,b")
    assert book.rows("sample", "--per", "person", "--week", "2026-W46") == []


def test_the_next_step_of_a_drawn_case_can_be_typed_as_it_stands(book: CliCasebook) -> None:
    """With the query in the draw's name; a word that no draw is called, and a private field in it, are refused."""
    case = book.cases[0].stem
    resolve(book, case)
    [row] = book.rows("sample", "--week", "2026-W47", "--where", "level>=1 or channel:电话", "--count", "5")
    _, inspect, score, typed, person, option, name = shlex.split(str(row["next"]))
    assert (typed, person, name) == (case, "ann", "2026-W47,count=5,where=level>=1 or channel:电话")
    marks = [word for each in MARKED for word in ("--mark", each)]
    for wrong, status, why in (
        ("W47", 2, "no draw is called W47"), ("2026-W46", 3, f"{case} is not in the draw 2026-W46"),
        ("2026-W47,where=customer.name:Kit", 2, "customer.name is private"), ("2027-W01", 2, "has not begun"),
        ("2026-W47,where=level>=3", 3, "is not in"), ("2026-W47,where=nonsense:1", 2, "nonsense"),
        ("2026-W99", 2, "there is no day"),
    ):  # fmt: skip
        assert why in book.refused(status, "inspect", "score", case, *marks, "--draw", wrong, **MIA), wrong
    assert "2026-W46 没有抽中" in book.refused(3, inspect, score, case, *marks, option, "2026-W46", **MIA, **CHINESE)
    book.done(inspect, score, typed, person, option, name, *marks, **MIA)
    rows = book.rows("stats", "--figures", "inspected", "--period", "2026-11")
    assert {row["part"]: row["value"] for row in rows}["of_some"] == 1
