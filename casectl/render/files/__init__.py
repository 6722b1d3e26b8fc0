"""Files for other programs: event logs, data packages, metrics, timers."""
