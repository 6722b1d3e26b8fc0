"""Amounts of money, as they are typed at the command line."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CHINESE, CliCasebook


def a_money_field(book: CliCasebook, *settings: str, currencies: str = "") -> str:
    """A case whose template has an amount; `settings` are lines for casectl.yaml."""
    template = book.folder / "templates/complaint.yaml"
    plus = "fields:\n  amount: {type: money, title: {en: Amount, zh: 金额}" + currencies + "}\n"
    template.write_text(template.read_text("utf-8").replace("fields:\n", plus, 1), "utf-8")
    file = book.folder / "casectl.yaml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("currency:")]
    file.write_text("\n".join([*lines, *settings]) + "\n", "utf-8")
    book.commit("Rules")
    return next(path.stem for path in book.cases if "template: complaint" in path.read_text("utf-8"))


def amount_of(book: CliCasebook, case: str) -> str:
    [path] = [path for path in book.cases if path.stem == case]
    return next(line.strip() for line in path.read_text("utf-8").splitlines() if "amount:" in line)


@pytest.mark.parametrize(
    "typed", ["1000元", "￥1000", "1000", "1000 人民币", "1000 RMB", "1,000", "１０００元", "0.1万元"]
)
def test_an_amount_is_in_the_currency_of_the_casebook(book: CliCasebook, typed: str) -> None:
    """However it is written, one amount is one text."""
    case = a_money_field(book, "currency: CNY")
    book.done("set", case, f"amount={typed}")
    assert amount_of(book, case) == "amount: 1000 CNY"


def test_an_amount_in_a_query_is_written_in_the_same_way(book: CliCasebook) -> None:
    case = a_money_field(book, "currency: CNY")
    book.done("set", case, "amount=1000元")
    for query in ("amount:1000元", "amount>999元", "amount<=0.1万元", "amount:500元..2000元"):
        assert [row["id"] for row in book.rows("list", query)] == [case], query


def test_another_currency_is_a_choice_of_the_template(book: CliCasebook) -> None:
    case = a_money_field(book, "currency: CNY")
    assert "allowed here: CNY" in book.refused(2, "set", case, "amount=100 USD")
    assert "CNY" in book.refused(2, "set", case, "amount=x", **CHINESE)


def test_a_template_may_allow_more(book: CliCasebook) -> None:
    case = a_money_field(book, "currency: CNY", currencies=", currencies: [CNY, USD]")
    book.done("set", case, "amount=100美元")
    assert amount_of(book, case) == "amount: 100 USD"
    assert "allowed here: CNY, USD" in book.refused(2, "set", case, "amount=100 EUR")
    assert book.run("check").status == 0


def test_what_could_be_two_amounts_is_refused_with_both(book: CliCasebook) -> None:
    case = a_money_field(book)
    assert "1234 EUR or 1.234 EUR" in book.refused(2, "set", case, "amount=1.234 €")
    assert "no currency" in book.refused(2, "set", case, "amount=12")
