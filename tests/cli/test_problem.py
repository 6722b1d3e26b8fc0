"""casectl problem says which causes need a record, for people and for a pipeline."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_frequent_cause_is_a_finding_until_a_record_gathers_it(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    assert "no root cause needs a record: one is needed when a cause is found" in book.run("problem").err
    more = "\nproblems: {cases: 2, within: 52w}\ncauses: {label: {title: {en: Labels, zh: 面单}}}\n"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    book.commit("Causes")
    for path in book.cases:
        book.done("cause", path.stem, "label")
    answer = book.run("problem", "--exit-code")
    assert (answer.status, "needs a record" in answer.out) == (1, True)
    assert "面单" in book.done("problem", **CHINESE)
    [row] = book.rows("problem")
    assert (row["record"], row["cases"], row["settled"], row["offered"], row["paid"]) == (None, 2, 0, 0, 0)
    book.done("redress", "offer", book.cases[0].stem, "apology")
    [row] = book.rows("problem")
    assert (row["cases"], row["offered"], row["paid"]) == (2, 1, 0), "also of complaints that no record gathers yet"
    settings.write_text(settings.read_text("utf-8").replace("cases: 2", "cases: 1"), "utf-8")
    assert "1 is not a number of cases; it must be 2 or more" in book.run("check").out


def test_one_error_of_many_customers_is_put_right_in_a_few_commands(three: CliCasebook) -> None:
    """Gathered by a query, offered and paid to all of them once, with one line of progress; nobody gets it twice."""
    one, other, third = (path.stem for path in three.cases)
    three.done("init", "--template", "improvement", "--yes")
    [opened] = three.rows("new", "improvement", "--title", "Labels", "--cause", "printer", "--size", "small")
    record = str(opened["id"])
    three.done("link", "--where", "-template:improvement", "related", record, "--yes")
    three.done("redress", "offer", "--where", f"link:{record[-5:]}", "refund", "12 CNY", "--yes")
    again = three.run("redress", "offer", "--where", f"link:{record[-5:]}", "refund", "12 CNY", "--yes")
    assert (again.status, again.out.count("offers the same and is still open")) == (3, 3)
    assert three.run("redress", "accept", "-", "--yes", stdin=f"{one} {other}").status == 0
    three.done("redress", "pay", "--where", f"id:{one},{other}", "refund", "--yes")
    assert "no open offer" in three.run("redress", "pay", "--where", f"id:{one}", "--yes").out
    assert "not both" in three.refused(2, "redress", "pay", third, "refund", "--where", "state:open")
    [line] = three.rows("problem")
    assert (line["record"], line["state"], line["cases"], line["offered"], line["paid"]) == (record, "noted", 3, 3, 2)
    for query, count in (((), 3), (("template:improvement",), 1), (("-template:improvement",), 3)):
        assert three.rows("stats", *query, "--figures", "received", "--period", "2026")[0]["value"] == count, query
        assert [row["cases"] for row in three.rows("backlog", *query, "--by", "template")] == [count] * 2, query
    assert 'template="improvement"' not in three.done("metrics")
    assert three.rows("stats", "--figures", "received", "--period", "2026", "--as-of", "HEAD")[0]["value"] == 3
    assert (
        "only complaints are counted; improvements are counted if the query names the template improvement"
        in three.done("stats", "--explain", "received")
    )
    paid = three.rows("stats", "--figures", "redress_paid")
    assert ("refund:CNY", "24 CNY") in {(row["part"], row["value"]) for row in paid}
