"""Which names of companies in the lists of a set are one: told by general rules, joined only where exactly one fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sys import intern

from kariz.localisation.text import persian_letters
from kariz.people.firm_words import CALLED_BY, CITIES, ENGLISH_CALLED_BY, KINDS
from kariz.people.likeness.few_letters import by_ear
from kariz.people.likeness.with_person import parted
from kariz.people.normal import company_key, one_line
from kariz.reading.names import cut_short, practices
from kariz.reading.names import reached as reaching
from kariz.reading.names.alike import are_alike_in_haste
from kariz.reading.names.named_firms import HERE, Doubt, Group, Name, Node, Told
from kariz.reading.names.parts_of_names import FORM, Parts, Words, all_of, kinds_of, parts_of, words_of

LEADS, WITHIN = 3, 4
"""Companies whose names begin with a word, or have it within, that then says what they do: as «لبنیات» and, in «کلینیک
تخصصی آرتا», the second word do."""

SURE = 2
"""Words of its own by which a company is told without what it is."""


class Spellings:
    """Names of companies, each in the group that it belongs to."""

    def __init__(
        self,
        names: Iterable[Name],
        apart: Collection[str] = (),
        reached: Iterable[Collection[str]] = (),
        known: Mapping[str, str] | None = None,
        chosen: Sequence[str] = (),
    ) -> None:
        """`apart`: keys of names that a person said are companies of their own; `reached`: names in whose rows the same
        phone number stands, or the same person; `known`: {key of a name: the company, one of these names, that it was
        understood as before}; `chosen`: names that a person said are the right ones, the last of them first of all."""
        self._apart = frozenset(apart)
        self._before = dict(known or {})
        self._chosen = {text: place for place, text in enumerate(chosen, 1)}
        self._nodes: dict[str, Node] = {}
        self._cities = set(CITIES)
        kept = list(names)
        for name in kept:
            self._cities |= {city for city in name.cities if " " not in city}
        told: dict[str, Told] = {}
        for name in kept:
            if key := name.key or company_key(name.text):
                if key in self._nodes:
                    self._nodes[key].names.append(name)
                else:
                    self._nodes[key] = Node(name, key)
                    # Now, as long as what the key was made of is remembered.
                    told[key] = self._told(name)
        for place, node in enumerate(self._nodes.values()):
            node.place = place
        self._parent = list(range(len(self._nodes)))
        self._list = list(self._nodes.values())
        self._lists = [node.lists for node in self._list]
        self._own_numbers = [node.own for node in self._list]
        self._learn([told.pop(node.key) for node in self._list])
        self._join_known()
        self._join_alike()
        self._join_short()
        self._cut: set[str] = set()
        self._join_cut()
        self._times = reaching.times_of(reached)
        self._join_reached()
        self._join_practices()
        self._name()
        self.doubts = list(self._doubted())

    def __len__(self) -> int:
        return len(self._list)

    @property
    def says_more(self) -> bool:
        """Does a name mean anything but itself?"""
        return bool(self.groups) or self._without_people

    # What the words of these names are.

    def _told(self, name: Name) -> Told:
        parts = parts_of(name.text, self._cities)
        return list(map(intern, words_of(parts))), parts.city

    def _learn(self, first: list[Told]) -> None:
        """`first`: what the first name of each node says."""
        told = [self._fullest(node.names, one) for node, one in zip(self._list, first, strict=True)]
        self._tokens = {word for words, _city in told for word in words}
        leads: dict[str, set[Words]] = defaultdict(set)
        within: dict[str, set[Words]] = defaultdict(set)
        for node, (typed, city) in zip(self._list, told, strict=True):
            words = self._joined(typed)
            node.words = frozenset(words)
            node.city = city
            if len(words) > 1 and len(rests := leads[words[0]]) < LEADS:
                rests.add(frozenset(words[1:]))
            for word in words[1:-1]:
                if len(rests := within[word]) < WITHIN:
                    rests.add(node.words - {word})
        self._general = (
            KINDS | ENGLISH_CALLED_BY | {word for word, rests in leads.items() if len(rests) >= LEADS}
        )
        self._general |= {word for word, rests in within.items() if len(rests) >= WITHIN}
        del leads, within
        self._in_full = cut_short.wholes((words for words, _city in first), self._own)
        # Most words of a long list stand in one name only, which needs no set.
        self._by_word: dict[str, int | set[int]] = {}
        for node in self._list:
            for word in node.words:
                known = self._by_word.setdefault(word, node.place)
                if isinstance(known, set):
                    known.add(node.place)
                elif known != node.place:
                    self._by_word[word] = {known, node.place}

    def _fullest(self, names: Sequence[Name], first: Told) -> Told:
        """Of the ways in which one name is written that with the most words, whichever list is read first: «انبوه سازان»
        says what «انبوه‌سازان» does."""
        return max([first, *map(self._told, names[1:])], key=lambda one: len(one[0]))

    def _joined(self, words: list[str]) -> list[str]:
        """«دشت ناز» as «دشتناز», where one of the names writes it so."""
        found: list[str] = []
        for word in words:
            whole = [found[-1] + word, f"{found[-1]}و{word}"] if found else []
            if known := next((one for one in whole if one in self._tokens), ""):
                found[-1] = known
            else:
                found.append(word)
        return found

    def _with(self, word: str) -> set[int]:
        """The places of the names that have the word."""
        found = self._by_word.get(word, set())
        return found if isinstance(found, set) else {found}

    def _own(self, words: Words) -> Words:
        """The words by which a company is told from others."""
        return words - self._general - self._cities

    # Groups

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def _join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._parent[other] = one
            self._lists[one] = all_of([self._lists[one], self._lists[other]])
            self._own_numbers[one] = all_of([self._own_numbers[one], self._own_numbers[other]])

    def _are_two(self, one: Node, other: Node, lists: Collection[int] | None = None) -> bool:
        """A list that has both says so, or each has a number that only one company has. `lists`: those that count."""
        first, last = self._root(one.place), self._root(other.place)
        both = self._lists[first] & self._lists[last]
        if both if lists is None else both & set(lists):
            return True
        mine, theirs = self._own_numbers[first], self._own_numbers[last]
        kinds = kinds_of(mine) & kinds_of(theirs)
        return bool(kinds) and not kinds & kinds_of(mine & theirs)

    def _stays(self, node: Node) -> bool:
        return node.key in self._apart

    def _join_known(self) -> None:
        """What a name meant before it goes on to mean, as long as no company is called so."""
        for key, called in self._before.items():
            node, firm = self._nodes.get(key), self._nodes.get(company_key(called))
            if node and firm and not self._stays(node) and HERE not in node.lists:
                self._join(firm.place, node.place)

    def _join_alike(self) -> None:
        """The same words, but for what stands in brackets or behind a dash."""
        by_words: dict[Words, list[Node]] = defaultdict(list)
        for node in self._list:
            if node.words and not self._stays(node):
                by_words[node.words].append(node)
        for nodes in by_words.values():
            if len(nodes) > 1:
                self._join_places(nodes)

    def _join_places(self, nodes: list[Node]) -> None:
        """One company, unless it is one of two places: those of two cities are two, as long as nobody can tell."""
        places = {city for node in nodes for city in node.cities}
        if len(places) < 2:
            for node in nodes[1:]:
                if not self._are_two(nodes[0], node, (HERE,)):
                    self._join(nodes[0].place, node.place)
            return
        for place in sorted(places):
            of_place = [node for node in nodes if place in node.cities]
            for node in of_place[1:]:
                if node.cities == of_place[0].cities and not self._are_two(of_place[0], node, (HERE,)):
                    self._join(of_place[0].place, node.place)
        nowhere = [node for node in nodes if not node.cities]
        for node in nowhere[1:]:
            if not self._are_two(nowhere[0], node, (HERE,)):
                self._join(nowhere[0].place, node.place)

    def _join_short(self) -> None:
        for node in sorted(self._list, key=lambda node: -len(node.words)):
            if self._stays(node):
                continue
            found = self._longer(node.words, node)
            if found is not None:
                self._join(found.place, node.place)

    def _longer(self, words: Words, node: Node | None = None) -> Node | None:
        """The only company whose name says these words and nothing more but what it does, or where it is."""
        own = self._own(words)
        if not own:
            return None
        places = set.intersection(*map(self._with, own))
        mine = self._root(node.place) if node else -1
        # What says less than this is a spelling of it, or none: it is looked at in its turn.
        others = [one for one in map(self._list.__getitem__, places) if not one.words < words]
        others = [one for one in others if self._root(one.place) != mine]
        roots = {self._root(other.place) for other in others}
        if len(roots) != 1 or any(self._stays(other) for other in others):
            return None
        return next((other for other in others if self._fits(words, node, other)), None)

    def _fits(self, words: Words, node: Node | None, other: Node) -> bool:
        if not words < other.words:
            return False
        if node is not None and (_are_far(node, other) or self._are_two(node, other)):
            return False
        more = other.words - words
        if not more <= self._general | self._cities:
            return False
        if more & CALLED_BY and not other.lists - {HERE}:
            return False
        if more & ENGLISH_CALLED_BY and len(self._own(words)) < SURE and not other.lists - {HERE}:
            return False
        where = more - self._general
        return not where or bool(other.lists) or node is None or bool(where & node.cities)

    def _join_cut(self) -> None:
        """ "Hill Country Bev" is the only one whose name begins so: "Hill Country Beverage Co"."""
        for short, places in self._in_full.items():
            node, whole = self._list[short], self._list[places[0]]
            alone = len({self._root(place) for place in places}) == 1 and not self._stays(node)
            if alone and not (self._stays(whole) or self._are_two(node, whole) or _are_far(node, whole)):
                self._join(whole.place, short)
                self._cut |= {name.text for name in node.names}

    def _join_reached(self) -> None:
        """«المپیک» is «استخر المپیک» where somebody has the same number, or name, in both: of companies that reach one
        person the only one whose name is the other's and more, or is spelt by ear: «باسلق ارس» and «باسلوق ارس»."""
        nodes = [node for key in self._times if (node := self._nodes.get(key))]
        for less in sorted(nodes, key=lambda node: (-len(node.words), node.place)):
            reached = self._times[less.key].items()
            others = [(other, times) for key, times in reached if (other := self._nodes.get(key))]
            found = [more for more, times in others if self._is_part(less, more, sure=times >= reaching.SURE)]
            if len({self._root(more.place) for more in found}) == 1:
                self._join(found[0].place, less.place)

    def _join_practices(self) -> None:
        for firm, node in practices.pairs(self._list, self._times, self._own, self._root, self._may_be_one):
            self._join(firm.place, node.place)

    def _is_part(self, less: Node, more: Node, *, sure: bool) -> bool:
        """`sure`: both say the same person and number, so that it need not say more than what it does, and where."""
        if not (self._own(less.words) or (sure and len(less.words) > 1)):
            return False
        if not less.words < more.words and not self._are_by_ear(less, more):
            return False
        return self._may_be_one(less, more)

    def _may_be_one(self, one: Node, other: Node) -> bool:
        if self._stays(one) or self._stays(other) or self._root(one.place) == self._root(other.place):
            return False
        return not (_are_far(one, other) or self._are_two(one, other))

    def _are_by_ear(self, one: Node, other: Node) -> bool:
        ways = (tuple(words_of(parts_of(node.names[0].text, self._cities))) for node in (one, other))
        return by_ear(*ways)

    def _doubted(self) -> Iterator[Doubt]:
        """Those that reach the same people and whose names are alike, of which nobody can tell whether they are one."""
        seen: set[tuple[int, int]] = set()
        for one, other, times in reaching.pairs_of(self._times):
            node, second = self._nodes.get(one), self._nodes.get(other)
            if not (node and second and self._may_be_one(node, second)):
                continue
            roots = self._root(node.place), self._root(second.place)
            if {roots, roots[::-1]} & seen or not self._are_near(node, second, times):
                continue
            seen.add(roots)
            less, best = sorted((node, second), key=lambda node: max(map(self._rank, node.names)))
            yield Doubt(self._meant[best.key], self._meant[less.key])

    def _are_near(self, one: Node, other: Node, times: int) -> bool:
        both = one.words & other.words
        if self._own(both) or times < reaching.SURE:
            return bool(self._own(both))
        return bool(both) or are_alike_in_haste(one.names[0].text, other.names[0].text)

    # What they are called

    def _name(self) -> None:
        found: dict[int, list[Node]] = defaultdict(list)
        for node in self._list:
            found[self._root(node.place)].append(node)
        self.groups: list[Group] = []
        self._without_people = False
        self._meant: dict[str, str] = {}
        self._known: dict[int, str] = {}
        for root, nodes in found.items():
            names = [name for node in nodes for name in node.names]
            best = names[0] if len(names) == 1 else max(names, key=self._rank)
            called = self._called(best, alone=len(nodes) == 1)
            self._known[root] = called
            for node in nodes:
                self._meant[node.key] = called
            if len(nodes) > 1:
                own = company_key(called)
                typed = [name.text for name in names if company_key(name.text) != own]
                self.groups.append(
                    Group(called, list(dict.fromkeys(typed)), any(HERE in one.lists for one in names))
                )
        for key, called in self._before.items():
            if key not in self._apart and (now := self._meant.get(company_key(called))):
                self._meant.setdefault(key, now)
        self.groups.sort(key=lambda one: (not one.known, -len(one.typed)))

    def _called(self, name: Name, *, alone: bool) -> str:
        """As it is called here; else without the person who stands beside it."""
        if HERE in name.lists:
            return name.text
        firm, person = parted(name.text)
        if alone and not person:
            return name.text
        self._without_people |= bool(person)
        return FORM.sub("", one_line(persian_letters(firm)))

    def _rank(self, name: Name) -> tuple[bool, int, bool, bool, int, int]:
        """Whichever list of customers has it knows best; where none does, a name that says more of what they do."""
        parts = parts_of(name.text, self._cities)
        plain = not (parts.city or parts.person or parts.beside or name.text in self._cut)
        words = len(set(words_of(parts)) - self._cities)
        chosen = self._chosen.get(name.text, 0)
        return HERE in name.lists, chosen, plain, name.listed, words, name.rows

    def name_of(self, text: str) -> str:
        """What the company is called that a name of the lists means; the name itself where it is of nobody else."""
        return self._meant.get(company_key(text), "") or text

    def exactly(self, text: str) -> str:
        """The same; "" where no list has just this name."""
        return self._meant.get(company_key(text), "")

    def find(self, text: str) -> str:
        """What the company is called that a text means which need not stand in the lists; "" for none, or several."""
        key = company_key(text)
        if key in self._meant:
            return self._meant[key]
        if not key:
            return ""
        parts = parts_of(text, self._cities)
        if company_key(parts.head) in self._meant and not parts.beside:
            return self._meant[company_key(parts.head)]
        words = frozenset(self._joined(words_of(parts)))
        own = self._own(words)
        if not own:
            return ""
        places = set.intersection(*map(self._with, own))
        roots = {self._root(place) for place in places}
        if len(roots) != 1:
            return ""
        fits = any(self._list[p].words == words or self._fits(words, None, self._list[p]) for p in places)
        return self._known[roots.pop()] if fits else ""

    def parts(self, text: str) -> Parts:
        """The text taken apart, with the cities of these lists."""
        return parts_of(text, self._cities)


def _are_far(one: Node, other: Node) -> bool:
    return bool(one.cities and other.cities and not one.cities & other.cities)
