"""A spelling that was merged away finds the survivor, until the merge is taken back."""

from kariz.events.actions.undo import undo
from kariz.events.models import Event
from kariz.people.actions import companies, contacts
from kariz.people.actions.merging import merge
from kariz.people.queries.merged import former_names
from kariz.records.search import finder


def found(by, words):
    return [entry.title for entry in finder.find(by, words, kinds=["company", "contact"])]


def test_sara_finds_obriens_by_each_name_that_it_had(sara):
    made = [
        companies.create(by=sara, name=name) for name in ("Cliffs Hotel", "O'Brien & Sons", "Moher Lodge")
    ]
    merge(survivor=made[1], others=[made[0]], by=sara, choices={"name": made[1].pk})
    merge(survivor=made[2], others=[made[1]], by=sara, choices={"name": made[2].pk})
    assert [found(sara, words) for words in ("cliffs", "o'brien & sons", "obrien", "moher")] == [
        ["Moher Lodge"]
    ] * 4
    made[2].refresh_from_db()
    companies.change(company=made[2], by=sara, city="Galway")
    assert found(sara, "cliffs") == ["Moher Lodge"], "renewed entries keep it"
    undo(event=Event.objects.filter(verb="company.merged").latest("id"), by=sara)
    assert found(sara, "moher") == ["Moher Lodge"]
    assert found(sara, "cliffs") == ["O'Brien & Sons"]


def test_siavash_is_found_by_the_name_that_he_gave_up(sara):
    siavash, sadr = (contacts.create(by=sara, name=name) for name in ("سیاوش نوری", "مهندس صدر"))
    merge(survivor=siavash, others=[sadr], by=sara, choices={"name": sadr.pk})
    assert found(sara, "سیاوش") == found(sara, "صدر") == ["مهندس صدر"]
    undo(event=Event.objects.get(verb="contact.merged"), by=sara)
    assert (found(sara, "سیاوش"), found(sara, "صدر")) == (["سیاوش نوری"], ["مهندس صدر"])


def test_however_many_were_merged_away_two_questions_tell_their_names(sara, django_assert_num_queries):
    keep, *rest = (companies.create(by=sara, name=f"Quay {n}") for n in range(8))
    merge(survivor=keep, others=rest, by=sara, choices={"name": keep.pk})
    with django_assert_num_queries(2):
        assert len(former_names("company", [keep.pk])[keep.pk]) == 7
