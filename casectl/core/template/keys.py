"""The template language, declared: the keys of each part, what they mean, and the codes of its findings.

`casectl.core.template.read` reads by this table and the reference is made from it. A key that starts with
``x-`` is the user's own, anywhere.
"""

from __future__ import annotations

from casectl.core.template.handing_on import ESCALATION, LADDERS, OFFER, STAGE
from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import FileKind, Key, NameRule, ReaderCodes

_TITLE = Key(
    "title", msg("the title people see: a text, or one per language {example}", example="{en: …, zh: …}"), True
)
_HELP = Key("help", msg("a sentence of help, given like a title"))
_TYPE = Key("type", msg("one of the field types"), True)
_PROOF = (
    Key("source", msg("the clause in which the rule is written: one text, or one per language")),
    Key("verified", msg("how far it was compared with its source: V, V-2nd, GK (general knowledge) or own")),
)
_TYPED = (
    Key("choices", msg("for a choice: its names, each with a title")),
    Key("fields", msg("for a map: its fields by name")),
    Key("item", msg("for a list: what each item is (type, choices, fields, min, max)")),
    Key("min", msg("for a number: the least allowed")),
    Key("max", msg("for a number: the greatest allowed")),
    Key("currencies", msg("for money: the codes that are allowed, such as [CNY, USD]; by default the casebook's")),
)

PERMISSIONS: dict[str, Message] = {
    "assign": msg("what is required to assign a case that somebody else owns (keys: may, reason)"),
    "withdraw": msg("what is required to withdraw a case of a colleague, or taken from one (keys: may, reason)"),
    "work": msg(
        "what is required to change a case that somebody else owns, such as its steps, fields, level, template"
        " and pauses (keys: may, reason); notes, contacts, files and follow-ups can always be recorded"
    ),
    "change_about": msg(
        "what is required, even of the case's owner, to change the person the complaint is about, who is in the"
        " field named under not_handled_by (keys: may, reason)"
    ),
}
"""What a workflow says who may do, and whether they say why."""

