"""Fingerprints of works that nobody may change: a text, or the bytes of a picture."""

import hashlib
import unicodedata


def pin_text(text: str) -> str:
    r"""Return the fingerprint of a text; line endings, blanks at the ends and composition are free.

    >>> pin_text("\nCafe\u0301  \r\n") == pin_text("Caf\u00e9\n")
    True
    >>> pin_text("Salt.") == pin_text("Salt!")
    False
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (line.rstrip() for line in composed.strip().split("\n"))
    return pin_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))


def pin_bytes(data: bytes) -> str:
    """Return the fingerprint of bytes.

    >>> pin_bytes(b"")[:19]
    'sha256:e3b0c44298fc'
    """
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
