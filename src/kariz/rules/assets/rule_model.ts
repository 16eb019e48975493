/** The tree that the editor changes: plain data and pure functions, without the page. */

export type Scalar = string | number | boolean;
export type RuleJson =
  | { all: RuleJson[] }
  | { any: RuleJson[] }
  | { not: RuleJson }
  | { field: string; op: string; value?: Scalar | Scalar[] | null }
  | Record<string, never>;

export interface Question {
  op: string;
  label: string;
}

export interface FieldSchema {
  name: string;
  label: string;
  group: string;
  type: string;
  /** The first is what a new row asks. */
  ops: [Question, ...Question[]];
  options: [string | number, string][] | null;
  unit: string;
  scale: number;
}

export type Word =
  | "all"
  | "any"
  | "not_all"
  | "none"
  | "group"
  | "field"
  | "op"
  | "value"
  | "from"
  | "to"
  | "yes"
  | "no"
  | "and"
  | "add_condition"
  | "add_group"
  | "remove"
  | "remove_group"
  | "empty"
  | "list"
  | "bad_number"
  | "date"
  | "today"
  | "start_of_week"
  | "start_of_month"
  | "start_of_quarter"
  | "start_of_year"
  | "days_ago"
  | "days_ahead";

export interface Schema {
  fields: [FieldSchema, ...FieldSchema[]];
  words: Record<Word, string>;
  digits: string;
  calendar: string;
  /** A blank date field with its popover. */
  dateField: () => HTMLElement;
}

export type Join = "all" | "any" | "not_all" | "none";
export const JOINS: Join[] = ["all", "any", "not_all", "none"];
export const MAX_DEPTH = 3;

export interface Row {
  kind: "row";
  field: string;
  op: string;
  /** What was chosen or typed so far; undefined where nothing was. */
  value: Scalar | Scalar[] | undefined;
}

export interface Group {
  kind: "group";
  join: Join;
  children: Node[];
}

export type Node = Row | Group;
export type Input = "none" | "text" | "number" | "boolean" | "option" | "options" | "list" | "day" | "days" | "range";

const WITHOUT_VALUE = new Set(["is_empty", "is_not_empty", "is_me"]);
const WITH_DAYS = new Set(["within_last", "within_next", "older_than"]);
const NUMBERS = new Set(["number", "money", "duration", "age"]);
const DAYS = new Set(["date", "datetime"]);

export function emptyGroup(join: Join = "all"): Group {
  return { kind: "group", join, children: [] };
}

export function newRow(field: FieldSchema): Row {
  return { kind: "row", field: field.name, op: field.ops[0].op, value: undefined };
}

/** The editor's tree of a kept rule. Its root is always a group. */
/** Other names of a question, which the menus do not have. */
const SAME: Record<string, string> = { before: "<", after: ">" };

/** The row's question as its field's menu calls it. */
export function settleOp(row: Row, field: FieldSchema): void {
  const same = SAME[row.op];
  const has = (op: string): boolean => field.ops.some((one) => one.op === op);
  if (same && !has(row.op) && has(same)) row.op = same;
}

export function fromJson(json: RuleJson | null): Group {
  const node = read(json ?? {}, false);
  return node.kind === "group" ? node : { ...emptyGroup(), children: [node] };
}

function read(json: RuleJson, negated: boolean): Node {
  if ("not" in json) return read(json.not as RuleJson, !negated);
  if ("any" in json) return group(negated ? "none" : "any", json.any as RuleJson[]);
  if ("field" in json) {
    const row: Row = { kind: "row", field: json.field as string, op: json.op as string, value: undefined };
    if (json.value !== null && json.value !== undefined) row.value = json.value as Scalar | Scalar[];
    return negated ? { kind: "group", join: "none", children: [row] } : row;
  }
  return group(negated ? "not_all" : "all", "all" in json ? (json.all as RuleJson[]) : []);
}

function group(join: Join, parts: RuleJson[]): Group {
  return { kind: "group", join, children: parts.map((part) => read(part, false)) };
}

/** The rule to keep. Rows without their value and groups without rows ask nothing and are left out. */
export function toJson(root: Group): RuleJson {
  return write(root) ?? {};
}

