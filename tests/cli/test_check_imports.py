"""check takes for imported what an import on record brought, and nothing that merely says so."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git


def test_a_trailer_of_an_import_counts_only_from_before_the_law(book: CliCasebook) -> None:
    """A commit by hand could say it too; later imports stand on record."""
    older, newer = book.cases
    settings = book.folder / "casectl.yaml"
    with_law = settings.read_text("utf-8")
    assert "law: 1\n" in with_law
    texts = {case: case.read_text("utf-8") for case in (older, newer)}
    run_git(book.folder, "checkout", "-q", "--orphan", "another")
    run_git(book.folder, "rm", "-rfq", "--cached", "cases")
    for case in texts:
        case.unlink()
    settings.write_text(with_law.replace("law: 1\n", ""), "utf-8")
    book.commit()
    for case in (older, newer):
        sourced = texts[case].replace("fields:", "source: {name: old, id: '7'}\nfields:", 1)
        opened = "by: import\n    event: opened\n    source: {name: old, id: '7'}\n"
        case.write_text(sourced.replace("by: ann\n    event: opened\n", opened), "utf-8")
        book.commit("Import\n\nImport: old\nActor: import")
        if case is older:
            settings.write_text(with_law, "utf-8")
            book.commit("The law begins")
    found = book.run("check").out
    assert f"{newer.relative_to(book.folder)}:16:1: C101" in found
    assert older.stem not in found
