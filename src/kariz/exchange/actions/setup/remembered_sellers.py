"""Keeping whom names of owners mean, where a person said so: nicknames and short names that no rule can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from kariz.access.models import User
from kariz.access.queries.people import names_of, retired
from kariz.exchange.models import Import, RememberedMapping
from kariz.exchange.queries.known.known_people import known_people
from kariz.exchange.queries.known.said_sellers import CALLED, KIND, SELLERS
from kariz.exchange.queries.known.tables import MOST_NAMES, names_in
from kariz.reading.cells.values import same_name
from kariz.reading.names import ends_of_names, owners
from kariz.reading.rows.settings import NEW, UNSAID

MOST = 1_000
"""So many names are kept of what one person said, the newest."""


def keep(parts: Iterable[Import], by: User, *, tried: bool = False) -> None:
    """Remember what this person said of the names of owners in these files. What a rule tells as well was a guess, which
    is made anew; a name that means somebody else in another of the files is asked about again. `tried`: the files did
    not come in, and what is remembered already stays."""
    said: dict[str, set[tuple[str, str]]] = {}
    lists = [part.options.get("people", {}) for part in parts]
    everywhere = ends_of_names.agreed(lists)
    for people in lists:
        for name in people:
            meaning = ends_of_names.to_keep(name, people, everywhere)
            if meaning != UNSAID and (key := same_name(name)) not in owners.ME:
                said.setdefault(key, set()).add((name, meaning))
    if not said:
        return
    answers = _answers(said, by)
    before = RememberedMapping.objects.select_for_update().filter(signature=KIND, by=by).first()
    options = before.options if before else {}
    held = options.get(SELLERS, {})
    asked = {key: meaning for key, meaning in held.items() if key not in said}
    kept = answers | held if tried else asked | answers
    if not kept and before is None:
        return
    kept = dict(list(kept.items())[-MOST:])
    RememberedMapping.objects.update_or_create(
        signature=KIND,
        by=by,
        defaults={
            "kind": KIND,
            "options": {SELLERS: kept, CALLED: options.get(CALLED, {}) | _names_of(kept)},
            "used_at": timezone.now(),
        },
    )


def of_file(one: Import, said: Mapping[str, str]) -> dict[str, str]:
    """Of what was said before of the names of owners in such files, what holds for those that this one names: the others
    are of other books."""
    here = names_in(one).owners
    named = set(map(same_name, here))
    whole = len(here) < MOST_NAMES
    return {
        name: ends_of_names.to_keep(name, said, {}) for name in said if same_name(name) in named or not whole
    }


def _answers(said: Mapping[str, set[tuple[str, str]]], by: User) -> dict[str, str]:
    """{folded name: meaning} of what no rule tells."""
    known = known_people(list(User.objects.active()))
    gone = owners.by_name(retired())
    found = {}
    for key, pairs in said.items():
        meanings = {meaning for _name, meaning in pairs}
        name, meaning = next(iter(pairs))
        # A new seller of this name is known by it once the import ran.
        said_once = len(meanings) == 1 and meaning != NEW and key not in known
        if said_once and owners.match(name, known, by, gone) != meaning:
            found[key] = meaning
    return found


def _names_of(people: Mapping[str, str]) -> dict[str, str]:
    ids = [int(meaning) for meaning in people.values() if meaning.isdecimal()]
    return {str(pk): name for pk, name in names_of(ids).items()} if ids else {}
