"""Who is meant: ids and names in chapters, and people in the history -> contributors."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from potluck.credits.history import History
from potluck.credits.identity import (
    SALT,
    Claim,
    Directory,
    address_hash,
    directory,
    slug,
    sort_name,
)
from potluck.credits.mailmap import Mapping
from potluck.credits.people import fold
from potluck.model import Contributor, Visibility
from potluck.source.manuscript import RawContributor
from potluck.source.yamldoc import Value

HASH_SALT = SALT  # `hash:…` aliases are sha256("potluck:" + address); obfuscation, not secrecy


@dataclass(frozen=True)
class Register:
    """Everyone with a file, by id and by every name they go by; and the people of the history."""

    directory: Directory
    by_id: dict[str, Contributor]
    by_name: dict[str, Contributor]
    alike: frozenset[str]  # slugs that stand for more than one name without a file

    @classmethod
    def of(
        cls,
        files: tuple[RawContributor, ...],
        history: History,
        named: Iterable[str] = (),
        mailmap: Iterable[Mapping] = (),
    ) -> "Register":
        """Make the register of a book; `named` is everyone whom its chapters name."""
        claims = tuple(claim(file) for file in files)
        by_name: dict[str, Contributor] = {}
        for item in claims:
            for name in (item.contributor.name, *item.aliases):
                by_name.setdefault(fold(name), item.contributor)
        return cls(
            directory(claims, history.everyone, HASH_SALT, mailmap),
            {item.contributor.id: item.contributor for item in claims},
            by_name,
            _alike(named),
        )

    def find(self, name: str) -> Contributor:
        """Return who a chapter means by an id or a name; somebody new where no file knows them.

        A file may claim a name by its hash, so that the name stands nowhere in it.
        """
        known = self.by_id.get(name) or self.by_id.get(slug(name)) or self.by_name.get(fold(name))
        known = known or self.by_name.get(address_hash(name, HASH_SALT))
        return known or Contributor(self._id(name), name, sort_name(name), known=False)

    def _id(self, name: str) -> str:
        """Two people without a file may be called alike: Jo Ann, Jo-Ann. Both keep their credit."""
        made = slug(name)
        mark = hashlib.sha256(fold(name).encode()).hexdigest()[:6]
        return f"{made}-{mark}" if made in self.alike else made


def _alike(named: Iterable[str]) -> frozenset[str]:
    found: dict[str, set[str]] = {}
    for name in named:
        found.setdefault(slug(name), set()).add(fold(name))
    return frozenset(made for made, names in found.items() if len(names) > 1)


def claim(file: RawContributor) -> Claim:
    """Read one contributor's file."""
    meta = file.meta
    github = meta.get("github")
    account = github if isinstance(github, dict) else {}
    number = account.get("id")
    aliases = meta.get("aliases")
    return Claim(
        contributor=_contributor(file),
        aliases=tuple(str(name) for name in aliases) if isinstance(aliases, list) else (),
        github_login=_text(account.get("login")),
        github_id=number if isinstance(number, int) else None,
    )


def _contributor(file: RawContributor) -> Contributor:
    meta = file.meta
    credit_as = meta.get("credit_as")
    wanted = _text(credit_as.get("text")) if isinstance(credit_as, dict) else None
    name = wanted or _text(meta.get("name")) or file.stem
    visibility = _text(meta.get("visibility")) or "public"
    shown: Visibility = "public" if visibility == "public" else "anonymous"
    return Contributor(
        id=file.stem,
        name=name,
        sort=_text(meta.get("sort")) or sort_name(name),
        kind="organization" if meta.get("kind") == "organization" else "person",
        url=_text(meta.get("url")),
        orcid=_text(meta.get("orcid")),
        bio=_text(meta.get("bio")),
        visibility="removed" if visibility == "removed" else shown,
    )


def _text(value: Value) -> str | None:
    return " ".join(str(value).split()) or None if isinstance(value, str | int) else None
