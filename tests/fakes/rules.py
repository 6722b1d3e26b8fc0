"""What a casebook in memory has for rules, unless a test gives it others."""

SETTINGS = """\
schema: 1
law: 1
name: Test desk
zone: Asia/Shanghai
id_prefix: C
teams:
  front: {title: Front line}
  back: {title: Back office}
roles:
  agent: {}
  boss: {may: [act_as]}
problems: {cases: 2, within: 4w}
filings: {ko41a: {age: tags, service: channel, status: about}, tsm: {homes: 1200}}
redress: {limits: {agent: 100 CNY, boss: 5000 CNY}}
causes:
  lid: {title: {en: The lid, zh: 盖子}, maps: {ko41a: packing}, parts: {loose: {title: Loose lid}}}
people:
  ada: {name: Ada Testwell, emails: [ada@example.org], roles: [agent], teams: [front]}
  bob: {name: Bob Probe, emails: [bob@example.org], roles: [agent], teams: [back]}
  cy: {name: Cy Check, emails: [cy@example.org], roles: [boss], teams: [front, back]}
"""

TEMPLATE = """\
template: plain
version: 7
title: {en: Plain, zh: 普通}
team: front
levels: {1: Low, 2: High, 3: Top}
fields:
  problem: {type: text, title: Problem, required: opening}
  channel: {type: choice, title: Channel, choices: {phone: Phone, mail: Mail}, default: phone}
  customer:
    type: map
    title: Customer
    fields:
      name: {type: text, title: Name, required: opening}
      age: {type: number, title: Age, min: 0}
  tags: {type: list, title: Tags, item: {type: text}}
  cause: {type: text, title: Cause, required: solved}
  about: {type: text, title: About}
workflow:
  initial: new
  reopens_to: working
  reopen_may: [agent]
  states:
    new: {title: New, category: open}
    working: {title: Working, category: open}
    solved: {title: Solved, category: resolved}
    closed: {title: Closed, category: closed}
    dropped: {title: Dropped, category: closed}
  transitions:
    take: {from: new, to: working, title: Take, guards: [has_owner, {checklist_done: {checklist: first}}]}
    solve:
      from: working
      to: solved
      title: Solve
      guards: [{contacted: {direction: out, since: working}}, {level_at_most: {level: 2, roles: [boss]}}]
    close:
      from: solved
      to: closed
      title: Close
      guards: [{no_open_follow_ups: {blocking_only: yes}}, no_pending_offer]
    drop: {from: [new, working], to: dropped, title: Drop, guards: [reason_given], may: [boss]}
    back: {from: solved, to: working, title: Back}
clocks:
  answer:
    title: Answer
    kind: internal
    starts: opened
    stops: ["contact:out"]
    counts_from: received
    within: [{duration: 4h}]
  update:
    title: Keep informed
    kind: internal
    starts: [opened, "contact:out", "event:reopened"]
    stops: ["state:solved"]
    within: [{duration: 24h}]
  resolve:
    title: Resolve
    kind: internal
    starts: [opened, "event:reopened"]
    stops: ["state:solved"]
    counts_from: received
    within: [{when: {level: 3}, duration: 8h}, {when: {customer.age: 99}, duration: 12h}, {duration: 48h}]
follow_ups:
  call: {title: Call back, on: "state:solved", after: 24h, what: callback, blocking: yes}
  survey: {title: Survey, on: "state:solved", after: 30d, what: survey}
checklists:
  first: {title: First, items: {heard: Heard, sorry: Said sorry}}
"""
