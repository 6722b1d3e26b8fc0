"""What an event cannot have moved is not worked out: no verdict depends on that."""

from __future__ import annotations

from random import Random

import pytest

from casectl.core.case.event_kinds import ENTERING
from casectl.core.law import deadlines
from casectl.core.law.moment import Moment
from tests.core.law.lives import honest
from tests.core.law.tampering import SEEN


@pytest.mark.parametrize("batch", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in range(1, 4))])
def test_the_short_way_judges_like_the_long_one(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of honest and of altered histories; both steps and other events go the short way."""
    idle, is_idle = set[bool](), deadlines._is_idle

    def short(moment: Moment) -> bool:
        found = is_idle(moment)
        if found:
            idle.add(moment.event.kind in ENTERING)
        return found

    for seed in range(batch * 12, batch * 12 + 12):
        life, chance = honest(seed), Random(seed)
        altered = (tampering(chance, life) for tampering in SEEN)
        for journal in (life.journal, *filter(None, altered)):
            monkeypatch.setattr(deadlines, "_is_idle", short)
            quick = life.judged(journal)
            monkeypatch.setattr(deadlines, "_is_idle", lambda _: False)
            assert quick == life.judged(journal)
    assert idle == {True, False}
