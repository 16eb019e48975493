"""`python -m tests.faults.scene DEALS [SAMPLE]`: a firm with deals of one owner in an empty database, and so many of the
sample data besides; tells as JSON who may do what."""

from __future__ import annotations

import json
import os
import sys

import django

PASSWORD = "Qanat-1405-water"


def main(count: int, sample_deals: int = 0) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kariz.config.settings")
    django.setup()
    from kariz.access.actions import tokens, users
    from kariz.config import installation
    from kariz.events.actor import SYSTEM
    from kariz.exchange.actions import sample
    from kariz.organisation.actions import organisation
    from kariz.pipeline.actions import deals, pipelines
    from kariz.pipeline.default_design import default_design

    installation.migrate()
    boss = users.create(by=SYSTEM, name="Mina", role="administrator", email="mina@pars.example")
    boss.set_password(PASSWORD)
    boss.save()
    organisation.create(by=boss, name="Pars Sazeh")
    design = default_design()
    for stage in design["stages"]:
        stage["criteria"] = []
    pipeline = pipelines.create(design=design, by=boss)
    news = [
        deals.NewDeal(title=f"Deal {at}", pipeline=pipeline, owner=boss, amount=1_000) for at in range(count)
    ]
    made = deals.create_many(news=news, by=boss)
    if sample_deals:
        sample.load(by=boss, deals=sample_deals)
    print(
        json.dumps(
            {
                "token": tokens.create(name="trial", scope="admin", by=boss).secret,
                "deals": [deal.pk for deal in made],
                "stages": list(pipeline.stages.order_by("position").values_list("pk", flat=True)),
                "pipeline": pipeline.pk,
            }
        )
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
