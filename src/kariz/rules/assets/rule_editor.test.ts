import { describe, expect, it } from "vitest";

import {
  type FieldSchema,
  type Group,
  type RuleJson,
  emptyGroup,
  fromJson,
  inputFor,
  newRow,
  readDay,
  readNumber,
  remove,
  setField,
  setOp,
  settleOp,
  showNumber,
  toJson,
  writeDay,
} from "./rule_model";

const field = (name: string, type: string, ops: string[], more: Partial<FieldSchema> = {}): FieldSchema => ({
  name,
  type,
  label: name,
  group: "",
  ops: ops.map((op) => ({ op, label: op })) as FieldSchema["ops"],
  options: null,
  unit: "",
  scale: 1,
  ...more,
});
const size = field("company.size", "number", ["=", ">=", "between", "in", "is_empty"]);
const title = field("title", "text", ["contains", "=", "is_empty"]);

describe("the tree of the editor", () => {
  const kept: RuleJson[] = [
    {},
    { all: [{ field: "company.size", op: ">=", value: 50 }] },
    { any: [{ field: "title", op: "contains", value: "الف" }, { all: [{ field: "owner", op: "is_me" }] }] },
    { not: { any: [{ field: "done", op: "=", value: false }] } },
    { not: { all: [{ field: "size", op: "between", value: [0, 5] }, { field: "due", op: "<", value: "today" }] } },
  ];
  it.each(kept)("gives a kept rule back unchanged: %j", (rule) => {
    expect(toJson(fromJson(rule))).toEqual(rule);
  });

  it("puts a lone condition into a group, and a negated one under none", () => {
    expect(toJson(fromJson({ field: "owner", op: "is_me" }))).toEqual({ all: [{ field: "owner", op: "is_me" }] });
    expect(fromJson({ not: { field: "owner", op: "is_me" } }).join).toBe("none");
    expect(fromJson({ not: { not: { all: [] } } }).join).toBe("all");
  });

  it("leaves out unfinished rows and empty groups", () => {
    const root: Group = { ...emptyGroup(), children: [newRow(size), emptyGroup("any")] };
    expect(toJson(root)).toEqual({});
  });

  it("removes a row from an inner group", () => {
    const root = fromJson({ all: [{ any: [{ field: "a", op: "=", value: 1 }, { field: "b", op: "=", value: 2 }] }] });
    remove(root, (root.children[0] as Group).children[0]!);
    expect(toJson(root)).toEqual({ all: [{ any: [{ field: "b", op: "=", value: 2 }] }] });
  });
});

describe("a row", () => {
  it("keeps its question with a new field that has it, and drops the value", () => {
    const row = { ...newRow(size), op: "=", value: 5 };
    setField(row, title);
    expect(row).toMatchObject({ field: "title", op: "=", value: undefined });
  });

  it("takes the usual question of the other field where nobody chose one, and keeps the one that was chosen", () => {
    const worth = field("amount", "money", [">=", "=", "is_empty"]);
    const row = newRow(size);
    setField(row, worth, size);
    expect(row.op).toBe(">=");
    row.op = "is_empty";
    setField(row, size, worth);
    expect(row.op).toBe("is_empty");
  });

  it("calls “before” of a kept rule as the menu does, and keeps its value", () => {
    const due = field("due", "date", ["=", ">", "<"]);
    const row = { ...newRow(due), op: "before", value: "today" };
    settleOp(row, due);
    expect(row).toMatchObject({ op: "<", value: "today" });
    settleOp(row, size);
    expect(row.op).toBe("<");
  });

  it("drops the value when the new question asks for it in another way", () => {
    const row = { ...newRow(size), op: "=", value: 5 as never };
    setOp(row, size, ">=");
    expect(row.value).toBe(5);
    setOp(row, size, "between");
    expect(row.value).toBeUndefined();
  });

  it("asks for the value by type and question", () => {
    expect(inputFor(size, "is_empty")).toBe("none");
    expect(inputFor(size, "in")).toBe("list");
    expect(inputFor(field("owner", "reference", ["in"], { options: [[1, "Sara"]] }), "in")).toBe("options");
    expect(inputFor(field("due", "date", ["<"]), "within_last")).toBe("days");
  });
});

describe("values as people type them", () => {
  it("reads Persian numbers in the unit shown", () => {
    expect(readNumber("۱٬۲۰۰", 10)).toBe(12000);
    expect(readNumber("12.35", 100)).toBe(1235);
    expect(readNumber("دو")).toBeUndefined();
    expect(showNumber(12000, 10, "persian")).toBe("۱۲۰۰");
  });

  it("reads and writes relative days", () => {
    for (const day of ["today", "-30d", "+7d", "start_of_month", "2026-03-21"]) {
      const { mode, amount } = readDay(day);
      expect(writeDay(mode, amount)).toBe(day);
    }
    expect(writeDay("days_ago", "")).toBeUndefined();
  });
});
