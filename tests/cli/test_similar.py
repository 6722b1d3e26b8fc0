"""similar lists the earlier cases most like one."""

from __future__ import annotations

from tests.cli.casebook import NEW, CliCasebook


def test_the_case_most_like_it_comes_first_and_only_earlier_ones(book: CliCasebook) -> None:
    """The same customer with the same order before all."""
    box, bag = (path.stem for path in book.cases)
    words = [*NEW, "--customer.name", "Lee", "--title", "Torn bag again"]
    [row] = book.rows(*words, CASECTL_NOW="2026-11-22T09:00:00+00:00")
    found = [each["id"] for each in book.rows("similar", row["id"], CASECTL_NOW="2026-11-22T09:00:00+00:00")]
    assert found[:1] == [bag]
    assert row["id"] not in found
    assert book.run("similar", box).err == "no similar earlier case\n"
    book.refused(4, "similar", "nowhere")
