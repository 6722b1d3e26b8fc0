"""What happens in the frozen casebook of 0.1.0, chapter by chapter: three fictional people of a parcel service in 2026.

It is the record of what is in `casebook-0.1.0.bundle`; `make_0_1_0` says how it was made.
"""

from __future__ import annotations

from pathlib import Path

from tests.frozen.desk import Desk

MATERIAL = Path(__file__).parent / "material"


def _each(option: str, *values: str) -> list[str]:
    """The values, each with the option before it."""
    return [word for value in values for word in (option, value)]


INTAKE = _each(
    "-f", "channel=phone", "customer.name=Pat Customer", "customer.contact=020 7946 0018",
    "problem=Two of six cups missing", "request=Send the two cups", "reference=A-1001", "history=none",
)  # fmt: skip
CHINESE = _each(
    "-f", "channel=phone", "customer.name=王小样", "customer.contact=+86 138 0000 0000",
    "problem=客户反映购买的商品错发", "request=全额退款并补偿运费", "reference=A-2002", "history=无",
)  # fmt: skip
GREETED = _each("--tick", "agreed", "apologised", "owner_named", "next_news")
PROPOSAL = _each(
    "-f", "first_cause=Packing list is wrong", "solution.offer=Two cups, sent today", "solution.by=2026-11-24",
    "solution.authority=front_line",
)  # fmt: skip
ENDING = _each("-f", "root_cause=List printed too early", "prevention=Print at packing", "satisfaction=4")


def acknowledge(desk: Desk, case: str, *words: str) -> None:
    """Speak to the customer and go on to acknowledged."""
    desk.casectl("contact", case, "out", "We look into it; news by tomorrow morning", "--channel", "phone")
    desk.casectl("advance", case, "acknowledged", "-f", "restatement=Two of six cups did not arrive", *GREETED, *words)


def begin(desk: Desk) -> None:
    """A casebook with shipped templates, one of our own, and three people."""
    desk.now("mia", "11-02 08:00")
    wanted = ("complaint", "after-sales", "refund", "uk-fca-disp", "uk-eu-payments", "cn-12315", "cn-bank-insurance")
    desk.casectl("init", ".", "--yes", "--name", "Parcels", "--zone", "Europe/London", *_each("--template", *wanted))
    settings = desk.book / "casectl.yaml"
    people, claim = ((MATERIAL / name).read_text("utf-8") for name in ("people.yaml", "claim.yaml"))
    settings.write_text(settings.read_text("utf-8").partition("people:\n")[0] + people, "utf-8")
    (desk.book / "templates/claim.yaml").write_text(claim, "utf-8")
    desk.commit("Our people, and a template of our own")


def long_life(desk: Desk) -> str:
    """Handed over, escalated, closed, undone, closed again, reopened, edited by hand; its id."""
    desk.now("ann", "11-02 09:00")
    case = desk.new("after-sales", "Parcel arrived open", *INTAKE, "--problem-kind", "missing")
    acknowledge(desk, case)
    desk.casectl("advance", case, "investigating", "-f", "our_mistake=no")
    desk.now("ann", "11-02 10:12")
    desk.casectl(
        "handoff", case, "ben", "--reason", "Needs the packing list", "--tried", "Looked up the order",
        "--expects", "An answer today", "--background", "Orders every month",
    )  # fmt: skip
    desk.now("ben", "11-02 10:30")
    desk.casectl("accept", case)
    desk.casectl(
        "set", case, "customer.tier=vip", "facts.where=Packing table 3", "--reason", "Said so on the telephone"
    )
    desk.now("ben", "11-02 11:30")
    desk.casectl("escalate", case, "--to", "mia", "--reason", "Third such parcel this week")
    desk.now("mia", "11-02 11:40")
    desk.casectl("return", case, "--reason", "Within your authority")
    desk.now("ben", "11-02 14:00")
    desk.casectl("advance", case, "proposed", *PROPOSAL, "-f", "solution.remedy=resend")
    desk.casectl("contact", case, "out", "Offered two cups, sent today; she agrees", "--channel", "phone")
    desk.casectl("advance", case, "resolved")
    desk.now("ben", "11-03 15:00")
    desk.casectl("followup", "done", case, "callback_24h", "--outcome", "The cups are there")
    desk.casectl("advance", case, "closed", *ENDING)
    desk.casectl("undo", case, "--reason", "The second parcel is still open")
    desk.casectl("advance", case, "closed", *ENDING)
    desk.now("ann", "11-09 09:00")
    desk.casectl("reopen", case, "--reason", "One of the two cups is broken")
    desk.edit(
        f"cases/*/*/{case}.yaml", "problem: Two of six cups missing", "problem: Two of six cups missing, one broken"
    )
    desk.casectl("adopt", case, "--reason", "Heard on the telephone")
    return case


