"""Letters that the contract of events has recorded."""

from __future__ import annotations

from casectl.actions.reply import Replied, Wanted, draft, reply
from casectl.core.values.value_class import replace
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext

SCRIPT = b"""\
script: holding
title: {en: Holding, zh: "\xe8\xbf\x9b\xe5\xb1\x95"}
kind: holding
text: {en: "Dear {{customer.name}}, {{case}} takes longer."}
"""


def written(context: FakeContext) -> Replied:
    """An e-mail."""
    context.store.files["scripts/holding.yaml"] = SCRIPT
    letter = draft(context, context.open(), Wanted(channel="mail", is_email=True, recipient="flora@example.org"))
    return reply(context, replace(letter, text=f"{letter.text}\nBye"), AT_ONCE)
