/** The inputs that ask for the value of one row. */

import { type Calendar, type DateForm, formatDate, fromIso, toIso, today } from "../../localisation/assets/jalali.ts";
import { DateError, parseDate, type Order } from "../../localisation/assets/jalali_reading.ts";
import {
  type FieldSchema,
  type Row,
  type Scalar,
  type Schema,
  inputFor,
  readDay,
  readNumber,
  showNumber,
  single,
  writeDay,
} from "./rule_model";

type Set = (value: Scalar | Scalar[] | undefined) => void;

const DAY_MODES = [
  "date",
  "today",
  "days_ago",
  "days_ahead",
  "start_of_week",
  "start_of_month",
  "start_of_quarter",
  "start_of_year",
] as const;

export function select(label: string, options: [string, string][], chosen: string, change: (value: string) => void) {
  const found = document.createElement("select");
  found.className = "select select-sm w-auto";
  found.setAttribute("aria-label", label);
  for (const [value, text] of options) found.add(new Option(text, value, false, value === chosen));
  found.addEventListener("change", () => change(found.value));
  return found;
}

/** The inputs for the row's value; `changed` is called after each change of it. */
export function valueInputs(row: Row, field: FieldSchema, schema: Schema, changed: () => void): HTMLElement[] {
  const set: Set = (value) => {
    row.value = value;
    changed();
  };
  const words = schema.words;
  switch (inputFor(field, row.op)) {
    case "none":
      return [];
    case "days":
      return [number(words.value, row.value as Scalar, 1, schema, set)];
    case "range":
      return range(row, field, schema, changed);
    case "option":
      return [option(field, row.value as Scalar, words.value, set)];
    case "options":
      return [options(field, row.value, words.value, set)];
    case "list":
      return [list(row, field, schema, set)];
    default:
      return one(field, row.value as Scalar, words.value, schema, set);
  }
}

function one(field: FieldSchema, value: Scalar | undefined, label: string, schema: Schema, set: Set): HTMLElement[] {
  switch (single(field)) {
    case "day":
      return day(value, label, schema, set);
    case "boolean": {
      const pairs: [string, string][] = [["", "—"], ["true", schema.words.yes], ["false", schema.words.no]];
      return [select(label, pairs, String(value ?? ""), (v) => set(v === "" ? undefined : v === "true"))];
    }
    case "number": {
      const shown = number(label, value, field.scale, schema, set, field.type === "money");
      return field.unit ? [shown, text(field.unit)] : [shown];
    }
    default:
      return [typed(label, String(value ?? ""), (v) => set(v.trim() || undefined))];
  }
}

function range(row: Row, field: FieldSchema, schema: Schema, changed: () => void): HTMLElement[] {
  const ends = (Array.isArray(row.value) ? [...row.value] : []) as Scalar[];
  const end = (place: 0 | 1, label: string) =>
    one(field, ends[place], label, schema, (value) => {
      ends[place] = (value as Scalar | undefined) ?? "";
      row.value = [ends[0] ?? "", ends[1] ?? ""];
      changed();
    });
  return [...end(0, schema.words.from), text(schema.words.and), ...end(1, schema.words.to)];
}

function option(field: FieldSchema, value: Scalar | undefined, label: string, set: Set): HTMLElement {
  const known = field.options ?? [];
  const pairs: [string, string][] = [["", "—"], ...known.map(([key, shown]): [string, string] => [String(key), shown])];
  return select(label, pairs, String(value ?? ""), (v) => set(known.find(([key]) => String(key) === v)?.[0]));
}

function options(field: FieldSchema, value: Row["value"], label: string, set: Set): HTMLElement {
  const chosen = Array.isArray(value) ? [...value] : [];
  const box = document.createElement("fieldset");
  box.className = "flex flex-wrap gap-x-3 gap-y-1";
  box.setAttribute("aria-label", label);
  for (const [key, shown] of field.options ?? []) {
    const line = document.createElement("label");
    line.className = "flex items-center gap-1 text-sm";
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.className = "checkbox checkbox-sm";
    tick.checked = chosen.includes(key);
    tick.addEventListener("change", () => {
      if (tick.checked) chosen.push(key);
      else chosen.splice(chosen.indexOf(key), 1);
      set([...chosen]);
    });
    line.append(tick, shown);
    box.append(line);
  }
  return box;
}

