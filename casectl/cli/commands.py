"""The table of commands: what there is, in which module, and what `casectl --help` says of it.

The summaries are here so that help imports no command. A module exposes its command as ``command``.
"""

from __future__ import annotations

from casectl.core.values.value_class import NamedTuple, value_class


class Command(NamedTuple):
    """A row: module below `casectl.cli.verbs`, a family of FAMILIES, and the summary (a key of the catalogue)."""

    module: str
    family: str
    summary: str


@value_class
class Family:
    """A heading of the list of commands (a key of the catalogue)."""

    title: str


FAMILIES = {
    "casebook": Family("Casebook"),
    "case": Family("One case"),
    "workflow": Family("Workflow"),
    "holder": Family("Ownership"),
    "time": Family("Deadlines and follow-ups"),
    "insight": Family("Search and insight"),
    "proof": Family("Proof"),
    "hands": Family("Sharing"),
    "exchange": Family("Import and export"),
}

COMMANDS = {
    "init": Command("init", "casebook", "Make a casebook, or adopt a git repository as one."),
    "check": Command("check", "casebook", "Find every problem in cases, templates and settings."),
    "calendar": Command("calendar", "casebook", "Make, show and check calendars: hours, holidays, make-up days."),
    "template": Command("template", "casebook", "List the templates, or show the rules of one."),
    "people": Command("people", "casebook", "List the people in the casebook, and add one."),
    "team": Command("team", "casebook", "List the teams, and add one."),
    "schema": Command("schema", "casebook", "Write a JSON Schema of cases, templates, calendars or settings."),
    "config": Command("config", "casebook", "Show your own settings, and where each comes from."),
    "completion": Command("completion", "casebook", "Print the completion script for your shell."),
    "doctor": Command("doctor", "casebook", "Find what prevents casectl from working, and fix it."),
    "help": Command("help", "casebook", "Show a command's help, or a topic of the manual."),
    "new": Command("new", "case", "Open a case."),
    "show": Command("show", "case", "Show a case, its deadlines and its next steps."),
    "list": Command("list_", "case", "List cases."),
    "edit": Command("edit", "case", "Edit a case in your editor."),
    "set": Command("set_", "case", "Set fields of a case."),
    "note": Command("note", "case", "Add a note to a case."),
    "contact": Command("contact", "case", "Record a contact with the customer."),
    "boundary": Command("boundary", "case", "Record the boundary set for an abusive customer."),
    "reply": Command("reply", "case", "Write a letter to the customer from a script, checked and recorded."),
    "approve": Command("approve", "case", "Approve a colleague's letter, or send it back."),
    "attach": Command("attach", "case", "Attach a file to a case."),
    "link": Command("link", "case", "Relate a case to another one."),
    "merge": Command("merge", "case", "Merge a duplicate into the case that stays open."),
    "split": Command("split", "case", "Split a second complaint off a case."),
    "cause": Command("cause", "case", "Record the root cause of a case, and who is responsible."),
    "redress": Command("redress", "case", "Record redress offered to the customer, and what was paid."),
    "advance": Command("advance", "workflow", "Move a case to its next state."),
    "reopen": Command("reopen", "workflow", "Open a closed case again."),
    "retype": Command("retype", "workflow", "Change the template of a case opened as the wrong kind."),
    "escalate": Command("escalate", "workflow", "Raise a case to a higher level."),
    "take": Command("take", "holder", "Take a case that nobody has, or that is offered to your team."),
    "assign": Command("assign", "holder", "Give a case to a person or a team."),
    "routing": Command("routing", "holder", "Test the routing rules that assign --auto uses."),
    "away": Command("away", "holder", "Record that somebody is away, and who the deputy is."),
    "handoff": Command("handoff", "holder", "Offer a case to someone, who accepts or returns it."),
    "accept": Command("accept", "holder", "Accept a case that was offered."),
    "return": Command("return_", "holder", "Return a case that was offered, with the reason."),
    "today": Command("today", "time", "List what to do today, each with its next step."),
    "overdue": Command("overdue", "time", "List what is overdue, or soon will be."),
    "due-soon": Command("due_soon", "time", "List what is due soon, by each clock's warning time."),
    "due": Command("due", "time", "Show every clock of a case: started, paused, due, met or missed."),
    "explain": Command("explain", "time", "Show how a deadline was calculated, step by step."),
    "pause": Command("pause", "time", "Pause a case's clocks for a reason listed in the rules."),
    "resume": Command("resume", "time", "Resume paused clocks."),
    "extend": Command("extend", "time", "Extend a clock, as far as its rule allows."),
    "restart": Command("restart", "time", "Restart a clock, for example on new facts."),
    "override": Command("override", "time", "Set a deadline by hand, with the reason."),
    "confirm": Command("confirm", "time", "Confirm a late entry, so that it stops its clocks."),
    "recompute": Command("recompute", "time", ("Recalculate deadlines after rules or calendars have changed.")),
    "promise": Command("promise", "time", "Record what the customer was promised, and by when."),
    "instruct": Command("instruct", "time", "Give a colleague an instruction that must be answered."),
    "answer": Command("answer", "time", "Answer an instruction that you were given."),
    "followup": Command("followup", "time", "Add, finish, cancel and list follow-ups."),
    "remind": Command("remind", "time", "Remind people of what is due, as the templates say."),
    "deliver": Command("deliver", "time", "Send the waiting letters and reminders."),
    "when": Command("when", "time", "Show when a duration ends on a calendar, step by step."),
    "agenda": Command("agenda", "time", "List what is to be done, by day."),
    "search": Command("search", "insight", "Find cases by words."),
    "customer": Command("customer", "insight", "Show a customer's file: all cases, contacts and promises."),
    "similar": Command("similar", "insight", "Find earlier cases similar to a given case, and how they were solved."),
    "drill": Command("drill", "insight", "Practise handling a complaint, and be marked on five points."),
    "stats": Command("stats", "insight", "Calculate the figures of a period, each with its formula and its cases."),
    "report": Command("report", "insight", "Write the report of a day, week, month or quarter, with charts."),
    "backlog": Command("backlog", "insight", "Show how old the open cases are, on one screen."),
    "problem": Command(
        "problem", "insight", "List the root causes that need a problem record, and the progress of each record."
    ),
    "review": Command("review", "insight", "List what a review meeting should look at."),
    "sample": Command("sample", "insight", "Draw the same number of each person's cases for inspection."),
    "inspect": Command(
        "inspect", "insight", "Mark how a colleague handled a case, appeal against marks, and decide appeals."
    ),
    "survey": Command("survey", "insight", "Ask customers what they think, and record the answers."),
    "filing": Command("filing", "insight", "Fill in a return to a regulator, and check it."),
    "verify": Command("verify", "proof", "Verify the whole history, each commit against the ones before it."),
    "audit": Command("audit", "proof", "Show who did what to a case, from git's history."),
    "seal": Command("seal", "proof", "Seal the record with a code that you can keep on paper."),
    "pack": Command("pack", "proof", "Pack cases with their evidence, for an ombudsman or a court."),
    "adopt": Command("adopt", "proof", "Record an edit made by hand."),
    "undo": Command("undo", "proof", "Undo your last event by recording its reversal."),
    "hook": Command("hook", "proof", "Have git run casectl on commits and pushes, on a server too."),
    "clone": Command("clone", "hands", "Make a clone of a casebook to work in, ready for use."),
    "sync": Command("sync", "hands", "Exchange recorded work with other clones."),
    "archive": Command("archive", "hands", "Archive closed cases, or bring one back."),
    "reconcile": Command("reconcile", "hands", "Resolve what a merge left undecided."),
    "merge-driver": Command("merge_driver", "hands", "Merge a case (called by git)."),
    "mail": Command("mail", "exchange", "Import mail as contacts on existing cases, or as new cases."),
    "import": Command("import_", "exchange", "Make cases from a table or an event log."),
    "metrics": Command("metrics", "exchange", "Write the current figures of the desk, for Prometheus."),
    "publish": Command("publish", "exchange", "Write a page for each customer, for any web server."),
    "export": Command("export", "exchange", "Write cases as json, jsonl, csv or tsv."),
}

ALIASES = {"ls": "list"}
