"""Names of one practice: people call «کلینیک سپید» «دندانپزشکی سپید» or «مطب سپید», as it comes to their mind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from kariz.localisation.text import fold
from kariz.people.firm_words import ONE_WORD
from kariz.reading.names.named_firms import Node
from kariz.reading.names.parts_of_names import Words
from kariz.reading.names.reached import Times

_TRADES = frozenset(map(fold, "دندانپزشکی دنتال دندان چشمپزشکی دامپزشکی فیزیوتراپی رادیولوژی".split()))  # noqa: SIM905
"""What is done there: one name of two trades is of two practices."""
_WORDS = _TRADES | frozenset(map(fold, "کلینیک درمانگاه مطب پزشکی تخصصی فوقتخصصی شبانهروزی".split()))  # noqa: SIM905


def pairs(
    nodes: Sequence[Node],
    times: Times,
    own: Callable[[Words], Words],
    root: Callable[[int], int],
    may_be_one: Callable[[Node, Node], bool],
) -> Iterator[tuple[Node, Node]]:
    """(the practice, another name of it): where somebody has the same number, or name, in both; or the practice alone, of
    those that are called so, stands in a list of customers or is here. `own`: the words that tell a name from others;
    `root`: the group of a place as it is now."""
    named: dict[Words, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.words & _WORDS and own(rest := node.words - _WORDS):
            named[rest].append(node)
    for alike in named.values():
        if len(alike) < 2:
            continue
        listed = {root(node.place) for node in alike if node.lists}
        for node in alike:
            found = [
                other
                for other in alike
                if may_be_one(node, other)
                and _are_of_one_trade(node, other)
                and (_is_known(node, other, listed, root) or times.get(node.key, {}).get(other.key))
            ]
            if len({root(other.place) for other in found}) == 1:
                yield found[0], node


def _is_known(node: Node, other: Node, listed: Collection[int], root: Callable[[int], int]) -> bool:
    return not node.lists and bool(other.lists) and listed == {root(other.place)}


def _are_of_one_trade(one: Node, other: Node) -> bool:
    mine, theirs = ({ONE_WORD.get(word, word) for word in node.words & _TRADES} for node in (one, other))
    return not mine or not theirs or bool(mine & theirs)
