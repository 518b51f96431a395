"""Where links of a book may lead outside."""

SCHEMES = frozenset({"http", "https", "mailto"})
