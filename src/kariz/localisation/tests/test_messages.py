import gettext
import os

from kariz.localisation.messages import compile_messages

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Board"\nmsgstr "تابلو"\n'


def test_translations_are_compiled_once_and_again_when_they_change(tmp_path):
    source = tmp_path / "area" / "locale" / "fa" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    compiled = source.with_suffix(".mo")
    assert compile_messages(tmp_path) == [compiled]
    word = "Board"
    with compiled.open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext(word) == "تابلو"
    assert compile_messages(tmp_path) == []
    later = compiled.stat().st_mtime + 5
    os.utime(source, (later, later))
    assert compile_messages(tmp_path) == [compiled]
