import htmx from "htmx.org";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { element, press, settled, start } from "../../web/assets/testing.ts";
import { fromTsv, toTsv } from "./grid_clipboard.ts";
import GridController from "./grid_controller.ts";
import { choicesField, recordField } from "./grid_fields.ts";
import { stepOf } from "./grid_rows.ts";

// happy-dom has no XPath, which htmx asks for when it is loaded.
vi.mock("htmx.org", () => ({ default: { ajax: vi.fn(), trigger: vi.fn() } }));

const COLUMNS = ["title", "amount", "stage"];

function row(id: number, texts: string[]): string {
  const cells = texts.map((text, at) => `<td tabindex="-1" data-c="${COLUMNS[at]}"><bdi>${text}</bdi></td>`).join("");
  return `<tr data-id="${id}" data-version="1"><td class="grid-pick"><input type="checkbox"></td>${cells}</tr>`;
}

const PAGE = `<div data-controller="grid" data-grid-plural-value="deals" data-grid-columns-value="title,amount,stage"
  data-grid-texts-value='{"now":"Now {value}","fixed":"Not here","mine":"Mine","theirs":"Theirs","refused":"{value} was not kept. {why}"}' data-action="keydown->grid#key mousedown->grid#press click->grid#click">
  <div data-grid-target="scroll"><table data-grid-target="table" aria-rowcount="4"><colgroup><col width="44"><col width="200" data-c="title"><col width="100" data-c="amount"><col width="100" data-c="stage"></colgroup>
  <thead><tr><th><input type="checkbox" data-grid-target="all"></th><th tabindex="-1" data-c="title" data-input="text">Title</th><th tabindex="-1" data-c="amount" data-input="money">Amount</th><th tabindex="-1" data-c="stage">Stage</th></tr></thead>
  <tbody class="grid-page">${row(1, ["Crane", "10", "Call"])}${row(2, ["Pump", "20", "Call"])}${row(3, ["Lathe", "30", "Offer"])}</tbody>
  <tfoot><tr><td></td><td></td><td></td><td></td></tr></tfoot></table></div>
  <p data-grid-target="live"></p><template data-grid-target="dateEditor"><div><input></div></template></div>
  <div id="grid-bulk" data-url="/bulk/" hidden><b data-part="count" data-words="{n} selected"></b><button data-bulk="whole" data-part="whole" data-words="All {n}"></button></div>`;

interface Sent {
  url: string;
  body: URLSearchParams;
}
let sent: Sent[] = [];
let answer: { status: number; body: unknown };

/** What happy-dom lacks of tables. */
function giveTables(): void {
  const children = (of: Element, ...names: string[]): Element[] => [...of.children].filter((one) => names.includes(one.localName));
  const missing: [{ prototype: object }, string, (this: Element) => unknown][] = [
    [HTMLTableElement, "tHead", function () { return children(this, "thead")[0] ?? null; }],
    [HTMLTableElement, "tFoot", function () { return children(this, "tfoot")[0] ?? null; }],
    [HTMLTableElement, "tBodies", function () { return children(this, "tbody"); }],
    [HTMLTableSectionElement, "rows", function () { return children(this, "tr"); }],
    [HTMLTableRowElement, "cells", function () { return children(this, "td", "th"); }],
    [HTMLTableCellElement, "cellIndex", function () { return children(this.parentElement as Element, "td", "th").indexOf(this); }],
  ];
  for (const [type, name, get] of missing) Object.defineProperty(type.prototype, name, { configurable: true, get });
}

beforeAll(() => {
  document.documentElement.lang = "en";
  giveTables();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  Element.prototype.scrollIntoView = () => undefined;
});

