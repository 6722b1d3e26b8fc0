"""The table of checks: one function and one row in CHECKS each, one code and one row in CODES.

The functions are in the modules of this package, by subject.
"""

from __future__ import annotations

from casectl.core.case.model import Case
from casectl.core.checks.attachments import attachments, files_of
from casectl.core.checks.context import NOTHING_NEW, Check, CheckContext
from casectl.core.checks.fields import fields, required
from casectl.core.checks.identity import identity, keys, links, people, source, template
from casectl.core.checks.journal import header, journal, state, undecided
from casectl.core.checks.law import FOR_A_WHILE, WAITS, alone, hand_edits, law, not_committed, waiting
from casectl.core.checks.personal_data import CODES as PERSONAL
from casectl.core.checks.personal_data import personal_data
from casectl.core.checks.verdict import Verdict
from casectl.core.law.table import RULES
from casectl.core.values.messages import Finding, Message, msg

VERSION = "26"
"""Raise it whenever a check, or the law, may find something else in the same case: what was kept counts no more."""

PASSING = frozenset({"C066", "C067", "C091", "C113"})
"""The codes of findings that change though the case's file does not: time passes, or a commit records what it says."""

SHOWN_SINGLY = frozenset({*PERSONAL, "C118", "C122", WAITS, FOR_A_WHILE})
"""The codes of notes that are shown one by one, each at its place."""


def verdict_on(case: Case, context: CheckContext) -> Verdict:
    """All findings of a case, by position, and what they depend on."""
    found = (finding for check in CHECKS.values() for finding in check(case, context))
    findings = tuple(sorted(found, key=Finding.sort_key))
    links = tuple(link.case for link in case.header.links)
    passing = context.not_committed is not NOTHING_NEW or any(each.code in PASSING for each in findings)
    new = tuple(sorted(context.not_committed.events))
    return Verdict(case.source.file, findings, links, files_of(case), passing, new)


OF_THE_FILE = ("keys", "template", "fields", "required", "state", "people")
"""The checks that need no more than the file and the rules: no other case, and no commit."""


def faults_of_file(case: Case, context: CheckContext) -> list[Finding]:
    """What these find, notes aside."""
    return [each for name in OF_THE_FILE for each in CHECKS[name](case, context) if not each.is_note]


CHECKS: dict[str, Check] = {
    "identity": identity,
    "keys": keys,
    "template": template,
    "fields": fields,
    "required": required,
    "state": state,
    "header": header,
    "journal": journal,
    "undecided": undecided,
    "people": people,
    "links": links,
    "source": source,
    "law": law,
    "not_committed": not_committed,
    "hand_edits": hand_edits,
    "alone": alone,
    "waiting": waiting,
    "attachments": attachments,
    "personal_data": personal_data,
}

CASE_CODES: dict[str, Message] = {
    "B001": msg("casectl.yaml has a fault"),
    "B002": msg("a calendar does not exist"),
    "B003": msg("a role that a template names is not in casectl.yaml"),
    "B004": msg("a saved view cannot be read, or is empty"),
    "B005": msg("a regulatory clock does not name the source of its rule, or how far it was compared with that source"),
    "B006": msg("a template gives new cases a team or an owner that casectl.yaml does not have"),
    "B007": msg("a rule file has changes that are not committed"),
    "B008": msg("the record of an import was changed after it was recorded"),
    "B009": msg("a waiver has expired, so its findings count again"),
    "B010": msg("a waiver matches no finding"),
    "B011": msg("a commit changed the rules without permission, or without a new version"),
    "B012": msg("a saved view names a state by a title that now means a different state than before"),
    "B013": msg("no role has permission to change the rules, or to decide on regulatory deadlines, so anybody may"),
    "B014": msg("a script in scripts/ has a fault"),
    "B017": msg("an article in knowledge/ has a fault"),
    "B022": msg("a root cause has enough complaints to need a problem record"),
    "B018": msg("an article in knowledge/ is past the date by which it was to be verified again"),
    "B023": msg("a waiver does not cover what was done by the person named in it"),
    "B019": msg("two people in casectl.yaml have names that look the same"),
    "C000": msg("the file cannot be read"),
    "C001": msg("the id is malformed"),
    "C002": msg("the id is not the one in the file name"),
    "C003": msg("a required key is missing"),
    "C004": msg("a key looks misspelt"),
    "C010": msg("unknown template"),
    "C020": msg("a field has a value of the wrong type"),
    "C021": msg("a field is not in the template"),
    "C030": msg("a required field is empty"),
    "C040": msg("the state is not in the workflow"),
    "C050": msg("the header does not match the journal"),
    "C060": msg("two events have one id"),
    "C061": msg("unknown kind of event"),
    "C062": msg("a recorded event was removed"),
    "C063": msg("a recorded event was altered or moved"),
    "C064": msg("the journal does not begin with opened"),
    "C065": msg("a recorded case is missing"),
    "C066": msg("an attachment is missing"),
    "C067": msg("an attachment differs from the file that was attached"),
    "C068": msg("a field was changed by a commit, without an event"),
    "C069": msg("an event uses rules that had not been committed before it was recorded"),
    "C070": msg("the owner is unknown, or the person to whom the case is offered"),
    "C071": msg("unknown team"),
    "C072": msg("a follow-up is for an unknown person"),
    "C080": msg("a link points to no case"),
    "C082": msg("a case is a part of itself, through other cases"),
    "C190": msg("an offer of redress waits to be approved"),
    "C119": msg("a case was finished while parts of it were still open, which its template forbids"),
    "C142": msg("there is a file in attachments/ that no event attached"),
    "C141": msg("the list of archived cases differs from what was recorded, or from what is in the archive"),
    "C128": msg("a case was merged into another one, which has no record of it"),
    "C118": msg("a regulatory deadline was postponed by the only person in casectl.yaml"),
    "C134": msg("a regulatory deadline was postponed by somebody who had the permission only for a time"),
    "C122": msg("a merge left something undecided"),
    "C123": msg("events could not be checked, because their rules are not in this clone or cannot be read"),
    "C101": msg("a case says that it was imported, but no such import is on record"),
}
"""What each code means that is no rule of the law."""

CODES: dict[str, Message] = {**CASE_CODES, **{rule.code: rule.demands for rule in RULES.values()}}
"""Every code; of a rule of the law, what it demands. Those of templates (T…) and calendars (L…) are in their own
modules.
"""
