"""export has whole cases."""

from __future__ import annotations

from casectl.actions.export import export
from casectl.actions.note import note
from casectl.core.query.conditions import Mentions
from casectl.core.query.model import EVERY
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_an_export_has_whole_cases(book: FakeContext) -> None:
    assert [case.id for case in export(book, EVERY).cases] == book.case_ids()
    assert [case.title for case in export(book, Mentions("投诉")).cases] == ["二号投诉"]


def test_private_values_are_named_or_masked_also_where_texts_mention_them(context: FakeContext) -> None:
    """Found by use (G17): `private: yes` was read and kept nowhere."""
    template = context.store.files["templates/plain.yaml"].decode()
    context.store.files["templates/plain.yaml"] = template.replace("name: {type", "name: {private: yes, type").encode()
    case = context.open([("title", "Flora Fiction rang"), ("cause", "Rain")])
    note(context, case, "Flora Fiction rang again", AT_ONCE)
    whole, masked = export(context, EVERY), export(context, EVERY, masked=True)
    assert (whole.private, masked.private) == (("customer.name",), ())
    assert whole.cases == [context.case(case)]
    [found] = masked.cases
    assert "Flora Fiction" not in str(found.tree)
    assert found.title == "F*** rang"
    assert found.fields["cause"] == "Rain"
    assert found.journal[-1].text("text") == "F*** rang again"
    assert found.header == context.case(case).header