beforeEach(async () => {
  sent = [];
  answer = { status: 200, body: { row: row(1, ["Crane", "99", "Call"]).replace('version="1"', 'version="2"'), toast: {} } };
  vi.stubGlobal("fetch", async (url: string, options: RequestInit = {}) => {
    sent.push({ url, body: options.body as URLSearchParams });
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
  await start(PAGE, { grid: GridController });
  cell(1, "title").focus();
});

function cell(id: number, column: string): HTMLElement {
  return element(`tr[data-id="${id}"] td[data-c="${column}"]`);
}

function here(): string {
  const found = document.activeElement?.closest<HTMLElement>("td, th");
  return `${found?.closest<HTMLElement>("tr")?.dataset["id"] ?? "head"} ${found?.dataset["c"]}`;
}

function field(): HTMLInputElement {
  return element<HTMLInputElement>(".cell-form input");
}

test("arrows, Home and End lead over the cells and do not leave them", () => {
  press(document.activeElement!, "ArrowDown");
  press(document.activeElement!, "ArrowRight");
  expect(here()).toBe("2 amount");
  press(document.activeElement!, "End");
  press(document.activeElement!, "ArrowRight");
  expect(here()).toBe("2 stage");
  press(document.activeElement!, "End", { ctrlKey: true });
  expect(here()).toBe("3 stage");
  press(document.activeElement!, "Home", { ctrlKey: true });
  expect(here()).toBe("1 title");
  press(document.activeElement!, "ArrowUp");
  expect(here()).toBe("head title");
});

test("the left arrow goes forward where the page reads from right to left", () => {
  expect(stepOf("ArrowLeft", true)).toEqual({ rows: 0, columns: 1 });
  expect(stepOf("ArrowLeft", false)).toEqual({ rows: 0, columns: -1 });
});

test("one cell only is a stop of the Tab key", () => {
  press(document.activeElement!, "ArrowDown");
  expect([...document.querySelectorAll('td[tabindex="0"]')]).toEqual([cell(2, "title")]);
});

test("typing begins the edit, Enter keeps it with the version and goes down", async () => {
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "9");
  await settled();
  expect(field().value).toBe("9");
  field().value = "99";
  press(field(), "Enter");
  expect(here()).toBe("2 amount");
  await settled();
  await settled();
  expect(sent[0]?.url).toBe("/tables/deals/1/amount/");
  expect([sent[0]?.body.get("value"), sent[0]?.body.get("version")]).toEqual(["99", "1"]);
  expect(element('tr[data-id="1"]').dataset["version"]).toBe("2");
});

test("F2 edits what stands there, Escape leaves it, nothing is sent", async () => {
  press(document.activeElement!, "F2");
  await settled();
  expect(field().value).toBe("Crane");
  field().value = "Other";
  press(field(), "Escape");
  expect(cell(1, "title").textContent).toBe("Crane");
  expect(sent).toEqual([]);
});

test("what one record alone can have is asked for that record, each time", async () => {
  const head = element('th[data-c="stage"]');
  head.dataset["input"] = "choices";
  head.setAttribute("data-own-options", "");
  answer.body = { options: [["1", "Call"], ["2", "Offer"]] };
  for (const id of [1, 2]) {
    cell(id, "stage").focus();
    press(document.activeElement!, "Enter");
    await settled();
    press(element(".cell-form input"), "Escape");
  }
  expect(sent.map((one) => one.url)).toEqual([
    "/tables/deals/options/stage/?record=1",
    "/tables/deals/options/stage/?record=2",
  ]);
});

test("Tab keeps and goes on; a cell that is not edited is only passed", async () => {
  press(document.activeElement!, "Enter");
  await settled();
  press(field(), "Tab");
  expect(here()).toBe("1 amount");
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "x");
  expect(document.querySelector(".cell-form")).toBeNull();
});

test("Enter on a cell that cannot be changed says so", () => {
  const told: unknown[] = [];
  document.body.addEventListener("toast", (event) => told.push((event as CustomEvent).detail), { once: true });
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "Enter");
  expect(here()).toBe("1 stage");
  expect(told).toEqual([{ message: "Not here" }]);
});

