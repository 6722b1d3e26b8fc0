"""merge joins two records of one complaint; the id of either is valid from then on."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_either_id_shows_the_case_that_goes_on(book: CliCasebook) -> None:
    """In both languages, and until it is taken back in one step."""
    first, second = (path.stem for path in book.cases)
    mia = {"GIT_AUTHOR_NAME": "Mia Lund", "GIT_AUTHOR_EMAIL": "mia@example.org"}
    said = book.run("merge", first, second, "--reason", "One parcel", "--as", "mia", **mia)
    assert said.status == 0, said.err
    assert f"{first} names this case from now on" in said.out + said.err
    assert second in book.done("show", first).splitlines()[0]
    assert first in book.done("show", second)
    assert book.run("check").status == 0
    assert first in book.done("list", "state:joined", "--format", "tsv")
    assert first not in book.done("list", "state:open", "--format", "tsv")
