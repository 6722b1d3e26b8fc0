"""Whether a casebook had its law, and was a rehearsal, from its first commit on is looked up once."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.casebook.beginning import Beginning, KeptBeginning
from casectl.casebook.past_rules import PastRules
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import RepositoryError, msg
from casectl.ports.recording import NewCommit, Revision
from tests.fakes.ledger import FakeLedger
from tests.fakes.rules import SETTINGS

OLD = SETTINGS.replace("law: 1\n", "")


def beginning(ledger: FakeLedger, settings: Callable[[str], Casebook | None], path: Path, tip: str = "") -> Beginning:
    """What is known without git, or else what git has."""
    kept = KeptBeginning(path, tip)
    return kept.known or kept.found(ledger, settings)


class Watched(FakeLedger):
    """A ledger that knows how often its history was read."""

    asked = 0

    def history(self, path: str, *, met: bool = False) -> list[Revision]:
        self.asked += 1
        return super().history(path)


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        (SETTINGS, Beginning(has_law=True, may_be_rehearsal=False)),
        (OLD, Beginning(has_law=False, may_be_rehearsal=False)),
        (SETTINGS + "rehearsal: yes\n", Beginning(has_law=True, may_be_rehearsal=True)),
    ],
)
def test_the_first_settings_decide(tmp_path: Path, first: str, answer: Beginning) -> None:
    ledger = Watched()
    for text in (first, SETTINGS + "# now\n"):
        entry = NewCommit({"casectl.yaml": text.encode()}, "rules")
        ledger.record(ledger.head(), [entry], datetime(2026, 1, 1, tzinfo=UTC))
    settings, kept = PastRules(ledger, YamlDocuments().read).settings, tmp_path / "casectl" / "law"
    assert [beginning(ledger, settings, kept) for _ in range(3)] == [answer] * 3
    assert ledger.asked == 1
    turned = kept.read_bytes().replace(b" yes", b" no!").replace(b" no", b" ye")
    for damage in (turned, f"a {ledger.head().commit} no yes".encode(), f"{ledger.head().commit} yes".encode()):
        kept.write_bytes(damage)  # what has no seal of ours counts for nothing
        assert beginning(ledger, settings, kept) == answer
    kept.unlink()
    os.mkfifo(kept)  # as a copied folder may have it
    assert beginning(ledger, settings, kept) == answer


def test_git_is_asked_once_for_each_tip_of_the_branch(tmp_path: Path) -> None:
    """So that a list of a rehearsal starts no git, and that a rewritten history is looked at again."""
    ledger = Watched()
    for text in (SETTINGS, SETTINGS + "rehearsal: yes\n"):
        ledger.record(
            ledger.head(), [NewCommit({"casectl.yaml": text.encode()}, "rules")], datetime(2026, 1, 1, tzinfo=UTC)
        )
    settings, kept = PastRules(ledger, YamlDocuments().read).settings, tmp_path / "casectl" / "law"
    answer = Beginning(has_law=True, may_be_rehearsal=False)
    assert KeptBeginning(kept, "a" * 40).known is None
    assert beginning(ledger, settings, kept, "a" * 40) == answer
    assert KeptBeginning(kept, "a" * 40).known == answer
    assert KeptBeginning(kept, "").known is None
    assert KeptBeginning(kept, "b" * 40).known is None
    assert beginning(ledger, settings, kept, "b" * 40) == answer
    assert KeptBeginning(kept, "b" * 40).known == answer
    assert ledger.asked == 1


def test_a_casebook_without_history_had_none(tmp_path: Path) -> None:
    ledger = FakeLedger()
    assert beginning(ledger, PastRules(ledger, YamlDocuments().read).settings, tmp_path / "law") == Beginning()


class Damaged(FakeLedger):
    """A ledger whose older contents cannot be read."""

    def history(self, path: str, *, met: bool = False) -> list[Revision]:
        raise RepositoryError(msg("an object cannot be read"))

    def by_id(self, blob_id: str) -> bytes | None:
        raise RepositoryError(msg("an object cannot be read"))


@pytest.mark.parametrize("partial", [True, False])
def test_damage_is_named_and_what_a_clone_left_out_is_none(tmp_path: Path, partial: bool) -> None:
    """Else newer rules would be notes in a damaged repository, and what they find hidden."""
    ledger = Damaged()
    ledger.partial = partial
    rules = PastRules(ledger, YamlDocuments().read)
    with nullcontext() if partial else pytest.raises(RepositoryError):
        assert beginning(ledger, rules.settings, tmp_path / "law") == Beginning()
    with pytest.raises(RepositoryError):
        rules.settings("a" * 40)
    assert not (tmp_path / "law").exists(), "an answer that was not found is not kept"
