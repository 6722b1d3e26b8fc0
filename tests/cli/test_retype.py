"""retype gives a case another template."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook

SECOND = """\
template: delivery
version: 1
extends: complaint
title: {en: Delivery, zh: 配送}
fields:
  carrier: {type: text, title: {en: Carrier, zh: 承运商}, required: opening}
"""


def with_second_template(book: CliCasebook) -> str:
    (book.folder / "templates/delivery.yaml").write_text(SECOND, "utf-8")
    book.commit()
    return book.cases[0].stem


def test_a_case_is_found_under_what_it_is_and_under_what_it_was(book: CliCasebook) -> None:
    """`template:` finds the present kind, `ever:` both, in both languages; the index knows it as the files do."""
    case = with_second_template(book)
    asked = book.refused(3, "retype", case, "delivery", "--reason", "It is about the carrier")
    assert "Carrier (carrier) must be filled" in asked
    book.done("retype", case, "配送", "--carrier", "Sample Lines", "--reason", "It is about the carrier")

    def found(query: str) -> list[str]:
        return [row["id"] for row in book.rows("list", query) if row["id"] == case]

    assert (found("template:delivery"), found("template:complaint")) == ([case], [])
    assert (found("ever:Delivery"), found("曾用模板:complaint")) == ([case], [case])
    assert found("-ever:complaint") == []
    assert "did you mean delivery" in book.run("list", "ever:deliveri").err
    assert book.run("check").err.startswith("nothing found")
    book.done("undo", case, "--reason", "It is not")
    assert found("ever:delivery") == []


def test_it_is_counted_as_what_it_is_or_as_both(book: CliCasebook) -> None:
    """By `template` each case counts once; by `ever` in each of its templates, and a note says that the sum is more."""
    case = with_second_template(book)
    book.done("retype", case, "delivery", "--carrier", "Sample Lines", "--reason", "It is about the carrier")
    more = len(book.cases) - 1
    for key, wanted in (("template", {("delivery", 1), ("complaint", more)}),
                        ("ever", {("delivery", 1), ("complaint", more + 1)})):  # fmt: skip
        assert {(row[key], row["cases"]) for row in book.rows("list", "--group-by", key)} == wanted
    answer = book.run("list", "--group-by", "曾用模板")
    assert "1 case was retyped and is counted under each of its templates" in answer.err
    assert "retyped" not in book.run("list", "--group-by", "template").err


def test_the_history_is_worded_as_each_template_words_it(book: CliCasebook) -> None:
    case = with_second_template(book)
    file = book.folder / "templates/delivery.yaml"
    states = "workflow:\n  states:\n    received: {title: {en: Reported, zh: 已上报}}\n"
    file.write_text(file.read_text("utf-8") + states, "utf-8")
    book.commit()
    book.done("retype", case, "delivery", "--carrier", "Sample Lines", "--reason", "So it is")
    for page in (book.done("show", case), book.done("audit", case)):
        assert "opened: Complaint (Received)" in page
        assert "retyped: Complaint → Delivery" in page
    assert "Reported (received)" in book.done("show", case)


def test_a_reason_is_asked_for(book: CliCasebook) -> None:
    assert "--reason" in book.refused(2, "retype", with_second_template(book), "delivery")
