"""What is done to a casebook by plain git, around casectl."""

from __future__ import annotations

from pathlib import Path

from tests.cli.casebook import Answer, CliCasebook

AS_ANN = {"GIT_COMMITTER_NAME": "Ann Reed", "GIT_COMMITTER_EMAIL": "ann@example.org"}


def rewrite(book: CliCasebook, case: Path, old: str, new: str, **env: str) -> None:
    """By somebody who is not in casectl.yaml, unless `env` says otherwise."""
    text = case.read_text("utf-8")
    assert old in text
    case.write_text(text.replace(old, new), "utf-8")
    book.commit(**env)


def twice(book: CliCasebook) -> Answer:
    """What check finds: the same, however often it is asked. A branch moved back is said once."""
    book.run("list")
    answer = book.run("check")
    assert book.run("check") == answer
    return answer


COMPLAINT = "templates/complaint.yaml"


def edit(book: CliCasebook, path: str, *pairs: tuple[str, str]) -> None:
    """Change a rule file, and commit it with plain git."""
    file = book.folder / path
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")
    book.commit()


def version(book: CliCasebook) -> str:
    lines = (book.folder / COMPLAINT).read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("version:"))


def with_two_notes(book: CliCasebook) -> None:
    """At which check has looked."""
    case = book.cases[0]
    for text in ("rang once", "rang twice"):
        book.done("note", case.stem, text)
    assert book.run("check").status == 0
