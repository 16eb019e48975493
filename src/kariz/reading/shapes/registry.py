"""All shapes that are known, and which of them a file has."""

from __future__ import annotations

from collections.abc import Sequence

from kariz.localisation.text import squash
from kariz.reading.columns.fields import TARGETS
from kariz.reading.shapes import didar, google, hubspot, kariz, odoo, pipedrive, salesforce, vcard, zoho
from kariz.reading.shapes.base import Known, Shape

SHAPES: tuple[Shape, ...] = (
    didar.SHAPE,
    pipedrive.SHAPE,
    hubspot.SHAPE,
    salesforce.SHAPE,
    zoho.SHAPE,
    odoo.SHAPE,
    google.SHAPE,
    vcard.SHAPE,
    kariz.SHAPE,
)
OWN = next(target.keys for target in TARGETS if target.name == "id")
BY_NAME = {shape.name: shape for shape in SHAPES}


def recognise(columns: Sequence[str]) -> Known | None:
    """The shape that explains most of the columns, or None. What Kariz itself exported has no other's shape."""
    if OWN & set(map(squash, columns)):
        return None
    found = [
        Known(shape, part, part.mapping(columns))
        for shape in SHAPES
        for part in shape.parts
        if part.fits(columns)
    ]
    return max(found, key=lambda one: len(one.mapping), default=None)
