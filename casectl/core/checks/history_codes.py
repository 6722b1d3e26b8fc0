"""What the codes mean that are about commits (`casectl.core.history`), and about a pack (`casectl verify --pack`)."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg

HISTORY_CODES: dict[str, Message] = {
    "H001": msg("a commit claims to record an event that it does not contain"),
    "H002": msg("an event was recorded without casectl"),
    "H003": msg("an event names another person than the one who recorded it"),
    "H004": msg("the date of a commit is impossible"),
    "H005": msg("a merge contains an event or a value that does not come from merging its parents"),
    "H006": msg("a file name clashes with another one"),
    "H007": msg("there is a link or another repository where a file belongs"),
    "H008": msg(".gitattributes changes how git shows cases, rules or attachments"),
    "H009": msg(".mailmap changes the names that git shows"),
    "H010": msg("the repository shows a different history from the one recorded"),
    "H011": msg("events of two cases have one id"),
    "H012": msg("the branch has lost commits"),
    "H013": msg("an event could not be checked against the rules"),
    "H014": msg("a commit is not signed where signatures are required"),
    "H015": msg("a signature is not valid"),
    "H016": msg("a commit is signed by somebody who is not allowed to sign it"),
    "H017": msg("a signature could not be checked"),
    "H018": msg("a merge is by somebody who is not in casectl.yaml"),
}

PACK_CODES: dict[str, Message] = {
    "K001": msg("a file of a pack does not match its checksum"),
    "K002": msg("the git history in a pack ends at a different commit from the one that the pack names"),
    "K003": msg("the git history in a pack is incomplete or damaged"),
    "K004": msg("a file of a pack differs from the one that git recorded"),
    "K005": msg("a pack leaves out a commit that changed its case"),
    "K006": msg("a commit in a pack removed or altered an event"),
    "K007": msg("a page or table of a pack does not match git's record"),
}
