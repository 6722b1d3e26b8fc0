"""merge joins two records of one complaint; the id of either is valid from then on."""

from __future__ import annotations

import json

from tests.cli.casebook import CliCasebook


def test_either_id_shows_the_case_that_goes_on(book: CliCasebook) -> None:
    """In both languages, and until it is taken back in one step."""
    first, second = (path.stem for path in book.cases)
    mia = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER")
           for part, text in (("NAME", "Mia Lund"), ("EMAIL", "mia@example.org"))}  # fmt: skip
    said = book.run("merge", first, second, "--reason", "One parcel", "--as", "mia", **mia)
    assert said.status == 0, said.err
    assert f"{first} now refers to this case" in said.out + said.err
    assert second in book.done("show", first).splitlines()[0]
    assert first in book.done("show", second)
    assert book.run("check").status == 0
    assert first in book.done("list", "state:joined", "--format", "tsv")
    assert first not in book.done("list", "state:open", "--format", "tsv")


def test_either_id_has_the_history_of_both(book: CliCasebook) -> None:
    """`show` for people and programs, `audit` with the case of each line; the path of the other has its own alone."""
    first, second = (path.stem for path in book.cases)
    book.done("contact", first, "out", "Rang her first")
    book.done("note", second, "She sent a picture")
    book.done("merge", first, second, "--reason", "One parcel")
    for each in (first, second):
        page = book.done("show", each)
        assert "She sent a picture" in page
        assert f"these clocks now run in {second} and are no longer counted here: " in page
        assert "Rang her first" in page.partition(f"Journal of {first}, which was merged into this one")[2]
        (row,) = json.loads(book.done("show", each, "--format", "json"))["rows"]
        assert [(other["id"], other["journal"][-1]["event"]) for other in row["joined"]] == [(first, "joined")]
        trail = json.loads(book.done("audit", each, "--format", "json"))["rows"]
        told = {(entry["case"], entry["event"]) for entry in trail}
        assert {(first, "contacted"), (second, "noted"), (first, "joined"), (second, "took_over")} <= told
    assert "She sent a picture" not in book.done("show", f"cases/2026/10/{first}.yaml")
