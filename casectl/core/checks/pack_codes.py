"""What the codes mean that are about a pack (`casectl verify --pack`)."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg

CODES: dict[str, Message] = {
    "K001": msg("a file of a pack does not match its checksum"),
    "K002": msg("a pack's git record ends at a different commit from the one that the pack names"),
    "K003": msg("a pack's record of git is incomplete or damaged"),
    "K004": msg("a file of a pack differs from the one that git recorded"),
    "K005": msg("a pack leaves out a commit that changed its case"),
    "K006": msg("a commit in a pack removed or altered an event"),
    "K007": msg("a page or table of a pack does not match git's record"),
}
