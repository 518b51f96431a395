"""Walk the commits as they landed and weave each new version of each chapter."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from potluck.credits.origins.draft import NEW
from potluck.credits.origins.landing import GONE, Touched
from potluck.credits.origins.weave import Loom
from potluck.credits.origins.words import Text, read

AKIN = 0.3  # of a new chapter's words, in sentences that another has: it was made from that one
SAME = 0.5  # and where that one is gone, it is the same under another name
LOST = -1  # in a delta: the path is gone

Tree = dict[str, int]  # path -> version


@dataclass(frozen=True)
class Step:
    """One commit to walk over: what it changed, and which of its new names were renames."""

    id: str
    parents: tuple[str, ...]
    touched: tuple[Touched, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)  # path -> former path
    yields: bool = False  # to be ignored: what it replaces stays with who wrote that


@dataclass(frozen=True)
class Source:
    """What a new chapter was made from; where that is gone, it may `go on` under the new name."""

    path: str
    version: int
    goes_on: bool


@dataclass
class Trace:
    """What is known of all commits so far. Commits count from 0, as they landed."""

    loom: Loom = field(default_factory=Loom)
    commits: list[str] = field(default_factory=list)
    firsts: "array[int]" = field(default_factory=lambda: array("q"))  # number of the first parent
    deltas: list[Tree] = field(default_factory=list)  # what differs from the first parent
    blobs: list[str] = field(default_factory=list)  # by version
    numbers: dict[str, int] = field(default_factory=dict)  # by commit id
    lost: Tree = field(default_factory=dict)  # the last version of each path that was deleted

    def walk(self, steps: Sequence[Step], text: Callable[[str], str]) -> None:
        """Go on with these commits, parents first; `text` gives the content of a blob."""
        waiting = Counter(parent for step in steps for parent in step.parents)
        trees: dict[str, Tree] = {}
        for step in steps:
            above = [self._known(parent, trees) for parent in step.parents]
            tree = dict(above[0]) if above else {}
            delta = self._step(step, tree, above[1:], text)
            self.numbers[step.id] = len(self.commits)
            self.commits.append(step.id)
            self.firsts.append(self.numbers.get(step.parents[0], NEW) if step.parents else NEW)
            self.deltas.append(delta)
            trees[step.id] = tree
            waiting.subtract(step.parents)
            for parent in step.parents:
                if not waiting[parent]:
                    trees.pop(parent, None)

    def tree(self, commit: str) -> Tree:
        """Return every chapter at a commit; KeyError where it was not walked over."""
        number, deltas = self.numbers[commit], []
        while number != NEW:
            deltas.append(self.deltas[number])
            number = self.firsts[number]
        found: Tree = {}
        for delta in reversed(deltas):
            _apply(delta, found)
        return found

    def _known(self, commit: str, trees: dict[str, Tree]) -> Tree:
        if commit not in trees:
            trees[commit] = self.tree(commit) if commit in self.numbers else {}
        return trees[commit]

    # --- one commit -----------------------------------------------------------------------------

    def _step(self, step: Step, tree: Tree, others: list[Tree], text: Callable[[str], str]) -> Tree:
        """Change the tree as the commit did, and return what that was."""
        before = dict(tree) if step.touched else tree
        delta: Tree = {}
        new: list[Touched] = []
        for touched in step.touched:
            known = self._same(touched, (before, *others))
            if touched.blob == GONE:
                delta[touched.path] = LOST
            elif known is not None:
                delta[touched.path] = known
            else:
                new.append(touched)
        _apply(delta, tree)
        lost = [path for path, version in delta.items() if version == LOST and path in before]
        self.lost |= {path: before[path] for path in lost}
        for touched in sorted(new, key=lambda each: each.path):
            version = self._woven(touched, step, (before, *others), text(touched.blob))
            delta[touched.path] = tree[touched.path] = version
        return delta

    def _same(self, touched: Touched, trees: Iterable[Tree]) -> int | None:
        """Return the version of a parent that has this very content under this name."""
        found = (tree.get(touched.path) for tree in trees)
        return next((v for v in found if v is not None and self.blobs[v] == touched.blob), None)

    def _woven(self, touched: Touched, step: Step, trees: Sequence[Tree], text: str) -> int:
        words, path = read(text), touched.path
        before = list(dict.fromkeys(tree[path] for tree in trees if path in tree))
        line = self.loom.versions[before[0]].line if before else None
        if before and len(trees) > 1:
            before += self._elsewhere(before, path, trees)
        if not before and (source := self._source(touched, step, trees, words)):
            before = [source.version]
            if source.goes_on and self.lost.get(source.path) == source.version:
                del self.lost[source.path]
                line = self.loom.versions[source.version].line
        if line is None:
            line = self.loom.open(path)
        self.loom.names[line] = path
        self.blobs.append(touched.blob)
        return self.loom.weave(
            words, line, len(self.commits), before, yields=step.yields and bool(before)
        )

    def _elsewhere(self, before: list[int], path: str, trees: Sequence[Tree]) -> list[int]:
        """Return the versions that parents of a merge have of a chapter under another name."""
        line, versions = self.loom.versions[before[0]].line, self.loom.versions
        others = (tree.values() for tree in trees if path not in tree)
        found = (v for values in others for v in values if versions[v].line == line)
        return [version for version in dict.fromkeys(found) if version not in before]

    def _source(
        self, touched: Touched, step: Step, trees: Sequence[Tree], words: Text
    ) -> Source | None:
        """Return what a new chapter was made from, if there is such a one."""
        former = step.renamed.get(touched.path, "")
        for tree in trees:
            if former in tree:
                return Source(former, tree[former], goes_on=True)
        known = (self.lost, *reversed(trees))
        paths = {version: path for tree in known for path, version in tree.items()}
        found = self.loom.likest(words, paths)
        if found is None:
            return None
        version, shared = found
        share = shared / len(words.words)
        return Source(paths[version], version, share >= SAME) if share >= AKIN else None


def _apply(delta: Tree, tree: Tree) -> None:
    for path, version in delta.items():
        if version == LOST:
            tree.pop(path, None)
        else:
            tree[path] = version
