"""What Mina said a word of the stage column means holds for next week's list with other columns, too."""

import pytest

from kariz.access.actions import users
from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.pipeline.models import Deal

WORDS = {"fa": ("قرارداد", "مشتری,موضوع,مبلغ,مرحله"), "en": ("Contract", "Customer,Subject,Amount,Stage")}
OTHER = {"fa": "کار,کجا,وضعیت,مبلغ", "en": "Job,Company,Status,Value"}


def lists(language):
    word, columns = WORDS[language]
    return f"{columns}\nپارس,پمپ,5,{word}\n", f"{OTHER[language]}\nشیر,مهر,{word},6\n", word


def say(one, by, meaning):
    one = imports.change(one=one, by=by, options={"stages": dict.fromkeys(one.options["stages"], meaning)})
    return finish(imports.start(one=one, by=by))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_word_that_mina_called_a_win_is_one_in_a_list_with_other_columns(
    admin, pipeline, upload, client, language
):
    first, second, word = lists(language)
    say(upload(first, admin), admin, "won")
    again = upload(second, admin, "weekly.csv")
    assert again.options["stages"] == {word: "won"}
    [told] = client_words(client, admin, again)
    assert told["remembered"] and not told["guess"]
    client.force_login(admin)
    assert "همان که پیش‌تر گفته شد" in client.get(f"/imports/{again.pk}/").content.decode()
    finish(imports.start(one=again, by=admin))
    assert set(Deal.objects.values_list("outcome", flat=True)) == {"won"}


def client_words(client, by, one):
    client.force_login(by)
    return client.get(f"/api/v1/imports/{one.pk}/preview").json()["words"]


def test_what_she_takes_back_is_guessed_again(admin, pipeline, upload):
    first, second, word = lists("fa")
    guessed = upload(first, admin).options["stages"][word]
    say(upload(first, admin), admin, "won")
    say(upload(second, admin, "weekly.csv"), admin, guessed)
    assert upload("شرکت,کار,مبلغ,نتیجه\nماه,لوله,7,قرارداد\n", admin, "third.csv").options["stages"] == {
        word: guessed
    }


def test_others_are_heard_where_they_agree(admin, pipeline, upload):
    sara, omid = (
        users.create(by=admin, name=name, role="administrator", email=f"{mail}@nikan.example")
        for name, mail in (("سارا", "sara"), ("امید", "omid"))
    )
    first, second, word = lists("fa")
    say(upload(first, sara), sara, "won")
    assert upload(second, admin, "weekly.csv").options["stages"] == {word: "won"}
    say(upload(first.replace("مشتری", "خریدار"), omid), omid, "lost")
    assert upload(second, admin, "weekly.csv").options["stages"][word] not in ("won", "lost")
    assert upload(second, omid, "weekly.csv").options["stages"] == {word: "lost"}


def test_a_word_that_only_the_list_itself_explains_is_not_kept(admin, pipeline, upload):
    finish(
        imports.start(
            one=upload("مشتری,موضوع,مبلغ,نتیجه\nپارس,پمپ,5,قرارداد\nمهر,شیر,6,باخت\n", admin), by=admin
        )
    )
    assert (
        upload("شرکت,کار,مبلغ,مرحله\nماه,لوله,7,قرارداد\n", admin, "b.csv").options["stages"]["قرارداد"]
        != "won"
    )
