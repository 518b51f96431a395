"""Run `python -m potluck`."""

from potluck.cli import main

raise SystemExit(main())
