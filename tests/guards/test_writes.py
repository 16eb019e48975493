"""Only actions write: no .save(), .create(), .update(), .delete() on models anywhere else."""

import ast
from pathlib import Path

import pytest

from tests.guards.tree import files, name, parsed

# File -> why it may write. Frameworks' own tables and what a framework calls back.
EXCEPTIONS: dict[str, str] = {
    "src/kariz/access/models/user.py": "Django's authentication asks the manager for create_user",
    "src/kariz/config/backup/read.py": "a restore puts rows back as they were, before anything runs",
    "src/kariz/config/housekeeping.py": "old sessions, the framework's own table",
    "src/kariz/jobs/kicks.py": "the job runner's own table",
    "src/kariz/records/custom/first_fill.py": "called by migrations, which fill a new table of copies",
    "src/kariz/records/search/index.py": "the search index is a copy that readers rebuild, no domain model",
    "src/kariz/web/once.py": "the marks of forms that were sent, no domain model",
    "src/kariz/web/idempotency.py": "the answers kept for repeated requests, no domain model",
}

ALWAYS = {
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "abulk_create",
    "aupdate_or_create",
}
QUERYSET_STEPS = {"filter", "exclude", "all", "visible_to", "changeable_by", "select_for_update", "order_by"}
WRITING_FOLDERS = {"actions", "migrations"}


def writes(tree: ast.Module) -> list[tuple[int, str]]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [(call.lineno, ast.unparse(call.func)) for call in calls if _writes(call)]


def _writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    method, receiver = call.func.attr, call.func.value
    if any(keyword.arg == "by" for keyword in call.keywords):
        return False  # an action: it names who acts
    if method in ALWAYS:
        return True
    if method in {"save", "asave"}:
        # A file, a storage or a spreadsheet is saved under a name; a model or a form is not.
        return not call.args and ast.unparse(receiver) != "request.session"
    if method in {"delete", "adelete"}:
        return not call.args and not call.keywords
    if method in {"update", "aupdate"}:
        return _is_queryset(receiver) and bool(call.keywords)
    if method in {"create", "acreate"}:
        return _is_manager(receiver)
    return False


def _is_manager(receiver: ast.expr) -> bool:
    return isinstance(receiver, ast.Attribute) and (
        receiver.attr in {"objects", "_default_manager"} or receiver.attr.endswith(("_set", "s"))
    )


def _is_queryset(receiver: ast.expr) -> bool:
    if isinstance(receiver, ast.Call) and isinstance(receiver.func, ast.Attribute):
        return receiver.func.attr in QUERYSET_STEPS or _is_queryset(receiver.func.value)
    return isinstance(receiver, ast.Attribute) and receiver.attr in {"objects", "_default_manager"}


def _may_write(path: Path) -> bool:
    return bool(WRITING_FOLDERS & set(path.parts)) or path.name == "actions.py"


def test_only_actions_write():
    found = {
        f"{name(path)}:{line}: {call}"
        for path in files(".py")
        if not _may_write(path) and name(path) not in EXCEPTIONS
        for line, call in writes(parsed(path))
    }
    assert not found, "move it into an action:\n" + "\n".join(sorted(found))


def test_every_exception_is_still_needed():
    existing = {name(path): path for path in files(".py")}
    idle = [path for path in EXCEPTIONS if path not in existing or not writes(parsed(existing[path]))]
    assert not idle


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("deal.save()", True),
        ("form.save(commit=False)", True),
        ("Deal.objects.filter(pk=1).update(stage=2)", True),
        ("Deal.objects.create(name='x')", True),
        ("contact.points.create(value='x')", True),
        ("deal.delete()", True),
        ("Deal.objects.bulk_create(rows)", True),
        ("context.update(page=1)", False),
        ("cache.delete(key)", False),
        ("storage.save(path, content)", False),
    ],
)
def test_the_guard_knows_a_write_when_it_sees_one(line, caught):
    assert bool(writes(ast.parse(line))) is caught