function list(row: Row, field: FieldSchema, schema: Schema, set: Set): HTMLElement {
  const numeric = single(field) === "number";
  const values = (Array.isArray(row.value) ? row.value : []) as Scalar[];
  const shown = values.map((v) => (numeric ? showNumber(v, field.scale, schema.digits) : String(v))).join("، ");
  const found = typed(schema.words.value, shown, (text) => {
    const parts = text.split(/[،,]/).map((part) => part.trim()).filter(Boolean);
    set(numeric ? parts.map((p) => readNumber(p, field.scale)).filter((n) => n !== undefined) : parts);
  });
  found.placeholder = schema.words.list;
  return found;
}

/** `words`: the server reads sums as people write them, such as "30 m"; here only what holds no digit is refused. */
function number(label: string, value: Scalar | undefined, scale: number, schema: Schema, set: Set, words = false): HTMLInputElement {
  const shown = typeof value === "string" ? value : showNumber(value, scale, schema.digits);
  const found = typed(label, shown, (text) => {
    const read = readNumber(text, scale) ?? (words && /[\d۰-۹٠-٩]/.test(text) ? text.trim() : undefined);
    const wrong = text.trim() !== "" && read === undefined;
    found.setAttribute("aria-invalid", String(wrong));
    // What cannot be read is not left out in silence: the form waits for it.
    found.setCustomValidity(wrong ? schema.words.bad_number : "");
    set(read);
  });
  found.inputMode = "decimal";
  found.classList.add("max-w-32");
  return found;
}

function day(value: Scalar | undefined, label: string, schema: Schema, set: Set): HTMLElement[] {
  const { mode, amount } = readDay(value);
  const pairs = DAY_MODES.map((one): [string, string] => [one, schema.words[one]]);
  const place = document.createElement("span");
  const fill = (chosen: string, kept: string) => {
    place.replaceChildren();
    if (chosen === "date") place.append(date(label, kept, schema, set));
    else if (chosen.startsWith("days_")) {
      place.append(typed(label, showNumber(readNumber(kept), 1, schema.digits), (v) => set(writeDay(chosen, v))));
    }
  };
  fill(mode, amount);
  const chooser = select(label, pairs, mode, (chosen) => {
    fill(chosen, "");
    set(writeDay(chosen, ""));
  });
  return [chooser, place];
}

function date(label: string, kept: string, schema: Schema, set: Set): HTMLElement {
  const calendar = schema.calendar === "jalali" ? "jalali" : "gregorian";
  const digits = schema.digits === "persian" ? "persian" : "latin";
  const language = document.documentElement.lang === "en" ? "en" : "fa";
  const place = schema.dateField();
  const input = place.querySelector("input") as HTMLInputElement;
  const order = (place.dataset["jalaliDateOrderValue"] ?? "") as Order;
  const form = (place.dataset["jalaliDateFormValue"] ?? "") as DateForm;
  const day = fromIso(kept);
  input.value = day === undefined ? "" : formatDate(day, calendar, digits, language, "short", form);
  input.placeholder = formatDate(today(), calendar, digits, language, "short", form);
  input.setAttribute("aria-label", label);
  input.addEventListener("input", () => set(isoOf(input.value, calendar, order)));
  return place;
}

/** The day typed, in ISO form; undefined where it is no day. */
function isoOf(text: string, calendar: Calendar, order: Order): string | undefined {
  try {
    return toIso(parseDate(text, today(), calendar, order));
  } catch (error) {
    if (error instanceof DateError) return undefined;
    throw error;
  }
}

function typed(label: string, value: string, change: (value: string) => void): HTMLInputElement {
  const found = document.createElement("input");
  found.type = "text";
  found.className = "input input-sm w-auto";
  found.dir = "auto";
  found.value = value;
  found.maxLength = 500;
  found.setAttribute("aria-label", label);
  found.addEventListener("input", () => change(found.value));
  return found;
}

function text(shown: string): HTMLElement {
  const found = document.createElement("span");
  found.className = "text-sm";
  found.textContent = shown;
  return found;
}
