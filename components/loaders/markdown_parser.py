"""markdown-it-py whose tokens know where they stand.

The parser itself gives line ranges for blocks and nothing for inline tokens. Its rules are
wrapped, through its public rulers, to note where each was when it made a token:

- ``meta["columns"]`` of a leaf block: for each line of ``map`` the offset in the (line-break
  normalised) source where its content begins, after list and quote markers and indentation;
- ``meta["at"]`` of an inline token: ``(start, end)`` in the content of its block, or in the label
  of its image.

Adjacent text tokens are not joined, for each has a place of its own.
"""

import functools
from collections.abc import Callable

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

MAX_NESTING = 100

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_InlineRule = Callable[[StateInline, bool], bool]

_LEAVES: dict[str, tuple[_BlockRule, list[str]]] = {
    # name: (rule, the blocks it may interrupt)
    "table": (rules_block.table, ["paragraph", "reference"]),
    "code": (rules_block.code, []),
    "fence": (rules_block.fence, ["paragraph", "reference", "blockquote", "list"]),
    "html_block": (rules_block.html_block, ["paragraph", "reference", "blockquote"]),
    "heading": (rules_block.heading, ["paragraph", "reference", "blockquote"]),
    "lheading": (rules_block.lheading, []),
    "paragraph": (rules_block.paragraph, []),
}
_INLINE: dict[str, _InlineRule] = {
    "text": rules_inline.text,
    "newline": rules_inline.newline,
    "escape": rules_inline.escape,
    "backticks": rules_inline.backtick,
    "strikethrough": rules_inline.strikethrough.tokenize,
    "emphasis": rules_inline.emphasis.tokenize,
    "link": rules_inline.link,
    "image": rules_inline.image,
    "autolink": rules_inline.autolink,
    "html_inline": rules_inline.html_inline,
    "entity": rules_inline.entity,
}


@functools.cache
def markdown_parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, raw HTML as tokens; never renders or runs anything."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    md.disable(["text_join", "fragments_join"])
    for name, (block_rule, interrupts) in _LEAVES.items():
        md.block.ruler.at(name, _placed_block(block_rule), {"alt": interrupts})
    for name, inline_rule in _INLINE.items():
        md.inline.ruler.at(name, _placed_inline(inline_rule))
    md.inline.ruler.push("literal", _placed_inline(_literal))
    return md


def _placed_block(rule: _BlockRule) -> _BlockRule:
    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[count:]:
            if token.map and not token.nesting:
                token.meta["columns"] = [state.bMarks[n] + state.tShift[n] for n in range(*token.map)]
        return True

    return placed


def _placed_inline(rule: _InlineRule) -> _InlineRule:
    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if silent:
            return True
        if state.pending:
            state.pushPending()
        made = [token for token in state.tokens[count:] if "at" not in token.meta]
        each = "".join(token.content for token in made) == state.src[start : state.pos]
        for token in made:
            token.meta["at"] = (start, start + len(token.content)) if each else (start, state.pos)
            start += len(token.content) if each else 0
        return True

    return placed


def _literal(state: StateInline, silent: bool) -> bool:
    """A character that no other rule wants."""
    if not silent:
        state.append_pending(state.src[state.pos])
    state.pos += 1
    return True
