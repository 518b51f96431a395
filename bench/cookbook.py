"""A real cookbook from the web made into a book: its recipes, its pictures and its whole history.

The corpus is a folder with `history.bundle` (a git repository of recipes in Hugo's Markdown) and
`pix/` (the pictures they show). All of it is in the public domain, and none of it is ours.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

from bench.measure import MeasureError
from bench.peers import program

PEOPLE = "based-cooking"
NOT_THE_BOOK = ("archetypes", "data", "example.md", "LICENSE.md", "README.md")
ROUNDS = 5  # chapters that are left out may leave others with broken links
_PICTURE = re.compile(r"!\[[^\]]*\]\((/?pix/[^)\s]+)\)")
FILES = {
    ".gitignore": "/build/\n/.cache/\n",
    f"contributors/{PEOPLE}.yml": "name: The cooks of based.cooking\nkind: organization\n",
    "mkdocs.yml": """\
site_name: Based Cooking
site_description: Recipes by everyone
docs_dir: content
theme:
  name: material
plugins:
  - search
  - potluck:
      slug: based-cooking
      license: CC0-1.0
""",
}


def write(folder: Path, corpus: Path) -> None:
    """Write the book as a git repository into a new folder."""
    history = corpus / "history.bundle"
    if not history.is_file():
        raise MeasureError(f"There is no {history}. Hint: CORPUS=DIR, with history.bundle and pix/")
    _run(corpus, "git", "clone", "-q", str(history), str(folder))
    _clear(folder)
    shutil.copytree(corpus / "pix", folder / "content" / "pix")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for chapter in sorted((folder / "content").glob("*.md")):
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(pictured(text.replace("\r\n", "\n")), encoding="utf-8")
    _commit(folder, "Make it a book")
    _mend(folder)


def pictured(text: str) -> str:
    r"""Return a recipe that says of each of its pictures whose it is.

    >>> print(pictured("---\ntitle: Tea\n---\n![A cup](/pix/cup.webp)"))
    ---
    title: Tea
    media:
      - file: /pix/cup.webp
        author: based-cooking
        license: CC0-1.0
    ---
    ![A cup](/pix/cup.webp)
    """
    files = dict.fromkeys(_PICTURE.findall(text))
    if not files or not text.startswith("---\n"):
        return text
    entry = "  - file: {}\n    author: {}\n    license: CC0-1.0\n"
    media = "".join(entry.format(file, PEOPLE) for file in files)
    return text.replace("\n---\n", f"\nmedia:\n{media}---\n", 1)


def _clear(folder: Path) -> None:
    """Take away what belongs to the site that the recipes were made for."""
    for name in NOT_THE_BOOK:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    preface = folder / "content" / "_index.md"
    if preface.exists():
        preface.rename(preface.with_name("index.md"))


def _mend(folder: Path) -> None:
    """Take the camera out of photos, and leave out the chapters that still have errors."""
    potluck = program("potluck")
    subprocess.run([potluck, "fix", "content/pix"], cwd=folder, capture_output=True, check=False)
    _commit(folder, "Take out what cameras wrote")
    for _ in range(ROUNDS):
        wrong = _wrong(folder, potluck)
        if not wrong:
            return
        for path in wrong:
            if path.endswith(".md"):
                (folder / path).unlink()
        _commit(folder, "Leave out chapters with errors")
    raise MeasureError(f"The cookbook still has errors after {ROUNDS} rounds: {', '.join(wrong)}")


def _wrong(folder: Path, potluck: str) -> list[str]:
    """Return the files with errors."""
    command = [potluck, "check", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise MeasureError(f"The cookbook cannot be checked: {done.stderr.strip()}")
    findings = json.loads(done.stdout)
    return sorted({each["path"] for each in findings if each["severity"] == "error"})


def _commit(folder: Path, message: str) -> None:
    _run(folder, "git", "add", "--all")
    who = ("-c", "user.name=Importer", "-c", "user.email=importer@example.org")
    _run(folder, "git", *who, "commit", "-q", "--allow-empty", "-m", message)


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasureError(f"{' '.join(command)} failed:\n{done.stderr.strip()}")
