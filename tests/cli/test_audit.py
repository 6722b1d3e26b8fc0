"""audit is the trail of a case."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CHINESE, CliCasebook


def test_the_trail_says_to_which_team_a_case_was_offered(book: CliCasebook, case: str) -> None:
    """A handoff to a team has no person, and still a receiver."""
    assert [row["to"] for row in book.rows("audit", case) if row["event"] == "offered"] == ["after-sales"]
    assert "offered: ann → After-sales" in book.done("audit", case)


def test_a_forgers_commit_is_told_by_who_made_it(book: CliCasebook, case: str) -> None:
    """Whatever its trailers say: in the trail of the case, and in what was recorded around casectl in all cases."""
    file = next(path for path in book.cases if path.stem == case)
    forged = f"  - id: forged01\n    at: {book.env['CASECTL_NOW']}\n    by: mia\n    event: noted\n    text: Agreed\n"
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + forged, "utf-8")
    book.commit(f"{case} noted\n\nCase: {case}\nEvent: forged01\nActor: mia")
    assert book.rows("audit", case)[-1]["marks"] == "committed by Ada Testwell <ada@example.org>, not by mia"
    [row] = book.rows("audit", "--around", "--by", "Mia Lund")
    assert (row["case"], row["by"], row["committer"]) == (case, "mia", "Ada Testwell <ada@example.org>")
    page = book.run("audit", "--around", "--exit-code")
    assert page.status == 1
    assert page.out.splitlines()[1] == "    committed by Ada Testwell <ada@example.org>, not by mia"
    assert "由 Ada Testwell <ada@example.org> 提交，不是 mia" in book.done("audit", "--around", **CHINESE)


def test_kinds_are_typed_by_their_titles_too(book: CliCasebook, case: str) -> None:
    for words, kinds in (
        (("handoff",), ["offered"]),
        (("交接",), ["offered"]),
        (("登记", "offered"), ["opened", "offered"]),
        (("建立", "移交"), ["opened", "offered"]),  # what these were called up to 0.1
    ):
        typed = [each for word in words for each in ("--kind", word)]
        assert [row["event"] for row in book.rows("audit", case, *typed)] == kinds
        assert [row["event"] for row in book.rows("audit", "--where", f"id:{case}", *typed)] == kinds


def test_an_empty_audit_says_by_what_it_was_filtered_and_exits_0(book: CliCasebook) -> None:
    answer = book.run("audit", "--by", "me", "--kind", "escalated", "--exit-code")
    assert (answer.status, answer.out) == (0, "")
    assert "filtered by: --by me --kind escalated" in answer.err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (
            ["--dwell", "--by", "me", "--kind", "noted"],
            2,
            "--dwell can be combined with --since and --until, not with --by, --kind",
        ),
        (["--where", " "], 2, "--where is empty"),
        (["--by", "mai"], 4, "did you mean mia?"),
        (["--since", "someday"], 2, "someday"),
        (["--kind", "noticed"], 2, "noticed"),
    ],
)
def test_what_cannot_be_meant_is_refused(book: CliCasebook, words: list[str], status: int, said: str) -> None:
    assert said in book.refused(status, "audit", *words)


def test_a_case_and_a_query_do_not_go_together(book: CliCasebook, case: str) -> None:
    assert "not both" in book.refused(2, "audit", case, "--where", "state:open")


def test_how_long_is_told_for_states_and_for_holders(book: CliCasebook, case: str) -> None:
    """In any format; both add up to the same."""
    later = {"CASECTL_NOW": "2026-12-24T09:00:00+08:00"}
    for words in ([case], ["--where", f"id:{case}"]):
        rows = book.rows("audit", *words, "--dwell", **later)
        by_state = sum(row["seconds"] for row in rows if row["part"] == "state")
        assert by_state == sum(row["seconds"] for row in rows if row["part"] != "state") > 0
        assert ("offered", "after-sales") in {(row["part"], row["name"]) for row in rows}
    for format in ("table", "plain", "tsv", "csv", "json", "jsonl", "markdown", "html"):
        assert "after-sales" in book.done("audit", "--dwell", "--format", format, **later).lower()
        assert "after-sales" in book.done("audit", "--format", format, **later).lower()


def test_a_case_that_cannot_be_read_is_named(book: CliCasebook, case: str) -> None:
    """The others are told of, with exit code 5; that the file was left so is part of the trail."""
    file = next(path for path in book.cases if path.stem == case)
    file.write_text("{", "utf-8")
    for words in (["audit", "--dwell"], ["audit"]):
        answer = book.run(*words)
        assert answer.status == 5
        assert file.name in answer.err


def test_an_address_that_was_handed_on_is_whose_it_was(book: CliCasebook, case: str) -> None:
    """Who committed is told by the settings of that time: first Ann, and then Ben, who follows her."""
    book.done("note", case, "By Ann")
    settings = book.folder / "casectl.yaml"
    text = settings.read_text("utf-8").replace("ann@example.org", "reed@example.org")
    settings.write_text(text.replace("[ben@example.org]", "[ben@example.org, ann@example.org]"), "utf-8")
    book.done("adopt", "casectl.yaml")
    book.done("note", case, "By Ben")
    rows = [row for row in book.rows("audit", case) if row["event"] == "noted"]
    assert [(row["by"], row["marks"]) for row in rows] == [("ann", None), ("ben", None)]
    assert [row["by"] for row in book.rows("audit", "--by", "ben", "--kind", "noted")] == ["ben"]
    assert [row["by"] for row in book.rows("audit", "--by", "ann", "--kind", "noted")] == ["ann"]
    assert "H003" not in book.run("verify").out + book.run("check").out


def test_options_of_casectl_itself_filter_nothing(book: CliCasebook) -> None:
    """Behind the verb too, when nothing is found."""
    for option in ("--no-pager", "--debug", "--verbose"):
        answer = book.run("audit", book.cases[0].stem, "--kind", "escalated", option)
        assert (answer.status, f"filtered by: --kind escalated {book.cases[0].stem}\n" in answer.err) == (0, True), (
            answer
        )
