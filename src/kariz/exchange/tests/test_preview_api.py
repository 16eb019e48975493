"""Who uses only the API knows as much of a file before it comes in as the page says."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish

LIST = (
    "عنوان,شرکت,مرحله,مبلغ,تاریخ ثبت,کارشناس\n"
    "پمپ,آب‌سان,تحویل شد,5,03/04/2025,Sara\n"
    "لوله,شرکت آبسان,هپلی,هفت,,Kian\n"
    "شیر,نیکان,مذاکره,7,,\n"
    "جمع کل,,,12,,\n"
)


def looked(client, one):
    answer = client.get(f"/api/v1/imports/{one.pk}/preview")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_program_is_told_of_guesses_unknown_words_bad_rows_and_lines_left_out(
    client, admin, pipeline, upload
):
    client.force_login(admin)
    one = upload(LIST, admin)
    told = looked(client, one)
    page = client.get(f"/imports/{one.pk}/").context
    assert {word["text"]: (word["unknown"], word["guess"]) for word in told["words"]} == {
        word["text"]: (word["unknown"], word["guess"]) for word in page["words"]
    }
    assert [word["text"] for word in told["words"] if word["unknown"]] == ["هپلی"]
    assert [word["text"] for word in told["words"] if word["guess"]] == [
        word["text"] for word in page["guessed"]
    ]
    assert (told["bad"], told["soft"], told["without_owner"]) == (
        page["preview"].bad_count,
        page["preview"].soft,
        page["preview"].ownerless,
    )
    assert [row["number"] for row in told["bad_rows"]] == [draft.number for draft in page["preview"].bad]
    assert [line["number"] for line in told["left_out"]] == [5] and told["asides"] == 1
    assert [merge["typed"] for merge in told["companies"]] == [
        merge.typed for merge in page["preview"].merges
    ]
    assert {one["text"]: one["meaning"] for one in told["people"]} == {
        one["text"]: one["meaning"] for one in page["owners"]
    }
    assert told["day_or_month"] == page["either_way"] and told["whole"]


def test_a_program_is_told_which_columns_are_left_out_and_that_none_is_the_title(
    client, admin, pipeline, upload
):
    client.force_login(admin)
    one = upload("company,stage,amount,Zorg\nNikan,Demo,5,x\n", admin)
    columns = looked(client, one)["columns"]
    page = client.get(f"/imports/{one.pk}/").context
    assert columns["left_out"] == ["Zorg"] and columns["no_title"] == page["nameless"]
    imports.change(one=one, by=admin, mapping={**one.mapping, "Zorg": "new:text"})
    assert looked(client, one)["columns"]["new_fields"] == ["Zorg"]


def test_once_it_ran_there_is_nothing_to_look_at_before(client, admin, pipeline, bring):
    client.force_login(admin)
    done = bring("title\nPump\n", admin)
    answer = client.get(f"/api/v1/imports/{done.pk}/preview")
    assert (answer.status_code, answer.json()["code"]) == (409, "import_busy")


def test_rows_worth_a_look_are_to_be_had_alone_before_and_after(client, admin, pipeline, upload):
    client.force_login(admin)
    usual = "".join(f"Lift {n},{1000 + n}\n" for n in range(12))
    one = finish(imports.check(one=upload(f"title,amount\n{usual}Tower,9000000\n", admin), by=admin))
    before = client.get(f"/api/v1/imports/{one.pk}/expected-rows?odd=true").json()["items"]
    assert [row["number"] for row in before] == [14]
    one = finish(imports.start(one=one, by=admin))
    after = client.get(f"/api/v1/imports/{one.pk}/rows?odd=true").json()["items"]
    assert [row["number"] for row in after] == [14] and after[0]["warnings"]


def test_a_set_says_what_of_its_files_is_not_sure(client, admin, pipeline):
    client.force_login(admin)
    files = [
        SimpleUploadedFile("deals.csv", LIST.encode()),
        SimpleUploadedFile("people.csv", b"name,mobile,Zorg\nReza,09121234567,x\n"),
    ]
    made = client.post("/api/v1/import-sets", {"file": files}).json()
    told = client.get(f"/api/v1/import-sets/{made['id']}/preview").json()
    page = client.get(f"/imports/together/{made['id']}/").context
    assert [word["text"] for word in told["words"] if word["unknown"]] == [
        word["text"] for word in page["unknown"]
    ]
    assert {file["part"]: file["columns"]["left_out"] for file in told["files"]} == {
        part["one"].pk: part["left_out"] for part in page["parts"]
    }
