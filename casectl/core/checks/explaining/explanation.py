"""The explanation of a code."""

from __future__ import annotations

from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple


class Explanation(NamedTuple):
    """An example of what causes a finding, and what to do next; what it means is in the table of codes."""

    cause: Message
    way: Message
