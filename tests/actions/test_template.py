"""template: what there is, and what cannot be used, named."""

from __future__ import annotations

from casectl.actions.template import list_templates, show_template
from tests.fakes.context import FakeContext


def test_templates_are_listed_and_found_by_their_title(context: FakeContext) -> None:
    found, unreadable = list_templates(context)
    assert [each.name for each in found] == sorted(context.template_names())
    assert unreadable == []
    first = found[0]
    assert show_template(context, str(first.title)) == show_template(context, first.name) == first
