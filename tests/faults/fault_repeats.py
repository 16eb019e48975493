"""The same request comes many times at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.faults.running import Answer, Kariz

TIMES = 50


def test_one_key_fifty_times_at_once_has_one_effect_and_with_another_body_none(kariz: Kariz) -> None:
    kariz.found(1)
    kariz.start()
    body = {"title": "Pump station", "pipeline": kariz.facts["pipeline"]}

    def make(title: str) -> Answer:
        return kariz.call("POST", "/api/v1/deals", body | {"title": title}, **{"Idempotency-Key": "1405-09"})

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(make, ["Pump station"] * TIMES))
        others = list(pool.map(make, ["Another"] * TIMES))
    print(f"\none key: {dict(Counter(one.status for one in answers + others))}")
    assert {one.status for one in answers} == {201}, answers[0].body
    assert len({one.body["id"] for one in answers}) == 1
    assert sum("Idempotent-Replayed" in one.headers for one in answers) == TIMES - 1
    assert {(one.status, one.body["code"]) for one in others} == {(422, "idempotency_key_reused")}
    made = "print(json.dumps([Deal.objects.count(), Event.objects.filter(verb='deal.created').count()]))"
    assert kariz.python(made) == [2, 2]