test("after an edit the last line and the groups are added up anew, and a fold stays as it was", async () => {
  const head = (group: string, count: string, sum: string): string =>
    `<tbody class="grid-part" data-group="${group}"><tr><td></td><td><button aria-expanded="false" data-fold><span class="count">${count}</span></button></td><td>${sum}</td><td></td></tr></tbody>`;
  const groups = document.createElement("template");
  groups.innerHTML = `<table>${head("call", "2", "30")}${head("gone", "1", "5")}</table>`;
  element("tbody").before(...groups.content.querySelectorAll("tbody"));
  const fresh = `<table>${head("call", "2", "119").replace("false", "true")}<tfoot><tr><td></td><td>3</td><td>149</td><td></td></tr></tfoot></table><p class="grid-note">weighted 15</p>`;
  const note = Object.assign(document.createElement("p"), { className: "grid-note", textContent: "weighted 12" });
  element("table").after(note);
  const usual = fetch;
  vi.stubGlobal("fetch", async (url: string, options: RequestInit = {}) => {
    if (!url.includes("/totals/")) return usual(url, options);
    sent.push({ url, body: new URLSearchParams() });
    return new Response(fresh);
  });
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "9");
  await settled();
  press(field(), "Enter");
  await vi.waitFor(() => expect(element("tfoot td:nth-child(3)").textContent).toBe("149"));
  expect(note.textContent).toBe("weighted 15");
  expect(sent.at(-1)?.url).toMatch("/tables/deals/totals/?columns=title");
  expect(element("[data-group=call]").textContent?.trim()).toBe("2119");
  expect(element("[data-group=gone]").textContent?.trim()).toBe("0");
  expect(element("[data-group=call] [data-fold]").getAttribute("aria-expanded")).toBe("false");
});

test("what is wrong comes back into its cell with the error", async () => {
  answer = { status: 422, body: { errors: ["Not a number."] } };
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "x");
  await settled();
  press(field(), "Enter");
  for (let wait = 0; wait < 5; wait++) await settled();
  expect(here()).toBe("1 amount");
  expect(element(".field-error").textContent).toBe("Not a number.");
  expect(field().value).toBe("x");
});

test("what was refused does not look kept when the cell is left", async () => {
  const said: string[] = [];
  document.body.addEventListener("toast", (event) => said.push((event as CustomEvent<{ message: string }>).detail.message));
  answer = { status: 422, body: { errors: ["Not a number."] } };
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "x");
  await settled();
  press(field(), "Enter");
  for (let wait = 0; wait < 5; wait++) await settled();
  vi.stubGlobal("fetch", async (url: string) => {
    sent.push({ url, body: new URLSearchParams() });
    return new Response(row(1, ["Crane", "10", "Call"]));
  });
  cell(2, "title").focus();
  await vi.waitFor(() => expect(cell(1, "amount").textContent).toBe("10"));
  expect(said).toEqual(["x was not kept. Not a number."]);
  expect(cell(1, "amount").classList.contains("grid-wrong")).toBe(false);
  expect(sent.filter((one) => one.url === "/tables/deals/1/amount/").length).toBe(1);
});

test("who comes second chooses whose value it shall be", async () => {
  answer = { status: 409, body: { conflict: { message: "Sara was here.", now: "50", html: "50", row: row(1, ["Crane", "50", "Call"]).replace('version="1"', 'version="7"') } } };
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "8");
  await settled();
  press(field(), "Enter");
  for (let wait = 0; wait < 5; wait++) await settled();
  expect(element(".grid-conflict p").textContent).toBe("Sara was here. Now 50");
  element(".grid-conflict button").click();
  for (let wait = 0; wait < 3; wait++) await settled();
  expect(sent[1]?.body.get("version")).toBe("7");
});

test("Shift and an arrow select a block", () => {
  press(document.activeElement!, "ArrowDown", { shiftKey: true });
  press(document.activeElement!, "ArrowRight", { shiftKey: true });
  expect(document.querySelectorAll(".grid-in").length).toBe(4);
  press(document.activeElement!, "Escape");
  expect(document.querySelectorAll(".grid-in").length).toBe(0);
});

test("Space takes the row, Control-A all that are loaded, and then the whole filter is offered", () => {
  press(document.activeElement!, " ");
  expect(element('tr[data-id="1"]').hasAttribute("data-picked")).toBe(true);
  expect(element("#grid-bulk b").textContent).toBe("1 selected");
  press(document.activeElement!, "a", { ctrlKey: true, code: "KeyA" });
  expect(document.querySelectorAll("tr[data-picked]").length).toBe(3);
});

