"""«فردا» is another day tomorrow: once it has become the day of a step, its words do not name it any more."""

import pytest

from kariz.pipeline.models import Activity


def steps():
    return {one.deal.title: one.name for one in Activity.objects.filter(source=None)}


@pytest.mark.parametrize(
    ("head", "step", "passing", "vague"),
    [
        ("عنوان,وضعیت,اقدام بعدی,موعد", "جلسه", ("فردا", "شنبه"), "آخر ماه"),
        ("Job,Status,Next step,Due", "Meet", ("tomorrow", "Tue"), "end of the month"),
    ],
)
def test_a_word_that_passes_leaves_the_step_and_a_vague_one_stays(
    admin, pipeline, bring, head, step, passing, vague
):
    first, second = passing
    bring(f"{head}\nA,open,{step},{first}\nB,open,{step},{second}\nC,open,{step},{vague}\n", admin)
    assert steps() == {"A": step, "B": step, "C": f"{step} ({vague})"}
    assert all(Activity.objects.filter(source=None).values_list("due_at", flat=True))


@pytest.mark.parametrize(
    ("head", "text", "name"),
    [
        ("عنوان,وضعیت,اقدام بعدی", "جلسه حضوری (فردا)", "جلسه حضوری"),
        ("Job,Status,Next step", "Site visit (tomorrow)", "Site visit"),
    ],
)
def test_so_it_does_where_it_stands_in_brackets_behind_the_step(admin, pipeline, bring, head, text, name):
    bring(f"{head}\nA,open,{text}\n", admin)
    assert steps() == {"A": name}
