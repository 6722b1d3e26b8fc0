"""What the codes mean that are about a pack (`casectl verify --pack`)."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg

CODES: dict[str, Message] = {
    "K001": msg("a file of a pack is not what its list of checksums says"),
    "K002": msg("a pack's record of git ends at another commit than the pack says"),
    "K003": msg("a pack's record of git is incomplete or damaged"),
    "K004": msg("a file of a pack is not the one that git recorded"),
    "K005": msg("a pack leaves out a commit that changed its case"),
    "K006": msg("a commit in a pack took an event away or altered it"),
    "K007": msg("a page or table of a pack does not match git's record"),
}
