"""routing chooses who gets a case, by rules that say why, and assign --auto records it."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook

RULES = """\
routing:
  - {when: level>=3, to: supervisor}
  - {when: 'title~cable', to: after-sales, skill: wiring}
  - {to: agent}
  - {to: specialist}
"""


@pytest.fixture
def desk(book: CliCasebook) -> CliCasebook:
    """Ann and Mia are agents; Ben knows wiring."""
    settings = book.folder / "casectl.yaml"
    text = settings.read_text("utf-8").replace(
        "    roles: [specialist]", "    roles: [specialist]\n    skills: [wiring]"
    )
    settings.write_text(text.replace("[supervisor, manager]", "[supervisor, manager, agent]") + RULES, "utf-8")
    book.commit()
    return book


def _new(desk: CliCasebook, title: str, *words: str) -> str:
    own = ("--title", title, "--customer.name", title, "-f", f"customer.contact={title}")
    [row] = desk.rows(*NEW, *own, *words)
    return str(row["id"])


def _owner(desk: CliCasebook, case: str) -> str:
    desk.done("assign", case, "--auto")
    return str(desk.rows("show", case)[0]["owner"])


def test_a_rule_means_some_and_of_these_who_has_the_least_gets_the_case(desk: CliCasebook) -> None:
    """Ann has two cases, Mia none; a skill, a level and an absence count; the reason is on record."""
    case = _new(desk, "Torn hem", "--owner", "ben")
    assert _owner(desk, case) == "mia"
    assert "routing rule 3: mia has the lowest workload of 2 people, 0 (" in desk.done("show", case)
    assert _owner(desk, _new(desk, "Bare cable", "--owner", "ann")) == "ben"
    assert _owner(desk, _new(desk, "Burnt flat", "--owner", "ann", "--level", "3")) == "mia"
    desk.done("away", "mia", "--until", "2026-11-27")
    assert _owner(desk, _new(desk, "Torn cuff", "--owner", "ben")) == "ann"
    urgent = _new(desk, "Burnt hand", "--owner", "ann", "--level", "3")
    assert "its only person is away" in desk.refused(3, "assign", urgent, "--auto")
    assert desk.run("check").status == 0


def test_nobody_gets_a_case_about_themselves(desk: CliCasebook) -> None:
    assert _owner(desk, _new(desk, "Rude call", "--owner", "ben", "-f", "about=Mia Lund")) == "ann"


def test_a_customer_who_complains_again_and_again_keeps_the_person(desk: CliCasebook) -> None:
    """From the third time in 90 days on; an important one from the second."""
    for _ in range(2):
        _new(desk, "Torn bag", "--owner", "ann", "-f", "customer.ref=CU-7")
    assert _owner(desk, _new(desk, "Lost bag", "--owner", "ben", "-f", "customer.ref=CU-7")) == "ann"
    _new(desk, "Torn coat", "--owner", "ann", "-f", "customer.ref=CU-8", "-f", "customer.tier=vip")
    again = _new(desk, "Lost coat", "--owner", "ben", "-f", "customer.ref=CU-8", "-f", "customer.tier=vip")
    assert _owner(desk, again) == "ann"


def test_where_the_latest_cases_would_go_is_shown_and_not_recorded(desk: CliCasebook) -> None:
    """Each counts for the next one; many are assigned in the same way."""
    before = desk.picture()
    rows = desk.rows("routing", "test")
    assert [row["person"] for row in rows] == ["mia", "mia"]
    assert desk.picture() == before
    done = desk.done("assign", "--where", "owner:ann", "--auto", "--yes")
    assert done.count("C-") >= 2
    assert {row["owner"] for row in desk.rows("list")} == {"mia"}


def test_rules_that_mean_nobody_are_findings_and_without_rules_nothing_is_chosen(desk: CliCasebook) -> None:
    settings = desk.folder / "casectl.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("skill: wiring}", "skill: plumbing}"), "utf-8")
    assert "this rule is for nobody" in desk.run("check").out
    settings.write_text(text.partition("routing:")[0], "utf-8")
    desk.commit()
    case = desk.cases[0].stem
    assert "casectl.yaml has no routing rules (routing:)" in desk.refused(3, "assign", case, "--auto")
    assert "--auto chooses the person" in desk.refused(2, "assign", case, "ben", "--auto")


def test_a_case_is_opened_with_the_owner_that_the_rules_choose(desk: CliCasebook) -> None:
    """Where they choose nobody it is open nevertheless, and that is said."""
    opened, row = desk.rows(*NEW, "--title", "The cable", "--team", "after-sales", "--customer.name", "Kit", "--auto")
    assert (opened["event"], row["event"], row["owner"]) == ("opened", "assigned", "ben")
    assert "leave out --owner" in desk.refused(
        2, *NEW, "--title", "x", "--customer.name", "Kit", "--auto", "--owner", "ann"
    )
    desk.done("away", "ben", "--until", "2026-11-30")
    answer = desk.run(*NEW, "--title", "Another cable", "--customer.name", "Kim", "--auto")
    assert (answer.status, "its only person is away" in answer.err) == (0, True), answer.err
    assert "opened" in answer.out
