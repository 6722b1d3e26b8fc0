"""What is secret in the address of a repository is shown by no message, and the address is not gone to."""

from __future__ import annotations

import pytest

from casectl.core.values.addresses import has_secret, redacted, without_secret


@pytest.mark.parametrize(
    ("address", "shown", "clean"),
    [
        ("https://bob:s3cr3t@example.invalid/x.git", "https://***@example.invalid/x.git", "https://example.invalid/x.git"),
        ("https://s3cr3t@example.invalid/x.git", "https://***@example.invalid/x.git", "https://example.invalid/x.git"),
        ("ssh://git:s3cr3t@example.invalid/x", "ssh://***@example.invalid/x", "ssh://example.invalid/x"),
        ("https://example.invalid/x.git?private_token=s3cr3t", "https://example.invalid/x.git?***",
         "https://example.invalid/x.git"),
        ("https://a:s3cr3t@example.invalid/x?token=s3cr3t", "https://***@example.invalid/x?***",
         "https://example.invalid/x"),
        ("https://example.invalid/x.git#s3cr3t", "https://example.invalid/x.git#***", "https://example.invalid/x.git"),
        ("https://example.invalid/ghp_s3cr3ts3cr3ts3cr3ts3cr3t/x.git", "https://example.invalid/***/x.git",
         "https://example.invalid/x.git"),
        ("https://bob:s3@cr3t@example.invalid/x.git", "https://***@example.invalid/x.git", "https://example.invalid/x.git"),
        ("https://b ob:s3cr3t@example.invalid/x", "https://***@example.invalid/x", "https://example.invalid/x"),
        ("https://example.invalid/x.git;token=s3cr3t", "https://example.invalid/x.git;***",
         "https://example.invalid/x.git"),
        ("bob:s3cr3t@example.invalid:x.git", "***@example.invalid:x.git", "example.invalid:x.git"),
    ],
)  # fmt: skip
def test_a_secret_is_known_and_hidden(address: str, shown: str, clean: str) -> None:
    assert has_secret(address)
    assert redacted(f"from '{address}' there") == f"from '{shown}' there"
    assert without_secret(address) == clean


@pytest.mark.parametrize(
    "address",
    [
        "git@example.invalid:x.git",
        "ssh://git@example.invalid/x",
        "/srv/x?y",
        "/srv/a;b=c",
        "https://example.invalid/a;b/x",
        "../a:b@c:d",
        "file:///srv/c#-desk",
        "../x.git",
    ],
)
def test_other_addresses_stay_as_they_are(address: str) -> None:
    assert not has_secret(address)
    assert (redacted(address), without_secret(address)) == (address, address)


def test_what_is_called_a_password_is_hidden() -> None:
    """A program that gives git the password is shown by `doctor`, and the password is not."""
    shown = redacted("!f() { echo username=u; echo password=s3cr3t; }; f")
    assert shown == "!f() { echo username=u; echo password=***; }; f"
    assert redacted("http://example.invalid: no mail from a@b") == "http://example.invalid: no mail from a@b"
