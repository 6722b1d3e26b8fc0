"""casectl redress: what the customer gets is offered, approved by a second person above a limit, and paid."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.test_instruct import MIA


def test_redress_goes_its_way_and_is_added_up(book: CliCasebook) -> None:
    """Chinese titles are understood; the sums are those of the period of payment."""
    case = book.cases[0].stem
    settings = book.folder / "casectl.yaml"
    text = settings.read_text("utf-8") + "\nredress: {limits: {agent: 100 CNY, supervisor: 5000 CNY}}\n"
    settings.write_text(text, "utf-8")
    book.commit("Limits")
    assert "redress proposed, to be approved: refund, 120 CNY" in book.done("redress", "offer", case, "退款", "120 CNY")
    assert "to be approved" in book.done("show", case)
    [row] = book.rows("redress", "list", "--stage", "waits")
    assert (row["id"], row["amount"], row["by"]) == (case, "120 CNY", "ann")
    [row] = book.rows("stats", "--figures", "redress_owed")
    assert (row["part"], row["value"]) == ("waits:CNY", "120 CNY")
    assert "待审批，CNY" in book.done("stats", "--figures", "redress_owed", **CHINESE)
    assert "is not an amount that can be paid" in book.refused(2, "redress", "pay", case, "--amount", "0 CNY")
    assert "is above what ann may grant alone" in book.refused(3, "redress", "pay", case)
    book.done("redress", "approve", case, **MIA)
    book.done("redress", "accept", case)
    book.done("redress", "pay", case, "--amount", "50 CNY")
    assert "退款  120 CNY  部分赔付" in book.done("show", case, **CHINESE)
    assert book.rows("redress", "list", "--stage", "待审批") == []
    rows = book.rows("stats", "--figures", "redress_paid,redress_owed")
    assert [(row["part"], row["value"]) for row in rows] == [
        ("refund:CNY", "50 CNY"), ("mean:CNY", "50.00 CNY"), ("median:CNY", "50 CNY"), ("CNY", "70 CNY"),
    ]  # fmt: skip
    assert "refund, CNY" in book.done("stats", "--figures", "redress_paid")
    assert "bribe is not one of" in book.refused(2, "redress", "offer", case, "bribe", "1 CNY")


def test_a_second_offer_of_the_same_is_remarked_and_which_is_meant_can_be_pasted(book: CliCasebook) -> None:
    """It may be meant; one that fell away, or another amount, is no twin. A stage is not called as a handoff is."""
    case = book.cases[0].stem
    book.done("redress", "offer", case, "refund", "10 CNY")
    first = book.rows("redress", "list")[0]["offer"]
    assert "offers the same" not in book.run("redress", "offer", case, "refund", "11 CNY").err
    twin = book.run("redress", "offer", case, "refund", "10 CNY").err
    assert f"{first} already offers the same and is still open; to undo this new offer: casectl undo {case}" in twin
    err = book.refused(4, "redress", "refuse", case, "refund", "--reason", "x")
    assert f"{first} (refund, 10 CNY)" in err
    assert f"hint: choose one: casectl redress refuse {case} {first}" in err
    book.done("redress", "accept", case, first)
    assert "待客户答复" in book.done("redress", "list", **CHINESE)