PARTS: dict[str, tuple[Key, ...]] = {
    "template": (
        Key("template", msg("the template's name, which is also the file's"), True),
        Key("version", msg("one word, such as 1; raised with every change of a rule"), True),
        Key("extends", msg("a template to start from; the value remove deletes one of its entries")),
        _TITLE,
        _HELP,
        Key(
            "team",
            msg(
                "the team of a new case if none is given: a team, or a list of rows (the first row that matches"
                " is used)"
            ),
        ),
        Key("owner", msg("the owner of a new case if none is given, in the same way; by default whoever opens it")),
        Key("level", msg("the level of a new case if none is given, in the same way; by default 1")),
        Key("levels", msg("the levels of severity: numbers, each with a title")),
        Key("fields", msg("the complaint's fields by name")),
        Key("workflow", msg("states and transitions"), True),
        Key("clocks", msg("deadlines by name")),
        Key("renamed", msg("old names of fields and clocks; those of states are in the workflow")),
        Key("follow_ups", msg("follow-ups that are scheduled automatically, by name")),
        Key("escalation", msg("to whom a case is offered when it is raised; the first row that matches counts")),
        Key("offer", msg("what becomes of a handoff that nobody answers")),
        Key("remind", msg("who is reminded of promises, instructions and follow-ups, before and after their time")),
        Key("checklists", msg("lists of things to tick off, by name")),
        Key(
            "personal_data",
            msg("allowed: casectl check does not warn of personal data in titles and notes"),
        ),
    ),
    "field": (
        _TYPE,
        _TITLE,
        _HELP,
        Key("default", msg("the value in a new case if none is given; for a date it can be today, for an instant now")),
        Key(
            "required",
            msg("when it must be filled: opening, or the states that cannot be entered without it; one or a list"),
        ),
        Key("required_if", msg("conditions on other fields, as in a row: it must be filled only if they hold")),
        Key("private", msg("yes: personal, left out of what is shown to others")),
        Key("promise", msg("yes, for a date or an instant: something is promised by then, due like a follow-up")),
        Key("past", msg("yes, for a date or an instant: it must be in the past")),
        Key("settled", msg("for a promise: the states in which it is no longer due; one or a list")),
        *_TYPED,
    ),
    "renamed": (
        Key(
            "fields",
            msg("old names of fields, each with the new one; a field inside a map with a dot: amount: refund.amount"),
        ),
        Key("clocks", msg("old names of clocks, each with the new one: reply: resolve")),
    ),
    "preset": (
        Key("when", msg("conditions on fields, each with the value or the list of values it may have")),
        Key("value", msg("the team, the owner or the level"), True),
    ),
    "escalation": ESCALATION,
    "item": (_TYPE, *_TYPED),
    "workflow": (
        Key("initial", msg("the state of a new case"), True),
        Key("reopens_to", msg("the state that a reopened case returns to")),
        Key("reopen_may", msg("the roles that may reopen; by default everyone")),
        Key(
            "reopen_within",
            msg(
                "how long after it was resolved or closed a case may be reopened, such as 30d; after that, a"
                " new case is opened and linked to it; by default at any time"
            ),
        ),
        *(Key(name, what) for name, what in PERMISSIONS.items()),
        Key(
            "approve",
            msg("which letters need a colleague's approval before they go out; until then the case cannot be resolved"),
        ),
        Key("states", msg("the states by name, in the order of the work"), True),
        Key("renamed", msg("former names of states, each with the present one: received: new")),
        Key("transitions", msg("the steps between states by name"), True),
    ),
    "approval": (
        Key("letters", msg("acknowledgement, holding, delay or final; one or a list"), True),
        Key("may", msg("the roles that approve these letters; one or a list"), True),
        Key("within", msg("how long approval may take; by default 4wh")),
        Key("states", msg("states in which every letter needs approval, whatever its kind; one or a list")),
    ),
    "permission": (
        Key("may", msg("the roles that may do it; by default everyone")),
        Key("reason", msg("yes: a reason is required")),
    ),
    "state": (
        _TITLE,
        Key("category", msg("open, waiting, resolved or closed"), True),
        Key(
            "withdrawn",
            msg(
                "yes: the customer took the complaint back, so clocks end without counting as met; the default for a"
                " closed state of that name"
            ),
        ),
    ),
    "transition": (
        Key("from", msg("the state, or states, that the step leaves"), True),
        Key("to", msg("the state that it enters"), True),
        _TITLE,
        Key("guards", msg("what must hold: a list of guards, each a name or a name with parameters")),
        Key("may", msg("the roles that may take it; by default everyone")),
    ),
    "clock": (
        _TITLE,
        Key("kind", msg("regulatory or internal"), True),
        Key("calendar", msg("the calendar it counts in; by default the casebook's")),
        Key("starts", msg("what starts or restarts it"), True),
        Key("counts_from", msg("received (the customer's time), event, or field: and the name of a date")),
        Key("day_zero", msg("no: the day of the start is day 1; by default it is day 0")),
        Key("next_day", msg("yes: counted from the beginning of the next day, which is day 1")),
        Key("arrivals", msg("next_opening, same_time or as_received; by default as the calendar says")),
        Key("stops", msg("what stops it"), True),
        Key(
            "within",
            msg(
                "a table of durations; the first row whose conditions hold is used. If another row holds later,"
                " it counts from the same start; if none holds any more, the clock no longer applies"
            ),
            True,
        ),
        Key("ends", msg("exact (the default), or close_of_business or end_of_day of the last day")),
        Key("at_most", msg("a second duration; the deadline is the earlier of the two")),
        Key("warn", msg("how long before the deadline it counts as due soon")),
        Key("remind", msg("who is reminded of the deadline by casectl remind, before and after it: a list of stages")),
        Key("repeat", msg("a table of durations: the clock starts again after each stop, as long as the case is open")),
        Key("excused_by", msg("another clock; once that one is met, this duty no longer applies")),
        Key(
            "chance",
            msg("yes: it may be missed without harm, such as an early exit; no list shows it as due or overdue"),
        ),
        Key(
            "pauses",
            msg(
                "never (the default), or the names of the reasons for which it may be paused; paused parts of"
                " days are added up, and a deadline in days moves by the whole days of that sum; if the clock"
                " has ends: exact, it also moves by the remaining hours and minutes"
            ),
        ),
        Key("extension", msg("how far it may be extended, by whom and how often")),
        Key("restarts", msg("the reasons for which it may be restarted, by name, such as new facts")),
        Key(
            "reopening",
            msg(
                "what happens to it when the case is reopened: resume (a clock that stopped late stays late),"
                " owed (resumes only if a withdrawal had ended it), restart, new, or none (the default)"
            ),
        ),
        *_PROOF,
        Key("in_force", msg("the first and the last day on which the rule applies: from, until")),
    ),
    "row": (
        Key("when", msg("conditions: level, team or a field, each with the value or the list of values it may have")),
        Key("duration", msg("such as 24h, 3d or 5wd (working days)"), True),
        Key("warn", msg("how long before this row's deadline it counts as due soon; by default as the clock says")),
    ),
    "offer": OFFER,
    "stage": STAGE,
    "ladders": LADDERS,
    "pause": (
        _TITLE,
        Key("notice", msg("yes: the customer must have been told, and that must be on record")),
        Key("while", msg("for internal clocks: the states that pause it automatically, such as state:waiting")),
    ),
    "extension": (
        Key("by", msg("the most that one extension may add")),
        Key("up_to", msg("the longest total time after extensions, counted from the start of the clock")),
        Key("may", msg("the roles that may extend it; the case's owner never may")),
        Key("notice", msg("yes: the customer must have been told, and that must be on record")),
        Key("times", msg("how often it may be extended; by default once")),
    ),
    "restart": (_TITLE,),
    "in_force": (Key("from", msg("the first day")), Key("until", msg("the last day"))),
    "follow_up": (
        _TITLE,
        Key("on", msg("what schedules it"), True),
        Key("after", msg("how long after that event it is due"), True),
        Key("what", msg("one word, such as callback or survey"), True),
        Key("who", msg("owner (the default), or a person, a team or a role such as supervisor")),
        Key("blocking", msg("yes: a guard may ask for it to be done before closing")),
        Key("calendar", msg("the calendar it counts in; by default the casebook's")),
        Key("any_time", msg("yes: at night and on closed days too; otherwise it moves to the next opening")),
        Key(
            "settled", msg("the states that cancel it, such as withdrawn; otherwise closing a case does not cancel it")
        ),
        Key("asks", msg("outcome or score: what must be entered when it is done; a score is from 1 to 5")),
        Key("tries", msg("how often it is tried if nobody is reached; by default once")),
        Key("again", msg("how long after an attempt that reached nobody it is tried again; by default 1d")),
        Key("every", msg("how long after its due time it is due again once it is done, such as 1mo; by default never")),
        Key("until", msg("how long after the first one it keeps being repeated, such as 12mo; by default without end")),
        Key("remind", msg("who is reminded of it by casectl remind, before and after its time: a list of stages")),
        *_PROOF,
    ),
    "checklist": (_TITLE, Key("items", msg("the things to tick off by name, each with a title"), True)),
}
"""The keys of each part of a template file."""

