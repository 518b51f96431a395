"""Markdown as the checks read it: tokens with line numbers, for the same dialect that is rendered.

Python-Markdown renders the book but keeps no lines, so markdown-it-py reads it here. It learns four
things that Python-Markdown knows: `#Heading` without a space, footnote definitions, and the blocks
`!!! note`, `??? note` and `=== "Tab"`, whose text is indented and is no code.
"""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType, Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

FOOTNOTE = "footnote_definition"
_BLOCK = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+.*|===[+!]* +".*" *')
_DEFINITION = re.compile(r"\[\^([^\]\n]{1,200})\]:")
_HEADING = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
_MARKED = re.compile(r"[\[<`&\\]")
_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def tokens(body: str) -> list[Token]:
    """Read a body; `map` of a token counts lines from 0."""
    return _parser().parse(body)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.core.ruler.at("inline", _inline)
    parser.core.ruler.disable(["text_join"])  # keeps escaped brackets apart from real ones
    parser.block.ruler.at("heading", _heading, _ENDS)
    parser.block.ruler.before("heading", "dialect_block", _dialect_block, _ENDS)
    parser.block.ruler.before("reference", FOOTNOTE, _footnote, _ENDS)
    parser.validateLink = _any_address  # type: ignore[method-assign]
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    parser.block.ruler.getRules = _by_first_sign(parser.block.ruler)  # type: ignore[method-assign, assignment]
    return parser


# With which sign a line must begin (after blanks) for a rule to have anything to say.
_FIRST = {
    "blockquote": ">",
    "hr": "*-_",
    "fence": "`~",
    "html_block": "<",
    "reference": "[",
    "list": "*+-0123456789",
    "heading": "#",
    "dialect_block": "!?=",
    FOOTNOTE: "[",
}
BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _by_first_sign(
    ruler: Ruler[Callable[[StateBlock, int, int, bool], bool]],
) -> Callable[[str], list[BlockRule]]:
    """Ask only the rules that a line's first sign calls for: the same tokens in less time."""
    names = {rule.fn: rule.name for rule in ruler.__rules__}
    known = ruler.getRules

    @cache
    def chosen(chain: str) -> list[BlockRule]:
        rules = known(chain)
        plain = [rule for rule in rules if names[rule] not in _FIRST]
        signs = set("".join(_FIRST.values()))
        table = {
            sign: [rule for rule in rules if sign in _FIRST.get(names[rule], sign)]
            for sign in signs
        }

        def dispatch(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            at = state.bMarks[line] + state.tShift[line]
            fitting = table.get(state.src[at : at + 1], plain)
            for rule in fitting:  # noqa: SIM110 - any() takes twice as long
                if rule(state, line, end, silent):
                    return True
            return False

        return [dispatch]

    return chosen


def _any_address(url: str) -> bool:  # noqa: ARG001 - rules judge addresses
    return True


def _as_written(url: str) -> str:
    return url


def _inline(state: StateCore) -> None:
    """Parse inside a block only where more than words could stand: it saves time."""
    for before, token in zip([None, *state.tokens], state.tokens, strict=False):
        if token.type != "inline" or token.children is None:
            continue
        heading = before is not None and before.type == "heading_open"
        if heading or _MARKED.search(token.content):
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children.append(Token("text", "", 0, content=token.content))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    if state.is_code_block(start):
        return False
    match = _HEADING.match(_line(state, start))
    if match is None or not match[2]:
        return False
    if silent:
        return True
    tag = f"h{len(match[1])}"
    state.line = start + 1
    opening = state.push("heading_open", tag, 1)
    opening.map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = match[2], [start, state.line], []
    state.push("heading_close", tag, -1)
    return True


def _dialect_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not _BLOCK.fullmatch(_line(state, start)):
        return False
    if not silent:
        _inside(state, start + 1, _indented(state, start + 1, end))
    return True


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _DEFINITION.match(_line(state, start))
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    definition = state.push(FOOTNOTE, "", 0)
    definition.content, definition.map = match[1], [start, start + 1]
    kept = state.bMarks[start], state.tShift[start], state.sCount[start]
    state.bMarks[start] += state.tShift[start] + match.end()
    state.tShift[start] = 0
    state.sCount[start] = state.blkIndent + 4
    _inside(state, start, _indented(state, start + 1, end, lazy=True))
    state.bMarks[start], state.tShift[start], state.sCount[start] = kept
    return True


def _indented(state: StateBlock, line: int, end: int, *, lazy: bool = False) -> int:
    """Find where the indented text ends; `lazy`: lines that go on without indent belong to it."""
    last = line
    while line < end:
        if state.isEmpty(line):
            lazy = False
        elif state.sCount[line] >= state.blkIndent + 4:
            last = line + 1
        elif lazy and not _DEFINITION.match(_line(state, line)):
            state.sCount[line] = state.blkIndent + 4
            last = line + 1
        else:
            break
        line += 1
    return last


def _inside(state: StateBlock, start: int, end: int) -> None:
    """Read lines as blocks of their own, four columns further in."""
    kept = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = state.blkIndent + 4, end, "list"
    state.level += 1
    state.md.block.tokenize(state, start, end)
    state.level -= 1
    state.blkIndent, state.lineMax, state.parentType = kept
    state.line = end
