"""Characters that hide, and joiners that are text: one rule for files, machine formats and screens.

A zero-width joiner or non-joiner between two letters, marks or emoji is text, as in 👩‍👧, Persian and Hindi; anywhere
else it only hides. Tags are text in the flag of a region, as in that of Scotland.
"""

from __future__ import annotations

_OTHER = (
    r"\x00-\x40\x5b-\x60\x7b-\xa0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u206f\u3000\u3164\ufeff\uffa0"
    r"\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
"""What is no letter, mark or emoji, in a class of a regular expression."""

STRAY_JOINER = rf"[\u200c\u200d](?:(?<![^{_OTHER}][\u200c\u200d])|(?![^{_OTHER}]))"
"""A joiner that joins nothing."""

_FLAG = "\U0001f3f4"
_LONGEST_TAG = 6
STRAY_TAG = "".join(rf"(?<!{_FLAG}{'.' * length})" for length in range(_LONGEST_TAG)) + r"[\U000e0000-\U000e007f]"
"""A tag that is not among those of a flag, which are at most six."""
