"""How WeasyPrint is loaded: by the names that its libraries have here, and no other way round."""

import json
import subprocess
import sys

import pytest

LOADED = """
import ctypes.util, json, sys
from pathlib import Path
from potluck.formats.pdf.press import surroundings
started = []
sys.addaudithook(lambda event, told: event == "subprocess.Popen" and started.append(str(told[0])))
{how}
maps = Path("/proc/self/maps").read_text().split("\\n")
names = {{Path(line.split()[-1]).name for line in maps if ".so" in line}}
print(json.dumps([started, sorted(name for name in names if name.startswith("lib"))]))
assert ctypes.util.find_library("c")
"""
OTHERWISE = """
from importlib.abc import MetaPathFinder
class Once(MetaPathFinder):
    tries = 0
    def find_spec(self, name, path, target=None):
        if name == "weasyprint.text.ffi":
            self.tries += 1
            if self.tries == 1:
                raise OSError("no library has a common name")
once = Once()
sys.meta_path.insert(0, once)
surroundings.weasyprint()
assert once.tries == 2
"""


def loaded(how: str) -> str:
    code = LOADED.format(how=how)
    told = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    return told.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="libraries have these names on Linux")
def test_the_libraries_are_those_that_weasyprint_finds_and_nobody_is_asked_for_them() -> None:
    started, libraries = json.loads(loaded("surroundings.weasyprint()"))
    assert started == []
    assert libraries == json.loads(loaded("import weasyprint"))[1]
    assert [name for name in libraries if name.startswith("libpango-1.0.so")] != []


@pytest.mark.skipif(sys.platform != "linux", reason="libraries have these names on Linux")
def test_where_libraries_have_other_names_they_are_searched_for() -> None:
    assert loaded(OTHERWISE) == loaded("import weasyprint")
