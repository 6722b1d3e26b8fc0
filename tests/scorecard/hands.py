"""What is done to a casebook beside casectl: files edited by hand and then adopted, tables to be imported."""

from __future__ import annotations

from pathlib import Path
from random import Random

MAPPING = """\
source: shop
template: complaint
id: "{no}"
received: "{at}"
title: "{title}"
owner: "{who}"
fields:
  channel: {from: "{channel}", values: {Phone: phone, phone: phone}}
  customer.name: not known
  customer.contact: not known
  problem: ["{problem}", not known]
  request: none
  reference: none
  history: none
"""
EDITS = (
    lambda text: text + "# rings after five\n",
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.removesuffix("\n"),
    lambda text: text.replace("title: ", "title: Mended ", 1),
    lambda text: text.replace("\nfields:\n", "\n\nmine: {a: [1, no, 010]}\nfields:\n", 1),
    lambda text: text.replace("\nstate: ", "\nstate: withdrawn # ", 1),
    lambda text: text.replace("\nlevel: 1", "\nlevel: 3", 1),
    lambda text: text.replace("problem: ", "problem: 客户说：", 1),
    lambda text: text.replace("event: noted", "event: advanced", 1),
    lambda text: text.replace("schema: 1", "schema: 1\nschema: 1", 1),
)
IDS = ("S-1", "S-2", "S-3", "1e10", "#REF!", "", "1", "订单7", "x" * 300)
TIMES = ("2026-11-20T10:00:00Z", "1900-12-31", "9999-12-31", "0000-00-00", "2026-11-21 24:00", "2099-01-01", "soon", "")


def lay_table(folder: Path, chance: Random) -> list[str]:
    """Write a table of a few rows, right and wrong, beside a mapping; the words that import it."""
    rows = ["no,at,title,who,channel,problem"]
    for _ in range(chance.randint(1, 5)):
        who, channel = chance.choice(("ann", "Ann Reed", "nobody", "")), chance.choice(("phone", "Phone", "pigeon", ""))
        rows.append(
            f"{chance.choice(IDS)},{chance.choice(TIMES)},Lamp,{who},{channel},{chance.choice(('Broke', '坏了', ''))}"
        )
    (folder / "rows.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "map.yaml").write_text(MAPPING, "utf-8")
    return ["import", str(folder / "rows.csv"), "--map", str(folder / "map.yaml")]


def edit_by_hand(path: Path, chance: Random) -> list[str]:
    """Edit a case's file without casectl; the words that record it, which may be refused."""
    text = path.read_bytes().decode("utf-8", "replace")
    path.write_bytes(chance.choice(EDITS)(text).encode())
    verb = chance.choice(("adopt", "adopt", "note"))
    return [verb, path.stem, *(["--reason", "By hand"] if verb == "adopt" else ["Rang"])]
