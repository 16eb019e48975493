"""A row says a stage, and what keeps its deal from going there is no matter of the stage."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.models import F

from kariz.access.models import RoleScope
from kariz.exchange.queries.pages.stopped import stopped_rows
from kariz.pipeline.models import Criterion, Deal

FIRST = "external id,title,stage\nx1,Pump,Prospecting\n"
LATER = "external id,title,stage\nx1,Pump,Qualification\n"


@pytest.fixture
def listed(admin, pipeline, bring):
    Criterion.objects.all().delete()
    bring(FIRST, admin)


def pump():
    return Deal.objects.select_related("stage").get(external_id="x1", deleted_at=None)


@contextmanager
def reza_is_faster():
    """Once, between the reading of the deal and the writing of its stage, its row changes."""
    done = []

    def meanwhile(execute, sql, params, many, context):
        if not done and 'UPDATE "pipeline_deal"' in sql:
            done.append(sql)
            Deal.objects.update(version=F("version") + 1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        yield
    assert done


def test_a_deal_that_reza_changes_in_the_same_second_is_not_stopped_but_moved_after_him(listed, admin, bring):
    with reza_is_faster():
        done = bring(LATER, admin, existing="update")
    assert (done.updated_count, done.refused_count, stopped_rows(done).count()) == (1, 0, 0)
    assert pump().stage.position == 1


def test_a_deal_that_ali_sees_and_may_not_move_is_refused_to_him_and_not_held_by_its_stage(
    listed, admin, ali, bring
):
    RoleScope.objects.update_or_create(role="seller", defaults={"sees": "all", "changes": "own"})
    done = bring(LATER, ali, existing="update")
    assert (done.refused_count, stopped_rows(done).count(), pump().stage.position) == (1, 0, 0)
