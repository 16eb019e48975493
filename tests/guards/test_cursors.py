"""No cursor is read on while something is written: SQLite breaks it with the first transaction that is rolled back."""

import ast

import pytest

from tests.guards.test_writes import writes
from tests.guards.tree import files, name, parsed

REMEDY = (
    "collect what is to be written and write it behind the loop, or go through the rows with kariz.web.parts"
)


def broken(tree: ast.Module) -> list[tuple[int, str]]:
    """Where a loop over `.iterator()` calls an action, opens a transaction or writes to a model."""
    actions = _from_actions(tree)
    return [
        (loop.lineno, written)
        for loop in ast.walk(tree)
        if isinstance(loop, ast.For) and _streams(loop.iter)
        for statement in loop.body
        for written in _written(statement, actions)
    ]


def _streams(rows: ast.expr) -> bool:
    calls = (node for node in ast.walk(rows) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Attribute) and call.func.attr == "iterator" for call in calls)


def _from_actions(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            inside = "actions" in (node.module or "").split(".")
            found |= {alias.asname or alias.name for alias in node.names if inside or alias.name == "actions"}
    return found


def _written(statement: ast.stmt, actions: set[str]) -> list[str]:
    found = [what for _line, what in writes(ast.Module([statement], []))]
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            said = ast.unparse(node.func)
            if said.split(".")[0] in actions or said.split(".")[-1] == "atomic":
                found.append(said)
    return found


def test_nothing_is_written_while_a_cursor_is_read_on():
    problems = [
        f"{name(path)}:{line} calls {what} in a loop over .iterator(); {REMEDY}"
        for path in files(".py")
        if "migrations" not in path.parts
        for line, what in broken(parsed(path))
    ]
    assert problems == []


HEAD = "from kariz.events.actions.undo import undo\n"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("for row in rows.iterator():\n undo(event=row, by=by)", 1),
        (
            "for row in rows.order_by('-id').iterator(chunk_size=5):\n try:\n  row.save()\n except E:\n  pass",
            1,
        ),
        ("for row in enumerate(rows.iterator()):\n with transaction.atomic():\n  look(row)", 1),
        ("for row in rows.iterator():\n found.append(row)", 0),
        ("for row in list(rows):\n undo(event=row, by=by)", 0),
    ],
)
def test_the_guard_sees_what_it_must(source, count):
    assert len(broken(ast.parse(HEAD + source))) == count
