"""Amounts of money are read as people type them, and an amount that could be two is refused with both."""

from __future__ import annotations

import pytest

from casectl.core.values.messages import UsageError
from casectl.core.values.money import is_stored, parse_money


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("1000元", "1000 CNY"),
        ("￥1000", "1000 CNY"),
        ("¥1000", "1000 CNY"),
        ("￥1,000.50", "1000.50 CNY"),
        ("1000", "1000 CNY"),
        ("１０００", "1000 CNY"),
        ("1000 人民币", "1000 CNY"),
        ("1000 RMB", "1000 CNY"),
        ("RMB 1000", "1000 CNY"),
        ("rmb1000", "1000 CNY"),
        ("CNY1000", "1000 CNY"),
        ("1000 CNY", "1000 CNY"),
        ("人民币1000元", "1000 CNY"),
        ("1,234,567元", "1234567 CNY"),
        ("1.5万元", "15000 CNY"),
        ("3万", "30000 CNY"),
        ("1.23456万", "12345.6 CNY"),
        ("0.05万", "500 CNY"),
        ("2千元", "2000 CNY"),
        ("1000元整", "1000 CNY"),
        ("1000块", "1000 CNY"),
        ("-12.50", "-12.50 CNY"),
        ("£12.50", "12.50 GBP"),
        ("12.50 GBP", "12.50 GBP"),
        ("€ 1.234,50", "1234.50 EUR"),
        ("1.234,50 €", "1234.50 EUR"),
        ("12,50 EUR", "12.50 EUR"),
        ("1 234,50 EUR", "1234.50 EUR"),
        ("1'234.50 CHF", "1234.50 CHF"),
        ("100美元", "100 USD"),
        ("100 usd", "100 USD"),
        ("HK$500", "500 HKD"),
        ("0012.50", "12.50 CNY"),
        ("0.5", "0.5 CNY"),
        (".5", "0.5 CNY"),
        ("￡12", "12 GBP"),
        ("￥1000.00元", "1000.00 CNY"),
        ("¥5 JPY", "5 JPY"),
        ("一千元", "1000 CNY"),
        ("二十五块", "25 CNY"),
        ("两百万元", "2000000 CNY"),
        ("5毛", "0.5 CNY"),
        ("1000元5角", "1000.5 CNY"),
        ("3元2角5分", "3.25 CNY"),
        ("三千五", "3500 CNY"),
        ("五块五", "5.5 CNY"),
        ("USD 5", "5 USD"),
        ("5 quid", "5 GBP"),
        ("5 us dollars", "5 USD"),
        ("(12.50)", "-12.50 CNY"),
        ("12.50-", "-12.50 CNY"),
        ("CHF 5.-", "5 CHF"),
        ("1.000,50", "1000.50 CNY"),
        ("1.5k", "1500 CNY"),
        ("5 thousand pounds", "5000 GBP"),
        ("2 million", "2000000 CNY"),
        ("R$ 5", "5 BRL"),
    ],
)
def test_an_amount_is_stored_with_its_code(text: str, stored: str) -> None:
    """In a casebook whose currency is the yuan; RMB is one of its names."""
    assert parse_money(text, "CNY") == stored
    assert is_stored(stored)


@pytest.mark.parametrize(("currency", "code"), [("CNY", "CNY"), ("JPY", "JPY")])
def test_a_shared_sign_is_that_of_the_casebook(currency: str, code: str) -> None:
    assert parse_money("¥1000", currency) == f"1000 {code}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.234 €", "1234 EUR or 1.234 EUR"),
        ("1,234 €", "1234 EUR or 1.234 EUR"),
        ("1.234元", "1234 CNY or 1.234 CNY"),
        ("$12", "may be any of USD"),
        ("100 USD", "allowed here: CNY"),
        ("12 apples", "not an amount"),
        ("元", "not an amount"),
        ("1,23,4", "not an amount"),
        ("12 EUR GBP", "not an amount"),
        ("1e3", "not an amount"),
        ("5 XYZ", "there is no currency XYZ"),
        ("XYZ 5", "write a code of ISO 4217, such as CNY"),
        ("5 GPB", "did you mean GBP?"),
        ("5 CYN", "did you mean CNY?"),
        ("5 EURR", "did you mean EUR?"),
        ("5 kr", "may be any of SEK"),
        ("5 dollars", "may be any of USD"),
        ("1,2345", "more decimals than CNY, which has 2"),
        ("1000.555", "did you mean 1000.55 CNY or 1000555 CNY?"),
        ("1,000.555", "more decimals"),
        ("1.234567k", "more decimals"),
        ("€ 1,2345", "did you mean 1.23 EUR or 12345 EUR?"),
    ],
)
def test_what_could_be_two_amounts_or_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_money(text, "CNY", ("CNY", "EUR") if "€" in text else ("CNY",))
    assert said in str(refusal.value)


def test_an_amount_without_a_currency_needs_one() -> None:
    with pytest.raises(UsageError, match="no currency"):
        parse_money("1000")


def test_a_sign_means_the_one_currency_that_is_allowed_and_has_it() -> None:
    assert parse_money("$5", "CNY", ("CNY", "USD")) == "5 USD"
    assert parse_money("5 dollars", "USD") == "5 USD"


def test_a_unit_that_a_template_allows_is_a_currency() -> None:
    """Such as points of a bonus scheme."""
    assert parse_money("5 pts", "EUR", ("EUR", "PTS")) == "5 PTS"


def test_a_decimal_mark_that_is_known_leaves_one_reading() -> None:
    assert parse_money("1.234", "EUR", decimal=",") == "1234 EUR"
    assert parse_money("1.234", "EUR", decimal=".") == "1.234 EUR"


@pytest.mark.parametrize(
    ("text", "currency", "stored"),
    [
        ("1.5000", "CNY", "1.5000 CNY"),
        ("5.00", "JPY", "5.00 JPY"),
        ("10.1234", "BHD", ""),
        ("1000.555", "KWD", "1000.555 KWD"),
        ("5.5", "JPY", ""),
        ("0.12345 pts", "PTS", "0.12345 PTS"),
        ("1.23456万", "CNY", "12345.6 CNY"),
    ],
)
def test_an_amount_has_no_more_decimals_than_its_currency(text: str, currency: str, stored: str) -> None:
    """Zeros do not count, and of a unit that is no currency it is not known; "" is refused."""
    if stored:
        assert parse_money(text, currency) == stored
        return
    with pytest.raises(UsageError, match=f"more decimals than {currency}"):
        parse_money(text, currency)