test("Alt and an arrow on the heading move the column", async () => {
  press(document.activeElement!, "ArrowRight");
  press(document.activeElement!, "ArrowUp");
  press(document.activeElement!, "ArrowRight", { altKey: true });
  expect([...document.querySelectorAll("thead th")].map((one) => (one as HTMLElement).dataset["c"])).toEqual([undefined, "title", "stage", "amount"]);
  expect(cell(1, "amount").nextElementSibling).toBeNull();
});

test("a block goes to the clipboard and back as it was", () => {
  const block = [["a", "two\nlines"], ['say "so"', "ta\tb"], ["", "last"]];
  expect(fromTsv(toTsv(block))).toEqual(block);
  expect(fromTsv("1\t2\r\n3\t4\r\n")).toEqual([["1", "2"], ["3", "4"]]);
});

test("several choices are ticked, arrows lead from box to box, and their keys are sent", () => {
  const form = document.createElement("div");
  document.body.append(form);
  const pairs: [string, string][] = [["pump", "Pump"], ["valve", "Valve, small"], ["tank", "Tank"]];
  const field = choicesField(form, "Products", "Pump, Valve, small", pairs);
  const boxes = [...form.querySelectorAll("input")];
  expect(boxes.map((box) => box.checked)).toEqual([true, true, false]);
  expect(field.shown()).toBeNull();
  field.begin(null);
  press(document.activeElement!, "ArrowUp");
  expect(document.activeElement).toBe(boxes[2]);
  boxes[2]!.checked = true;
  boxes[0]!.checked = false;
  expect(field.value()).toBe("valve,tank");
  expect(field.shown()).toContain("Tank");
});

test("a record is searched for in its cell; what is picked is sent, nothing typed takes it away", () => {
  const form = document.createElement("div");
  document.body.append(form);
  const combo = document.createElement("div");
  combo.innerHTML = '<input type="hidden"><input type="text" role="combobox">';
  const finished = vi.fn();
  const field = recordField(form, "Pars", combo, "/found/", finished);
  const [hidden, words] = combo.querySelectorAll("input");
  expect([field.value(), field.shown()]).toEqual(["Pars", null]);
  words!.value = "";
  press(words!, "Enter");
  expect(finished).toHaveBeenCalledOnce();
  expect([field.value(), field.shown()]).toEqual(["", ""]);
  hidden!.value = "#7";
  combo.dispatchEvent(new CustomEvent("combobox:picked", { detail: { value: "#7", text: "Nikan" } }));
  expect([field.value(), field.shown()]).toEqual(["#7", "Nikan"]);
});

function paste(text: string): Event {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
  document.activeElement!.dispatchEvent(event);
  return event;
}

test("a column that is pasted where one line is typed begins in that cell, and the field closes", async () => {
  const ajax = vi.mocked(htmx.ajax).mockClear();
  element("[data-controller=grid]").dataset["action"] += " paste->grid#paste";
  await settled();
  press(document.activeElement!, "Enter");
  await settled();
  field().value = "half";
  expect(paste("Lift\nValve\n").defaultPrevented).toBe(true);
  expect(document.querySelector(".cell-form")).toBeNull();
  expect(here()).toBe("1 title");
  const values = (ajax.mock.calls[0]![2] as { values: { block: string } }).values;
  expect(JSON.parse(values.block).map((row: { pk: number; texts: object }) => [row.pk, row.texts])).toEqual([
    [1, { title: "Lift" }],
    [2, { title: "Valve" }],
  ]);
  expect(sent).toEqual([]);
});

test("one value that is pasted where one types goes among the letters", async () => {
  const ajax = vi.mocked(htmx.ajax).mockClear();
  element("[data-controller=grid]").dataset["action"] += " paste->grid#paste";
  await settled();
  press(document.activeElement!, "Enter");
  await settled();
  expect(paste("Lift\n").defaultPrevented).toBe(false);
  expect(field().value).toBe("Crane");
  expect(ajax).not.toHaveBeenCalled();
});
