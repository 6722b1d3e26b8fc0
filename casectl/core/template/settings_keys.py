"""The keys of casectl.yaml, each with what it means."""

from __future__ import annotations

from casectl.core.template.absences import AWAY
from casectl.core.template.cause_settings import CAUSE
from casectl.core.template.letter_settings import LETTERS
from casectl.core.template.mail_settings import MAIL
from casectl.core.template.quality_settings import INSPECTIONS, PROBLEMS, SURVEYS
from casectl.core.template.redress_settings import REDRESS
from casectl.core.template.remind_settings import REMIND, WEBHOOK
from casectl.core.template.routing_settings import ROUTE
from casectl.core.template.signing_keys import SIGNING_KEY
from casectl.core.template.sync_settings import SYNC
from casectl.core.template.target_settings import EXPOSURE
from casectl.core.template.today_settings import TODAY
from casectl.core.template.waivers import WAIVER
from casectl.core.values.messages import msg
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import Key

NAME = regex(r"[^\W_][\w.-]{0,63}")
"""How a person, a team, a role, a state or a template may be called: one word, as headers have it."""

PARTS: dict[str, tuple[Key, ...]] = {
    "casectl.yaml": (
        Key("schema", msg("the version of the casebook's format")),
        Key("law", msg("1: everything recorded from then on is checked against the rules, whoever wrote it")),
        Key(
            "rehearsal",
            msg("yes, set from the first commit on: a casebook for testing, in which CASECTL_NOW moves the clock"),
        ),
        Key("name", msg("what the casebook is called")),
        Key("language", msg("the language casectl uses: en (the default) or zh")),
        Key("zone", msg("the desk's time zone, such as Europe/London; by default UTC")),
        Key("id_prefix", msg("what the ids of new cases begin with: one to eight letters A-Z")),
        Key("dates", msg("dmy or mdy: how 03/04/2026 is read; without it, such a date is refused")),
        Key(
            "currency",
            msg(
                "the currency of an amount that names none, such as CNY; other currencies only"
                " where a template allows them"
            ),
        ),
        Key("calendar", msg("the calendar that clocks count in unless a template names another")),
        Key(
            "late_entry",
            msg("how late something may be recorded and still count from when it happened; by default 1wd"),
        ),
        Key("teams", msg("the teams by name")),
        Key("roles", msg("the roles by name, which templates and people refer to")),
        Key("people", msg("who works here, by the name that cases show")),
        Key("sync", msg("the remote with which casectl sync exchanges records, if git's settings do not name one")),
        Key("archive", msg("where casectl archive takes closed cases")),
        Key("views", msg("saved queries by name")),
        Key("today", msg("which cases casectl today lists first")),
        Key(
            "routing",
            msg(
                "who gets a case by casectl assign --auto: a list of rules, of which the first that matches the case"
                " counts"
            ),
        ),
        Key("remind", msg("on which machine casectl remind works, and how it sends")),
        Key("letters", msg("settings for all letters to customers")),
        Key(
            "targets",
            msg(
                "targets for the figures of casectl stats, for one part or for all {example}",
                example="{first_response.p90: 1d, attainment: 95%}",
            ),
        ),
        Key("exposure", msg("how many homes, orders or customers there are, by name, for the rate of complaints")),
        Key("causes", msg("the root causes of complaints: a tree of names, for casectl cause")),
        Key(
            "filings",
            msg(
                "for each return of casectl filing, the fields by which its sections are counted, and what else"
                " it needs {example}",
                example="{ko41a: {age: age_band}, tsm: {homes: 1200}}",
            ),
        ),
        Key("problems", msg("how many complaints of one root cause are a problem that needs its own record")),
        Key("inspections", msg("what casectl inspect marks, and how long one may appeal")),
        Key("surveys", msg("when customers are asked what they think")),
        Key("redress", msg("how much redress each role may grant alone")),
        Key("mail", msg("how casectl mail handles incoming mail")),
        Key("waivers", msg("findings of casectl check that are accepted: a list of waivers")),
        Key("signatures", msg("required: each commit made from then on is signed, by the key of who acted")),
        Key(
            "forges",
            msg("servers that merge what people wrote, by name, each with its keys and addresses"),
        ),
    ),
    "team": (
        Key("title", msg("the title people see: a text, or one per language {example}", example="{en: …, zh: …}")),
    ),
    "role": (
        Key(
            "may",
            msg(
                "what else the role allows: act_as, to record for somebody else with --as; rules, to change"
                " templates, calendars and casectl.yaml; clocks, to decide on regulatory deadlines of others'"
                " cases; instruct, to give colleagues instructions that they answer; inspect, to mark how"
                " colleagues handled cases"
            ),
        ),
    ),
    "person": (
        Key("name", msg("the full name")),
        Key("emails", msg("the addresses by which git's identity is recognised; one or a list")),
        Key("roles", msg("the person's roles; one or a list")),
        Key("teams", msg("the teams the person works in; one or a list")),
        Key("skills", msg("what the person knows well; one or a list")),
        Key("keys", msg("the public SSH keys by which the person signs commits; one or a list")),
        Key("away", msg("when the person is away, and gets no case: a list of absences")),
    ),
    "forge": (
        Key("keys", msg("the public SSH keys by which the server signs commits; one or a list")),
        Key("emails", msg("the addresses by which the server commits what people wrote; one or a list")),
    ),
    "key": SIGNING_KEY,
    "absence": AWAY,
    "sync": SYNC,
    "today": TODAY,
    "route": ROUTE,
    "remind": REMIND,
    "letters": LETTERS,
    "webhook": WEBHOOK,
    "mail": MAIL,
    "cause": CAUSE,
    "exposure": EXPOSURE,
    "redress": REDRESS,
    "problems": PROBLEMS,
    "inspections": INSPECTIONS,
    "surveys": SURVEYS,
    "archive": (Key("to", msg("the folder of the archive, relative to this file: ../archive, beside the casebook")),),
    "waiver": WAIVER,
}
"""The keys of casectl.yaml."""
