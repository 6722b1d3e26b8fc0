"""A drill in the usual casebook."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.drill import FILE, play
from casectl.core.practice.marks import Played
from casectl.core.time.instants import plus
from tests.fakes.context import NOW, FakeContext

SCENARIO = """\
scenario: open-parcel
title: {en: Open parcel, zh: 包裹破损}
template: plain
brief: Somebody is cross.
open: {title: The parcel came open, problem: The parcel came open, customer.name: Flora Fiction}
messages:
  - {text: It came open!}
  - {at: 2h, channel: phone, chaser: yes, text: Well?}
answer_within: 1h
says: [sorry]
never: [nonsense]
expects: {record: {problem: any}, solution: {about: any}}
"""


def in_drill(context: FakeContext) -> FakeContext:
    """The casebook with the scenario, before its first message."""
    context.store.files[FILE] = SCENARIO.encode()
    return context


def drilled(context: FakeContext) -> Played:
    """Both messages have come."""
    play(in_drill(context), str)
    context.now = plus(NOW, timedelta(hours=2))
    return play(context, str)