def closed_ones(desk: Desk) -> str:
    """One closed by the book, one withdrawn; the closed one's id."""
    desk.now("ann", "11-09 10:00")
    case = desk.new("refund", "Refund not arrived", *INTAKE, "--amount", "36.00 GBP")
    gone = desk.new("complaint", "Wrong colour", *INTAKE)
    acknowledge(desk, case)
    desk.casectl("advance", case, "investigating", "-f", "our_mistake=yes")
    desk.casectl("advance", case, "proposed", *PROPOSAL, *_each("-f", "solution.remedy=refund", "method=same_way"))
    desk.casectl("contact", case, "out", "The money is on its way", "--channel", "email")
    desk.casectl("advance", case, "resolved", "-f", "sent_on=2026-11-09")
    desk.casectl("advance", gone, "withdrawn", "--reason", "The customer likes it after all")
    desk.now("ann", "11-11 15:00")
    desk.casectl("followup", "done", case, "callback_24h", "--outcome", "Content")
    desk.casectl("followup", "done", case, "arrival", "--outcome", "It is there")
    desk.casectl("followup", "cancel", case, "callback_7d", "--reason", "She called herself")
    desk.casectl("advance", case, "closed", *ENDING, "-f", "arrived=yes")
    return case


def regulated(desk: Desk) -> tuple[str, str]:
    """A financial complaint that was answered and one about a payment whose limit was extended; their ids."""
    desk.now("ann", "11-12 10:00")
    answered = desk.new("uk-fca-disp", "Insurance of a parcel not paid", *INTAKE, "--received", "2026-11-06 16:00")
    payment = desk.new("uk-eu-payments", "Charged twice", *INTAKE, "--rail", "payment")
    acknowledge(desk, answered, *_each("--tick", "acknowledge.limit_told"))
    desk.casectl("link", payment, "part-of", answered)
    desk.casectl("link", payment, "related", answered)
    desk.casectl("link", payment, "related", answered, "--remove")
    desk.now("mia", "11-13 10:00")
    desk.casectl(
        "extend", payment, "reply", "--by", "10wd", "--reason", "The bank is slow",
        "--notice", "By 17 December, because the bank has not answered", "--notice-channel", "letter",
    )  # fmt: skip
    desk.now("ann", "11-16 09:00")
    desk.casectl("set", answered, "final_response_on=2026-11-16")
    return answered, payment


def claims(desk: Desk) -> tuple[str, str]:
    """A claim that is paused and one whose deadline was set by hand; their ids."""
    desk.now("ann", "11-16 10:00")
    paused = desk.new("claim", "Vase broken", "--amount", "120")
    moved = desk.new("claim", "Lamp lost", "--amount", "45.50")
    desk.now("ann", "11-18 10:00")
    desk.casectl(
        "contact", paused, "out", "An expert looks at the vase", "--channel", "email", "--event-id", "told-vase"
    )
    desk.casectl("pause", paused, "--reason-code", "appraisal", "--notice-event", "told-vase")
    desk.now("mia", "11-19 10:00")
    desk.casectl("override", moved, "answer", "--due", "2026-12-11 17:00", "--reason", "Agreed with the carrier")
    return paused, moved