function write(node: Node): RuleJson | null {
  if (node.kind === "row") return writeRow(node);
  const parts = node.children.map(write).filter((part): part is RuleJson => part !== null);
  if (parts.length === 0) return null;
  if (node.join === "all") return { all: parts };
  if (node.join === "any") return { any: parts };
  return { not: node.join === "none" ? { any: parts } : { all: parts } };
}

function writeRow(row: Row): RuleJson | null {
  if (WITHOUT_VALUE.has(row.op)) return { field: row.field, op: row.op };
  return isComplete(row) ? { field: row.field, op: row.op, value: row.value } : null;
}

export function isComplete(row: Row): boolean {
  if (WITHOUT_VALUE.has(row.op)) return true;
  const filled = (value: unknown) => value !== undefined && value !== "" && value !== null;
  if (row.op === "between") return Array.isArray(row.value) && row.value.length === 2 && row.value.every(filled);
  return Array.isArray(row.value) ? row.value.length > 0 && row.value.every(filled) : filled(row.value);
}

/** Which kind of input asks for the value. */
export function inputFor(field: FieldSchema, op: string): Input {
  if (WITHOUT_VALUE.has(op)) return "none";
  if (WITH_DAYS.has(op)) return "days";
  if (op === "between") return "range";
  const several = op === "in" || op === "not_in";
  if (field.options !== null) return several ? "options" : "option";
  return several ? "list" : single(field);
}

/** The input of one value: also for each end of a range. */
export function single(field: FieldSchema): "text" | "number" | "boolean" | "day" {
  if (DAYS.has(field.type)) return "day";
  if (field.type === "boolean") return "boolean";
  return NUMBERS.has(field.type) || field.type === "reference" ? "number" : "text";
}

/** Another field: a question that nobody chose gives way to the usual one of that field. */
export function setField(row: Row, field: FieldSchema, before?: FieldSchema): void {
  row.field = field.name;
  if (row.op === before?.ops[0].op || !field.ops.some(({ op }) => op === row.op)) row.op = field.ops[0].op;
  row.value = undefined;
}

/** Another question: keep the value where it is asked for in the same way. */
export function setOp(row: Row, field: FieldSchema, op: string): void {
  if (inputFor(field, op) !== inputFor(field, row.op)) row.value = undefined;
  row.op = op;
}

export function remove(root: Group, gone: Node): void {
  root.children = root.children.filter((child) => child !== gone);
  for (const child of root.children) if (child.kind === "group") remove(child, gone);
}

/** A number as people type it, with Persian digits or separators, in the unit shown; undefined where it is none. */
export function readNumber(typed: string, scale = 1): number | undefined {
  const latin = typed
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[٬,\s]/g, "")
    .replace("٫", ".");
  if (!/^-?\d+(\.\d+)?$/.test(latin)) return undefined;
  const found = Number(latin) * scale;
  return scale === 1 ? found : Math.round(found);
}

export function showNumber(value: Scalar | undefined, scale: number, digits: string): string {
  if (typeof value !== "number") return "";
  const plain = String(value / scale);
  return digits === "persian" ? plain.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d))) : plain;
}

/** A kept day as the editor shows it: a way of saying it, and the number or date that belongs to it. */
export function readDay(value: Scalar | undefined): { mode: string; amount: string } {
  const text = String(value ?? "");
  const offset = /^([+-])(\d+)d$/.exec(text);
  if (offset) return { mode: offset[1] === "-" ? "days_ago" : "days_ahead", amount: offset[2] ?? "" };
  if (text === "today" || text.startsWith("start_of_")) return { mode: text, amount: "" };
  return { mode: "date", amount: text };
}

export function writeDay(mode: string, amount: string): string | undefined {
  if (mode === "date") return amount || undefined;
  if (mode !== "days_ago" && mode !== "days_ahead") return mode;
  const days = readNumber(amount);
  if (days === undefined || days < 0 || !Number.isInteger(days)) return undefined;
  return `${mode === "days_ago" ? "-" : "+"}${days}d`;
}
