"""Tables of records: one page, one set of keys and one bulk change for every kind; the areas above register theirs."""

from .columns import Cell, Column, Edit, Found, Group, columns_of, register, register_provider
from .kinds import Quick, Table, register_table, table_of, tables

__all__ = [
    "Cell",
    "Column",
    "Edit",
    "Found",
    "Group",
    "Quick",
    "Table",
    "columns_of",
    "register",
    "register_provider",
    "register_table",
    "table_of",
    "tables",
]
