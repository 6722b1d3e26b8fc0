"""What has `remind` run by itself: units for systemd, and a line for cron."""

from __future__ import annotations

import shlex

_UNITS = """\
# /etc/systemd/system/casectl-remind.service
[Unit]
Description=Remind people of deadlines of the casebook {folder}
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStartPre=-{program} sync
ExecStart={program} remind
TimeoutStartSec=10min

# /etc/systemd/system/casectl-remind.timer
[Unit]
Description=Remind people of deadlines every five minutes

[Timer]
OnCalendar=*:0/5
Persistent=true

[Install]
WantedBy=timers.target

# or a line for crontab -e
# */5 * * * * cd {quoted} && {program} sync --quiet; {program} remind --quiet
"""


def timer(folder: str, program: str) -> str:
    """The units and the line, for the casebook in a folder; a sync that fails stops no reminder."""
    return _UNITS.format(folder=folder, program=shlex.quote(program), quoted=shlex.quote(folder))
