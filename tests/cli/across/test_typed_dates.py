"""Dates and instants of fields are typed as people say them, and are reported as they were understood."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.scenes import Scenes

ATTITUDE = [
    "service-attitude" if word == "complaint" else word for word in NEW
] + ["--customer.name", "Pat", "--title", "Rude", "--conduct", "rude"]  # fmt: skip


@pytest.fixture
def packs(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """The desk with two more templates."""
    scenes.lay(book, _with_two_templates)
    return book


def _with_two_templates(book: CliCasebook) -> None:
    book.done("init", "--yes", "--template", "us-cfpb", "--template", "service-attitude")


def recorded(book: CliCasebook) -> str:
    return book.cases[-1].read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "day"),
    [("yesterday", "2026-11-20"), ("昨天", "2026-11-20"), ("mon", "2026-11-23"), ("+3wd", "2026-11-25")],
)
def test_a_day_is_set_as_people_say_it_and_reported_as_understood(packs: CliCasebook, typed: str, day: str) -> None:
    answer = packs.run("set", packs.cases[-1].stem, f"solution.by={typed}")
    assert answer.status == 0, answer.err
    assert f"{typed} is {day}\n" in answer.err
    assert f"by: {day}\n" in recorded(packs)


def test_a_deadline_counts_from_the_day_that_was_said(packs: CliCasebook) -> None:
    cfpb = ["us-cfpb" if word == "complaint" else word for word in NEW]
    packs.done(*cfpb, "--customer.name", "Lee", "--title", "Fee", "--sent_on", "yesterday")
    [path] = [each for each in packs.cases if "template: us-cfpb" in each.read_text("utf-8")]
    assert "sent_on: 2026-11-20\n" in path.read_text("utf-8")
    # 20 November + 15 days, at the end of that day in New York
    assert "response: 2026-12-06T04:59:59+00:00\n" in path.read_text("utf-8")


def test_an_instant_without_an_offset_is_in_the_casebooks_zone(packs: CliCasebook) -> None:
    answer = packs.run(*ATTITUDE, "--happened_at", "2026-07-20 14:30")
    assert answer.status == 0, answer.err
    assert "2026-07-20 14:30 is 2026-07-20T14:30:00+01:00\n" in answer.err
    assert any("happened_at: 2026-07-20T14:30:00+01:00\n" in each.read_text("utf-8") for each in packs.cases)


def test_a_day_that_is_written_out_is_not_reported_again(packs: CliCasebook) -> None:
    assert packs.run("set", packs.cases[-1].stem, "solution.by=2026-12-01").err == ""


@pytest.mark.parametrize("typed", ["soon", "2026-02-30"])
def test_what_is_no_day_is_refused(packs: CliCasebook, typed: str) -> None:
    assert typed in packs.refused(2, "set", packs.cases[-1].stem, f"solution.by={typed}")


def test_a_proposal_takes_them_too(packs: CliCasebook) -> None:
    """Every verb that fills fields understands them."""
    said = packs.run("advance", packs.cases[-1].stem, "proposed", "-f", "solution.by=fri", "--at", "now")
    assert "fri is 2026-11-27" in said.err
