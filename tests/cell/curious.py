"""A module that a nursery loads in tests, with an expression that nobody else has."""

import re

RARE = re.compile("only here is this looked for")