def chinese_ones(desk: Desk) -> tuple[str, str, str]:
    """A case offered and not yet accepted, one of the market regulator's, one of the bank regulator's; their ids."""
    desk.now("ann", "11-20 09:12")
    offered = desk.new(
        "after-sales", "订单错发，退款延迟两天", *CHINESE, "--problem-kind", "wrong_item", "--level", "2"
    )
    desk.casectl(
        "handoff", offered, "ben", "--reason", "需要售后主管授权", "--tried", "已核对订单", "--expects", "今天得到答复"
    )
    desk.casectl("followup", "add", offered, "2026-12-02 10:00", "回访", "--who", "ann", "--note", "客户上午方便接听")
    market = desk.new(
        "cn-12315", "商家拒绝退货", *CHINESE, *_each("-f", "matter=complaint", "respondent=样品商店"),
        "--received", "2026-11-16 10:00",
    )  # fmt: skip
    bank = desk.new(
        "cn-bank-insurance", "重复扣费", *CHINESE, "--complexity", "complex", "--received", "2026-11-19 09:00"
    )
    acknowledge(desk, market)
    desk.casectl("note", bank, "-", text="第一行：客户来电。\n\n第三行：“请尽快”，# 不是注释\n")
    desk.now("ann", "11-20 15:00")
    desk.casectl(
        "pause", bank, "--reason-code", "external_appraisal", "--notice", "已送外部鉴定", "--notice-channel", "phone"
    )
    desk.now("ann", "11-23 08:00")
    desk.casectl("resume", bank, "--reason", "鉴定结果已出")
    desk.casectl("restart", bank, "decision", "--reason-code", "new_facts", "--reason", "出现第二份合同")
    return offered, market, bank


def ordinary(desk: Desk) -> tuple[str, str]:
    """Waiting, put right, with files, with a postponed follow-up, offered to a team; two of the ids."""
    desk.now("ann", "11-23 09:00")
    waiting = desk.new("complaint", "Driver rude", *INTAKE, "--level", "3", "--about", "Driver 12")
    files = desk.new("complaint", "Label unreadable", *INTAKE, "--event-id", "label-case")
    acknowledge(desk, waiting)
    desk.casectl("advance", waiting, "waiting", "--reason", "The depot asks the driver")
    desk.casectl("contact", files, "in", "Sent a photograph", "--channel", "email", "--at", "2026-11-23T08:45+00:00")
    desk.casectl("attach", files, "-", "--name", "label.txt", text="PARCELS\nto: ???\n")
    desk.casectl("attach", files, "-", "--name", "标签.csv", text="列,值\n重量,2\n")
    desk.casectl("followup", "add", files, "2026-11-25 10:00", "ask the depot", "--who", "ben", "--note", "before noon")
    desk.casectl("followup", "add", files, "2026-11-24 09:30", "call back")
    desk.casectl("link", files, "follow-up-of", waiting)
    desk.now("ann", "11-24 09:40")
    desk.casectl("followup", "done", files, "call back", "--outcome", "No answer; tries again")
    desk.casectl("followup", "cancel", files, "ask the depot", "--reason", "Postponed: the depot is closed")
    desk.casectl("followup", "add", files, "2026-11-30 10:00", "ask the depot", "--who", "ben", "--note", "before noon")
    desk.casectl("set", files, "received_at=2026-11-20 16:30", "--reason", "The letter has a stamp")
    desk.casectl("escalate", files, "--level", "2", "--reason", "Second letter")
    desk.now("mia", "11-24 11:00")
    desk.casectl("note", files, "Ann is on the telephone and asked me to write this", "--as", "ann")
    desk.casectl("assign", waiting, "mia", "--team", "after-sales", "--reason", "About a colleague of the front line")
    offered = desk.new("complaint", "Depot closed", *INTAKE, "--owner", "ann")
    desk.now("ann", "11-24 11:30")
    desk.casectl("handoff", offered, "--team", "after-sales", "--reason", "They know the depot")
    return waiting, files


def imported(desk: Desk) -> None:
    """Six tickets of an older help desk, in one commit, one of them worked on since."""
    desk.now("mia", "11-24 16:00")
    desk.casectl("import", str(MATERIAL / "tickets.csv"), "--map", str(MATERIAL / "old-desk.yaml"))
    desk.casectl("assign", "old-desk:T-105", "ann", "--reason", "Nobody had it")


