"""sync takes in no rules that can be used on either side, and not together."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.shared import demand_at_rest, head, server

pytestmark = pytest.mark.slow

_ZOE = ("--name", "Zoe Field", "--email", "zoe@example.org", "--role", "agent", "--team", "front-line")


def test_one_address_under_two_names_is_settled_before_it_comes_in(shared: CliCasebook, other: CliCasebook) -> None:
    """Found by use: the merge was made, no verb could be used until it was mended, and `verify` named it for ever."""
    shared.done("people", "add", "zoe", *_ZOE)
    other.done("people", "add", "zf", *_ZOE)
    shared.done("sync")
    was = head(other.folder)
    for words in (("sync",), ("sync", "--prefer", "theirs"), ("sync", "--dry-run")):
        answer = other.run(*words)
        said = " ".join(answer.err.split())
        assert answer.status == 3
        assert "casectl.yaml: zoe@example.org belongs to zf and zoe" in said
        assert "casectl adopt casectl.yaml; casectl sync" in said
    assert "两边修改的规则" in other.run("sync", **CHINESE).err
    assert head(other.folder) == was
    other.done("note", other.cases[0].stem, "Work goes on")
    settings = other.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("  zf:\n", "  zoe:\n"), "utf-8")
    other.done("adopt", "casectl.yaml")
    other.done("sync")
    shared.done("sync")
    demand_at_rest(shared, other)


def test_a_template_without_what_it_extends_does_not_come_in(shared: CliCasebook, other: CliCasebook) -> None:
    """One clone removed a template of which the other made another."""
    (shared.folder / "templates/after-sales.yaml").unlink()
    shared.done("adopt", "templates/after-sales.yaml")
    text = "template: spare\nversion: 1\ntitle: Spare parts\nextends: after-sales\n"
    (other.folder / "templates/spare.yaml").write_text(text, "utf-8")
    other.done("adopt", "templates/spare.yaml")
    other.done("sync")
    was = head(server(shared)), head(shared.folder)
    answer = shared.run("sync")
    assert (answer.status, "templates/spare.yaml: " in answer.err) == (3, True)
    assert (head(server(shared)), head(shared.folder)) == was
