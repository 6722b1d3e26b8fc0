"""new opens a case from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casectl.core.values.messages import RepositoryError, msg
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.formal import on

if TYPE_CHECKING:
    import pytest


def test_a_case_is_not_opened_before_it_was_received(formal: CliCasebook) -> None:
    words = ("new", "formal", "--title", "Torn", "--received", "2026-11-21 10:00", "--at", "2026-11-20 10:00")
    assert "is later than the opening of the case" in formal.refused(2, *words, **on("11-24"))


def test_a_program_that_opens_cases_sees_what_may_be_there_already(book: CliCasebook) -> None:
    """The keys are always there; people read words."""
    again = [*NEW, "--title", "Torn", "--customer.name", "Lee", "--customer.ref", "CU-7", "--format", "json"]
    again[again.index("--reference") + 1] = "A-1"
    again[again.index("--customer.contact") + 1] = "0199"
    found = [book.run(*again) for _ in range(3)]
    rows = [json.loads(each.out)["rows"][0] for each in found]
    ids = [row["id"] for row in rows]
    assert (rows[0]["likely_duplicates"], rows[0]["repeat_complainer"]) == ([], None)
    assert rows[1]["likely_duplicates"] == ids[:1]
    assert sorted(rows[2]["likely_duplicates"]) == sorted(ids[:2])
    assert rows[2]["repeat_complainer"] == 3
    assert f"casectl merge {ids[1]} {ids[0]} --reason TEXT" in found[1].err
    assert "3 times in 90 days" in found[2].err


def test_what_fails_once_a_case_is_open_is_no_failure(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sees a failure tries again, and has two."""

    def failing(*_: object) -> None:
        raise RepositoryError(msg("{what}", what="git cat-file failed: exit -9"))

    monkeypatch.setattr("casectl.cli.verbs.new.earlier_complaints", failing)
    done = book.run(*NEW, "--title", "Torn", "--customer.name", "Lee", "--format", "json")
    assert done.status == 0, done.err
    assert "earlier complaints could not be looked up: git cat-file failed: exit -9" in done.err
    assert (book.folder / json.loads(done.out)["rows"][0]["path"]).exists()


def test_a_closed_case_is_linked_and_not_joined(book: CliCasebook) -> None:
    """What is over cannot go on."""
    again = [*NEW, "--title", "Torn", "--customer.name", "Lee", "--customer.ref", "CU-7"]
    again[again.index("--reference") + 1] = "A-1"
    first = book.rows(*again)[0]["id"]
    book.done("contact", first, "in", "--channel", "phone", "It was found")
    book.done("advance", first, "withdrawn", "--reason", "Found it")
    second = book.run(*again, "--format", "json")
    assert f"casectl link {json.loads(second.out)['rows'][0]['id']} duplicate-of {first}" in second.err


def test_every_missing_field_is_named_at_once(book: CliCasebook) -> None:
    """Not one fault per try."""
    said = book.refused(3, "new", "after-sales")
    for name in ("title", "channel", "customer.name", "customer.contact", "problem", "request", "problem_kind"):
        assert name in said


def test_team_owner_and_level_are_the_templates_if_none_is_given(book: CliCasebook) -> None:
    """They may depend on a field; what is given counts before them."""
    template = book.folder / "templates" / "complaint.yaml"
    presets = "team: [{when: {channel: phone}, value: after-sales}]\nowner: ben\n"
    presets += "level: [{when: {channel: phone}, value: 3}]\n"
    template.write_text(template.read_text("utf-8").replace("team: front-line\n", presets), "utf-8")
    book.commit()
    book.done(*NEW, "--title", "Creased", "--customer.name", "Lee")
    [row] = book.rows("list", "title:creased")
    assert (row["team"], row["owner"], row["level"]) == ("after-sales", "ben", 3)
    book.done(
        *NEW, "--title", "Dented", "--customer.name", "Lee", "--level", "1", "--owner", "me", "--team", "front-line"
    )
    [row] = book.rows("list", "title:dented")
    assert (row["team"], row["owner"], row["level"]) == ("front-line", "ann", 1)


def test_a_crisis_opens_at_level_4(book: CliCasebook) -> None:
    """Nobody has to remember it."""
    book.done("init", ".", "--template", "crisis")
    book.done(*("new", "crisis", *NEW[2:], "--title", "Recall", "--customer.name", "Lee", "--kind", "safety"))
    assert [row["level"] for row in book.rows("list", "template:crisis")] == [4]


def test_a_version_is_written_as_text(book: CliCasebook) -> None:
    """Found by a fixture: its quotation marks depended on how casectl had read the template."""
    known = {*book.cases}
    book.done(*NEW, "--title", "Lamp", "--customer.name", "Kit")
    [case] = {*book.cases} - known
    [line] = [each for each in case.read_text("utf-8").splitlines() if each.startswith("    version: ")]
    assert line.partition(": ")[2].strip('"').isdecimal()
    assert line.endswith('"')
