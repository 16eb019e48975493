"""What import-linter cannot see: foreign keys that name a higher area by a string."""

import tomllib

from django.apps import apps
from django.conf import settings

from tests.guards.tree import RANKS, ROOT, SOURCE

WITHOUT_LAYERS = {"config", "web", "jobs", "localisation"}


def test_every_area_has_its_place_in_the_order():
    areas = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert areas <= set(RANKS), f"give them a rank in tests/guards/tree.py: {areas - set(RANKS)}"


def test_every_area_keeps_the_order_inside_itself():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    held = {container.removeprefix("kariz.") for container in contracts[1]["containers"]}
    areas = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - WITHOUT_LAYERS
    assert held == areas, "the second contract in pyproject.toml lists the areas"


def test_no_foreign_key_points_to_a_higher_area():
    upward = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in RANKS:
            continue
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.related_model
            if target is None or target._meta.app_label not in RANKS:
                continue
            if target._meta.label == settings.AUTH_USER_MODEL:
                continue
            if RANKS[target._meta.app_label] > RANKS[label]:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not upward
