"""Run casectl as ``python -m casectl``."""

from casectl.cli.main import main

if __name__ == "__main__":
    main()
