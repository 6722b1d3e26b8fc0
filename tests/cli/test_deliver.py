"""deliver tries again what was not taken, by a webhook that can tell who speaks, and stops where nobody listens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import cast

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.test_remind import with_ladder

KEY = base64.b64encode(bytes(range(32))).decode()
OPENED, LATE, SOON, LATER = (f"2026-11-2{at}:00+00:00" for at in ("3T10:00", "4T10:30", "4T10:34", "4T11:30"))


class Hook(HTTPServer):
    """A webhook that answers as it is told; `posted` are the headers and bodies."""

    answer: tuple[int, str] = (200, "")

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.posted: list[tuple[dict[str, str], bytes]] = []


class _Post(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        hook = cast("Hook", self.server)
        hook.posted.append(({**self.headers}, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(hook.answer[0])
        if hook.answer[1]:
            self.send_header("Retry-After", hook.answer[1])
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def desk(book: CliCasebook, hook: Hook, tmp_path: Path) -> CliCasebook:
    """A casebook whose reminders go to the webhook as a chat room wants them, signed."""
    template, settings = book.folder / "templates/complaint.yaml", book.folder / "casectl.yaml"
    ladder = "    remind: {at: 0, to: owner}\n"
    template.write_text(with_ladder(template.read_text("utf-8"), ladder), "utf-8")
    url, body = (
        f"http://127.0.0.1:{hook.server_address[1]}/room?key=1",
        '{"msgtype": "text", "text": {"content": "{text}"}}',
    )
    settings.write_text(
        f"{settings.read_text('utf-8')}remind:\n  host: {os.uname().nodename}\n  webhook:\n    url: {url}\n"
        f"    body: '{body}'\n",
        "utf-8",
    )
    book.commit()
    (tmp_path / "config/casectl/keys").mkdir(parents=True)
    (tmp_path / "config/casectl/keys/webhook").write_text(f"whsec_{KEY}\n", "utf-8")
    book.env["XDG_CONFIG_HOME"] = str(tmp_path / "config")
    for case in book.cases:
        book.done("contact", case.stem, "out", "We look into it")
    book.done(*NEW, "--title", "Torn hem", "--customer.name", "Uma", CASECTL_NOW=OPENED)
    return book


def test_what_is_not_taken_is_posted_again_with_the_same_id_and_signed(desk: CliCasebook, hook: Hook) -> None:
    """As Standard Webhooks has it; whoever puts us off is left alone for so long."""
    hook.answer = (503, "1800")
    assert "casectl tries again later: 503" in desk.run("remind", CASECTL_NOW=LATE).err
    assert "nothing is to be sent" in desk.run("deliver", CASECTL_NOW=SOON).err
    hook.answer = (204, "")
    assert "sent to ann" in desk.run("deliver", CASECTL_NOW=LATER).err
    assert "nothing is to be sent" in desk.run("deliver", CASECTL_NOW=LATER).err
    (first, _), (second, body) = hook.posted
    assert first["webhook-id"] == second["webhook-id"]
    signed = f"{second['webhook-id']}.{second['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(KEY), signed, hashlib.sha256).digest()
    assert second["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"
    assert "First response was due 2026-11-24 10:00" in json.loads(body)["text"]["content"]


def test_a_webhook_that_is_gone_is_not_asked_again(desk: CliCasebook, hook: Hook) -> None:
    hook.answer = (410, "")
    answer = desk.run("remind", CASECTL_NOW=LATE)
    assert (answer.status, "refused for ann" in answer.err) == (1, True)
    settings, later = desk.folder / "casectl.yaml", {"CASECTL_NOW": "2026-11-26T10:30:00+00:00"}
    for words in (["deliver"], ["remind"]):
        answer = desk.run(*words, **later)
        assert (answer.status, "(remind: webhook: url:)" in answer.err) == (1, True)
    desk.done(*NEW, "--title", "Torn sleeve", "--customer.name", "Uma", CASECTL_NOW=OPENED)
    assert "refused for ann" in desk.run("remind", **later).err
    assert len(hook.posted) == 1
    [message, *_] = desk.run("remind", "--unsure").out.splitlines()[2:]
    assert "410" in message
    hook.answer = (204, "")
    settings.write_text(settings.read_text("utf-8").replace("key=1", "key=2"), "utf-8")
    desk.commit()
    assert "sent to ann" in desk.run("remind", "--resend", message.split()[0], **later).err
    assert "webhook" not in desk.run("deliver", **later).err


def test_an_unsafe_address_and_a_body_that_is_no_json_are_findings(desk: CliCasebook) -> None:
    settings = desk.folder / "casectl.yaml"
    text = settings.read_text("utf-8").replace("http://127.0.0.1", "http://chat.example").replace('"{text}"', "{text}")
    settings.write_text(text, "utf-8")
    said = desk.run("check").out
    assert "is not an address that begins with https://" in said
    assert "JSON with {subject} or {text} in it" in said
