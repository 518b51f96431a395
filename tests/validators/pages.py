"""What judges the pages as text: the Nu HTML checker, lychee."""

import json
import os
import subprocess
from typing import Any

from tools import need, need_npm
from validators.book import Book, Verdict

_JAR = "vnu-jar/build/dist/vnu.jar"
_LOOPBACK = (
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",
    "-Dnu.validator.servlet.allowed-address-type=all",
    "-Dnu.validator.servlet.connection-timeout=300000",  # not five seconds: machines are busy
    "-Dnu.validator.servlet.socket-timeout=300000",
)


def nu(book: Book) -> Verdict:
    """Let the Nu HTML checker read every page and style sheet; each counts.

    Pages are read from a server: `'self'` in their security policy means nothing on a disk.
    """
    styles = sorted(book.site.rglob("*.css"))
    with book.online() as address:
        pages = [address + page for page in book.pages]
        java = (need("java"), "-XX:+UseSerialGC", "-Xss4m", *_LOOPBACK, "-jar", need_npm(_JAR))
        options = ("--format", "json", "--exit-zero-always", "--also-check-css")
        ran = subprocess.run(
            (*java, *options, *pages, *styles),
            capture_output=True,
            text=True,
            check=False,
            timeout=1800,
        )
    lines = (_line(message, address) for message in json.loads(ran.stderr)["messages"])
    return Verdict(len(pages) + len(styles), tuple(lines))


def _line(message: dict[str, Any], address: str) -> str:
    page = message.get("url", "").removeprefix(address)
    kind = message.get("subType", message["type"])
    extract = " ".join(message.get("extract", "").split())
    return f"{page}:{message.get('lastLine', '')} {kind}: {message['message']} … {extract}"


def lychee(book: Book) -> Verdict:
    """Let lychee follow every link and fragment within the site; each that leads on counts."""
    with book.host() as host:
        options = ("--offline", "--include-fragments", "--index-files", "index.html")
        places = ("--root-dir", str(host), "--no-progress", "--format", "json")
        inputs = [str(book.site / page) for page in book.pages]
        ran = subprocess.run(
            (need("lychee"), *options, *places, "--", *inputs),
            cwd=host,  # where no settings lie
            env={"PATH": os.environ["PATH"], "HOME": str(host)},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
    assert ran.returncode in {0, 2}, ran.stderr
    report = json.loads(ran.stdout)
    lines = (
        f"{page.removeprefix(f'{book.site}/')}: {each['url']} {each['status']['text']}"
        for page, wrong in sorted(report["error_map"].items())
        for each in wrong
    )
    return Verdict(report["successful"] + report["errors"], tuple(lines))
