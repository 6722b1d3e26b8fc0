"""casectl problem says which causes need a record, for people and for a pipeline."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_frequent_cause_is_a_finding_until_a_record_gathers_it(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    assert "no root cause has 3 complaints in 90 days" in book.run("problem").err
    more = "\nproblems: {cases: 2, within: 52w}\ncauses: {label: {title: {en: Labels, zh: 面单}}}\n"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    book.commit("Causes")
    for path in book.cases:
        book.done("cause", path.stem, "label")
    answer = book.run("problem", "--exit-code")
    assert (answer.status, "needs one" in answer.out) == (1, True)
    assert "面单" in book.done("problem", **CHINESE)
    [row] = book.rows("problem")
    assert (row["record"], row["cases"], row["settled"]) == (None, 2, 0)
    settings.write_text(settings.read_text("utf-8").replace("cases: 2", "cases: 1"), "utf-8")
    assert "1 is not a number of cases from 2 on" in book.run("check").out