TRIGGERS: dict[str, Message] = {
    "opened": msg("the case was opened"),
    "received": msg("the case was opened; counted from when the customer complained"),
    "state:": msg("the state was entered, such as state:resolved"),
    "contact:": msg("the customer was spoken to (contact:out) or spoke to us (contact:in)"),
    "event:": msg("an event of this kind was recorded, such as event:escalated"),
    "clock:": msg("another clock stopped, such as clock:acknowledge: a chain"),
    "met:": msg("another clock was met, such as met:summary_resolution: for a duty that arises only then"),
    "outcome:": msg("a follow-up ended with this outcome: outcome:reached, not_reached, kept or broken"),
    "low:": msg("the customer gave this score or a lower one when a follow-up was done, such as low:2"),
    "field:": msg(
        "the field was set or changed; a clock that this starts counts from the date in the field, and a clock"
        " that this stops has stopped by the end of that day"
    ),
}
"""The triggers that start and stop clocks and schedule follow-ups."""

CODES: dict[str, Message] = {
    "T001": msg("a key that is not allowed in that place"),
    "T002": msg("a key that is missing or empty"),
    "T003": msg("a value of the wrong form: lines NAME: VALUE, a list or a text is needed"),
    "T004": msg("an unknown field type, or keys that do not go with it"),
    "T005": msg("choices that are missing, or a word that means two of them"),
    "T006": msg("a default that its own field refuses"),
    "T007": msg("a state that does not exist"),
    "T008": msg("a duplicate entry"),
    "T009": msg("a state that is never reached"),
    "T010": msg("a state from which the case can never be closed"),
    "T011": msg("an unknown guard"),
    "T012": msg("a guard's parameter that is unknown, missing or wrong"),
    "T013": msg("an unknown moment; casectl help templates lists the known ones"),
    "T014": msg("a duration or date that cannot be read"),
    "T015": msg("a condition on something that does not exist"),
    "T016": msg("a template to extend that does not exist or extends itself, or nothing to remove"),
    "T017": msg("an invalid name, or one that is not the file's"),
    "T018": msg("a word that is not among the allowed ones"),
    "T019": msg("a row of a table that can never count, or one that hides a shorter duration below it"),
    "T020": msg("a clock that can never stop"),
    "T021": msg("clocks that wait for each other in a circle"),
    "T022": msg("a pause, restart or extension that its clock cannot have"),
}
"""The codes of what can be wrong in a template; a code never changes its meaning."""

TEMPLATE_NAMES = NameRule(regex(r"[^\W\d_][\w-]{0,63}"), msg("use letters, digits, - and _"))
"""How a field, a state, a clock and the like may be called; no dots, which join the names of nested fields."""

READER_CODES = ReaderCodes(
    key="T001", missing="T002", empty="T002", shape="T003", twice="T008", day="T014", name="T017", word="T018"
)
"""Which of the codes are found in every settings file."""

TEMPLATE_FILE = FileKind(PARTS, READER_CODES, TEMPLATE_NAMES)
