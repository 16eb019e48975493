"""Notes on a record: written, formatted, changed, pinned, deleted and brought back, and found by search."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kariz.access.actions import users
from kariz.access.models import RoleScope
from kariz.events.actions.undo import CannotUndo, undo
from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.people.actions import contacts
from kariz.records import markup
from kariz.records.actions import comment_batches, comments
from kariz.records.models import Comment, Notification
from kariz.records.search.finder import find
from kariz.web.errors import FieldErrors, NotAllowed, Stale

TAG = re.compile(r"<[^>]*>")
KNOWN = re.compile(
    r'</?(?:p|br|strong|em|s|ul|ol|li|blockquote)(?: dir="auto"| class="mention"| start="\d+")*>'
    r'|</a>|<a href="(?:https?:|mailto:|tel:)[^"<>]*" target="_blank" rel="noopener noreferrer nofollow">'
    r'|<a target="_blank" rel="noopener noreferrer nofollow">'
)


@pytest.fixture
def contact(sara):
    return contacts.create(by=sara, name="نازنین پارسا")


@pytest.fixture
def written(sara, contact):
    return comments.create(subject=("contact", contact.pk), body="**گارانتی** دوساله خواست", by=sara)


def last(verb):
    return Event.objects.filter(verb=verb).latest("pk")


def test_marks_become_bold_lists_quotes_and_links():
    shown = markup.html("**مهم** و *مورب*\n\n- یک\n- two\n\n> نقل\n\nhttps://kariz.example/a")
    for part in (
        "<strong>مهم</strong>",
        "<em>مورب</em>",
        "<li>یک</li>",
        "<blockquote",
        'href="https://kariz.example/a"',
    ):
        assert part in shown
    assert markup.plain("**مهم** [متن](https://x.example)\n- یک") == "مهم متن یک"


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<a hx-get="/" style="x" data-controller="y">z</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/pixel.png)",
        '<https://x.example/" onmouseover="alert(1)>',
        '[x](https://a.example "t" onclick=alert(1))',
        "@<b>x</b>",
    ],
)
def test_nothing_that_runs_or_loads_comes_out(body):
    shown = markup.html(body, ["<b>x</b>"])
    assert all(KNOWN.fullmatch(tag) for tag in TAG.findall(shown)), shown
    assert "<img" not in shown and "<script" not in shown


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>\"'`*_[]()!@#:/\\&;= \nabجس۱-.", max_size=120))
def test_whatever_is_typed_only_known_marks_come_out(body):
    assert all(KNOWN.fullmatch(tag) for tag in TAG.findall(markup.html(body, ["ab", "جس"])))


def test_a_long_and_deep_note_is_shown_at_once():
    assert "a" in markup.html("> " * 3_000 + "a") and markup.html("[" * 9_000) and markup.html("*a " * 3_000)


def test_sara_changes_her_note_and_takes_it_back(sara, contact, written):
    comments.change(comment=written, body="گارانتی یک‌ساله", by=sara, version=1)
    assert written.edited_at and written.version == 2
    with pytest.raises(Stale):
        comments.change(comment=written, body="سه‌ساله", by=sara, version=1)
    undo(event=last("comment.changed"), by=sara)
    assert Comment.objects.get().body == "**گارانتی** دوساله خواست"


def test_an_older_change_is_not_taken_back_over_a_newer_one(sara, written):
    comments.change(comment=written, body="یک", by=sara)
    first = last("comment.changed")
    comments.change(comment=written, body="دو", by=sara)
    with pytest.raises(CannotUndo):
        undo(event=first, by=sara)


def test_nobody_changes_the_words_of_another(sara, reza, written):
    reza.role = "manager"
    reza.save()
    with pytest.raises(NotAllowed):
        comments.change(comment=written, body="چیز دیگر", by=reza)
    comments.pin(comment=written, by=reza)
    assert Comment.objects.get().pinned_at


def test_a_pinned_note_stands_first_until_it_is_unpinned(client, sara, contact, written):
    comments.create(subject=("contact", contact.pk), body="تازه‌تر", by=sara)
    client.force_login(sara)
    page = client.post(f"/comments/{written.pk}/pin/", {"on": "1"}).content.decode()
    assert page.index("گارانتی") < page.index("تازه‌تر")
    undo(event=last("comment.pinned"), by=sara)
    page = client.get(f"/comments/contact/{contact.pk}/").content.decode()
    assert page.index("تازه‌تر") < page.index("گارانتی")


def test_a_deleted_note_is_gone_from_the_log_and_comes_back(client, sara, contact, written):
    client.force_login(sara)
    answer = client.post(f"/comments/{written.pk}/delete/")
    assert "undo" in answer.headers["HX-Trigger"]
    assert "گارانتی" not in str(list(Event.objects.values_list("data", flat=True)))
    assert not find(sara, "گارانتی")
    undo(event=last("comment.deleted"), by=sara)
    assert "گارانتی" in client.get(f"/comments/contact/{contact.pk}/").content.decode()


def test_the_record_is_found_by_the_words_of_its_notes(sara, contact, written):
    assert [entry.object_id for entry in find(sara, "گارانتی")] == [contact.pk]
    contacts.change(contact=contact, by=sara, name="نازنین دیگر")
    assert [entry.object_id for entry in find(sara, "گارانتی")] == [contact.pk]
    comments.change(comment=written, body="ضمانت", by=sara)
    assert not find(sara, "گارانتی") and find(sara, "ضمانت")


def test_who_cannot_see_the_record_does_not_find_it_by_a_note(sara, reza, written):
    RoleScope.objects.create(role="seller", sees="own", changes="own")
    assert not find(reza, "گارانتی")


def test_the_list_of_colleagues_says_who_sees_the_record_by_as_many_queries_for_two_as_for_eight(
    sara, reza, contact, client
):
    RoleScope.objects.create(role="seller", sees="own", changes="own")
    client.force_login(sara)

    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as seen:
            page = client.get(f"/comments/contact/{contact.pk}/people/?q=").content.decode()
        return len(seen), page

    asked()
    few, page = asked()
    assert "رضا" in page
    for at in range(9):
        role = "manager" if at % 2 else "seller"
        users.create(by=SYSTEM, name=f"Colleague {at}", role=role, email=f"c{at}@x.example", password=None)
    asked()
    many, page = asked()
    assert many == few and page.count('role="option"') == 8
    told = comments.create(subject=("contact", contact.pk), body="@Colleague 0 @Colleague 1 @رضا", by=sara)
    assert [one.name for one in told.mentions.all()] == ["Colleague 1"]


def test_who_is_named_later_is_told_once(sara, reza, contact, written):
    reza.role = "manager"
    reza.save()
    comments.change(comment=written, body="@رضا ببین", by=sara)
    comments.change(comment=written, body="@رضا دوباره ببین", by=sara)
    assert Notification.objects.filter(user=reza).count() == 1
    assert '<strong class="mention">@رضا</strong>' in markup.html(written.body, ["رضا"])


def test_the_edit_form_keeps_what_was_typed_when_somebody_was_quicker(client, sara, contact, written):
    client.force_login(sara)
    assert "**گارانتی**" in client.get(f"/comments/{written.pk}/edit/").content.decode()
    comments.change(comment=written, body="دیگر", by=sara)
    answer = client.post(f"/comments/{written.pk}/edit/", {"body": "مال من", "version": "1"})
    assert answer.status_code == 409 and "مال من" in answer.content.decode()
    assert client.post(f"/comments/{written.pk}/edit/", {"body": " ", "version": "2"}).status_code == 422


def test_reza_reads_no_form_of_saras_note(client, reza, written):
    reza.role = "manager"
    reza.save()
    client.force_login(reza)
    assert client.get(f"/comments/{written.pk}/edit/").status_code == 403


def test_an_empty_note_is_refused(sara, contact):
    with pytest.raises(FieldErrors):
        comments.create(subject=("contact", contact.pk), body="\x00 \n", by=sara)


@pytest.mark.parametrize("note", ["[" * 10_000, "[a](" * 2_500, "[a](b " * 1_600, "*" * 10_000, "> " * 5_000])
def test_no_note_keeps_the_server_busy(note, cpu_seconds):
    assert cpu_seconds(lambda: markup.plain(note)) < 0.1
    lengths = iter(range(3))  # a note that was shown before is remembered
    assert cpu_seconds(lambda: markup.html(note[next(lengths) :])) < 0.5


def test_notes_that_a_file_brings_are_found_until_they_are_taken_back_and_their_event_names_who_brought_them(
    admin, sara
):
    reza = contacts.create(name="Reza", by=admin)
    new = comment_batches.NewNote(("contact", reza.pk), "Asked for flamingo valves", author=sara)
    [note] = comment_batches.bring_in(notes=[new], by=admin)
    assert note.author == sara and find(admin, "flamingo")
    told = Event.objects.get(verb="comment.created")
    assert (told.actor_id, told.data["author"]) == (admin.pk, sara.name)
    assert comment_batches.remove_many(comments=[note], by=admin) == 1
    assert not find(admin, "flamingo")
    assert "text" not in Event.objects.get(pk=told.pk).data