def batches(desk: Desk, case: str) -> None:
    """A note on many cases that stays, one on many that is taken back, and a single event taken back."""
    desk.now("mia", "11-25 09:00")
    desk.casectl("note", "--where", "template:claim", "The carrier has a new address", "--event-id", "address")
    desk.casectl("note", "--where", "state:received", "The depot is closed on Monday", "--event-id", "monday")
    desk.casectl("undo", "--batch", "monday", "--reason", "It is Tuesday")
    desk.casectl("note", case, "Belongs to another case")
    desk.casectl("undo", case, "--reason", "Wrong case")


def own_hand(desk: Desk, case: str) -> None:
    """Comments, keys of the user's own and another layout in a case's file, adopted; an editor's change recorded."""
    desk.now("ben", "11-25 10:00")
    file, own_keys = f"cases/*/*/{case}.yaml", "shelf: {row: 3, box: [7, 8]}\nnotiz_von_ben: |\n  two\n  lines\n"
    desk.edit(file, "fields:\n", "# Ben: keep the label, the depot wants it back\nfields:\n")
    desk.edit(file, "reference: A-1001", "reference: 'A-1001'   # as printed")
    desk.edit(file, "journal:\n", f"{own_keys}journal:\n")
    desk.casectl("adopt", case, "--reason", "Where the label is kept")
    desk.env["EDITOR"] = "sed -i 's/^shelf: .*/shelf: {row: 4, box: [7, 8]}/'"
    desk.casectl("edit", case)


def two_desks(desk: Desk, first: str, second: str) -> None:
    """Two branches on which different cases went on, merged."""
    desk.run("git", "switch", "--quiet", "-c", "depot")
    desk.now("ben", "11-25 11:00")
    desk.casectl("note", first, "From the depot: the vase was packed well")
    desk.run("git", "switch", "--quiet", "main")
    desk.now("ann", "11-25 11:30")
    desk.casectl("note", second, "Lamp seen in the depot")
    desk.run("git", "merge", "--quiet", "--no-ff", "-m", "Merge the depot's notes", "depot")
    desk.run("git", "branch", "--delete", "depot")


def other_rules(desk: Desk, moved: str) -> None:
    """A holiday is found and a rule is changed; deadlines move by recomputing, one case goes under the new rules."""
    desk.now("mia", "11-25 16:00")
    calendar = desk.book / "calendars/office.yaml"
    kept = [line for line in calendar.read_text("utf-8").splitlines() if not line.startswith("holidays")]
    calendar.write_text("\n".join([*kept, "holidays: {2026-11-27: Parcel feast}", ""]), "utf-8")
    desk.edit("templates/claim.yaml", "within: [{duration: 10wd}]", "within: [{duration: 12wd}]")
    desk.edit("templates/claim.yaml", "version: 1", "version: 2")
    desk.commit("The feast is a holiday; claims have twelve days")
    desk.casectl("recompute", "--all", "--apply", "--reason", "The feast")
    desk.now("ann", "11-26 09:00")
    retargeted = desk.new("claim", "Mirror cracked", "--amount", "80", "--received", "2026-11-20 10:00")
    desk.now("mia", "11-26 10:00")
    desk.edit("templates/claim.yaml", "within: [{duration: 12wd}]", "within: [{duration: 15wd}]")
    desk.edit("templates/claim.yaml", "version: 2", "version: 3")
    desk.commit("Claims have fifteen days")
    desk.casectl("recompute", retargeted, moved, "--retarget", "--apply", "--reason", "New rules for it too")


def written(desk: Desk) -> dict[str, str]:
    """All of it; the ids of the cases that are looked at afterwards, with a name for each."""
    begin(desk)
    life, closed = long_life(desk), closed_ones(desk)
    (answered, payment), (paused, moved) = regulated(desk), claims(desk)
    (offered, market, bank), (waiting, label) = chinese_ones(desk), ordinary(desk)
    imported(desk)
    batches(desk, waiting)
    own_hand(desk, label)
    two_desks(desk, paused, moved)
    other_rules(desk, moved)
    named = {"long-life": life, "closed": closed, "answered": answered, "payment": payment, "paused": paused}
    named |= {"moved": moved, "offered": offered, "market": market, "bank": bank, "waiting": waiting, "label": label}
    return named
