"""Every command of casectl, with words that work."""

from __future__ import annotations

from casectl.cli.commands import COMMANDS
from tests.scorecard.ground import opening

ALONE = (
    "take", "accept", "show", "edit", "audit", "adopt", "undo", "confirm", "due", "explain", "resume", "similar",
)  # fmt: skip
"""The commands that a case is enough for."""
REASONED = ("return", "escalate", "reopen", "reconcile")
"""Those that take a case and a reason."""


def commands(case: str, other: str, once: str) -> list[list[str]]:
    """Every command of the table, each with words that work."""
    why = ("--reason", "x")
    given = {
        **{name: [case] for name in ALONE}, **{name: [case, *why] for name in REASONED},
        "init": [".", "--template", "vip", "--yes"], "new": opening("A third lamp", reference="R-3")[1:],
        "calendar": ["check"], "import": ["log.csv", "--map", "map.yaml"], "help": ["schema"],
        "advance": [case, "withdrawn", *why], "set": [case, "request=x"], "note": [case, "x"],
        "contact": [case, "out", "x"], "attach": [case, "casectl.yaml"],
        "reply": [case, "--script", "acknowledgement", "-o", "-"], "link": [case, "related", other],
        "assign": [case, "bo", *why], "handoff": [case, "bo", *why, "--expects", "x"],
        "approve": [case, "--show"], "publish": ["../pages"], "customer": ["Kim Example"],
        "instruct": [case, "x", "--to", "ada", "--by", "2027-12-18"], "answer": [case, "x"],
        "boundary": [case, "x", "--abuse", "x", "--next", "x", "--until", "2027-12-18"],
        "cause": [case, "--dispute", "x"], "redress": ["offer", case, "apology"], "inspect": ["list", "--all"],
        "survey": ["due"],
        "filing": ["ko41a"], "review": ["month"],
        "remind": ["--unit"], "routing": ["test"], "mail": ["letter.eml"],
        "away": ["bo", "--from", "2027-12-01", "--until", "2027-12-18"],
        "promise": [case, "x", "--by", "2027-12-18"], "followup": ["add", case, "+2h", "x"],
        "merge": [once, other, *why], "split": [case, "--title", "x", *why], "retype": [other, "complaint", *why],
        "completion": ["bash"], "pack": [case, "-o", "pack.zip"], "hook": ["run", "pre-commit"],
        "schema": ["case", "--template", "complaint"], "merge-driver": ["casectl.yaml"] * 3 + ["7", "casectl.yaml"],
        "pause": [case, "--reason-code", "customer"], "extend": [case, "resolve", "--by", "1wd", *why], "when": ["8wh"],
        "restart": [case, "resolve", "--reason-code", "new_facts", *why], "search": ["lamp"],
        "recompute": ["--all", "--apply", *why], "template": ["show", "complaint"],
        "override": [case, "resolve", "--due", "2027-12-18 17:00", *why],
        "archive": ["--before", "2030-01-01", "--to", "../kept", "--yes"], "clone": [".", "clone"],
        "people": ["add", "di", "--role", "agent"], "team": ["add", "returns"],
    }  # fmt: skip
    return [[name, *given.get(name, [])] for name in COMMANDS] + [
        ["archive", "--restore", case, *why],
        *(["doctor", "--fix"], ["list", "--format", "csv"]),
        ["check", "--base", "HEAD"],
        *([name, "list"] for name in ("hook", "people", "team", "template")),
        ["check", "--format", "github"],
        *(["hook", word, "pre-commit"] for word in ("install", "uninstall")),
    ]
