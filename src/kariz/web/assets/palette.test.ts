import { beforeEach, expect, test, vi } from "vitest";
import { fits, otherLayout } from "./layout.ts";
import PaletteController from "./palette_controller.ts";
import ShortcutsController from "./shortcuts_controller.ts";
import { element, press, settled, start } from "./testing.ts";

const asked = vi.hoisted(() => [] as unknown[]);
vi.mock("htmx.org", () => ({ default: { ajax: (...all: unknown[]) => asked.push(all) } }));

const PAGE = `<div data-controller="palette shortcuts" data-action="keydown@window->shortcuts#key" data-record="deal/7">
 <dialog data-shortcuts-target="sheet"><dl></dl></dialog>
 <dialog class="palette" data-palette-target="box" data-search-url="/search/">
  <input data-palette-target="input" data-action="input->palette#type keydown->palette#key">
  <span data-palette-target="busy" hidden></span>
  <div data-palette-target="best"></div><div data-palette-target="found"></div><div data-palette-target="opened"></div>
  <div data-palette-target="commands"><div class="menu-head">Do</div>
   <a role="option" id="do-keys" href="#" data-event="kariz:shortcuts" data-label="کلیدهای میان‌بر Keyboard shortcuts" data-words="کلیدهای میان‌بر Keyboard shortcuts help">keys</a>
   <a role="option" id="go-board" href="#board" data-go="b" data-label="تابلو Board" data-words="تابلو Board">board</a>
   <a role="option" id="do-move" href="/deals/7/moves/" data-post="part" data-value-stage="3" data-value-version="2" data-label="انتقال Move" data-words="انتقال Move">move</a></div>
  <p data-palette-target="none" hidden></p></dialog></div>`;

let answers: Record<string, string> = {};

beforeEach(async () => {
  answers = {};
  asked.length = 0;
  vi.stubGlobal("fetch", (url: string) => Promise.resolve(new Response(answers[url] ?? "", { status: 200 })));
  await start(PAGE, { palette: PaletteController, shortcuts: ShortcutsController });
});

async function typed(words: string): Promise<HTMLInputElement> {
  window.dispatchEvent(new CustomEvent("kariz:search"));
  await settled();
  const input = element<HTMLInputElement>("input");
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return input;
}

const shown = (): string[] =>
  [...document.querySelectorAll('[role="option"]:not([hidden])')].map((row) => row.id);

test("a command is found by words of either language, and stands first", async () => {
  await typed("board");
  expect(shown()[0]).toBe("best-go-board");
  await typed("تابلو");
  expect(shown()).toEqual(["best-go-board"]);
});

test("a command is found on the wrong keyboard layout", () => {
  expect(otherLayout("fhfg,")).toBe("بابلو");
  expect(otherLayout("ذخشقی")).toBe("board");
  expect(fits("ذخشقی", "تابلو Board", "تابلو Board")).toBe(2);
  expect(otherLayout("۱۲۳")).toBe("");
});

test("Enter takes what stands first, arrows choose another", async () => {
  const input = await typed("");
  press(input, "ArrowDown");
  expect(element('[aria-selected="true"]').id).toBe("go-board");
  press(input, "ArrowUp");
  press(input, "Enter");
  expect(element<HTMLDialogElement>("[data-shortcuts-target]").open).toBe(true);
  expect(element<HTMLDialogElement>(".palette").open).toBe(false);
});

test("a move is posted with its stage and version", async () => {
  const input = await typed("move");
  press(input, "Enter");
  expect(asked[0]).toEqual(["post", "http://localhost:3000/deals/7/moves/", { values: { stage: "3", version: "2" }, swap: "none" }]);
});

test("what was opened lately is there while nothing is typed, and goes when something is", async () => {
  answers["/search/?on=deal%2F7"] = '<a role="option" id="recent-1" href="/deals/9/" data-words="" data-when="empty">R</a>';
  await typed("");
  await settled();
  expect(shown()).toContain("recent-1");
  await typed("board");
  expect(shown()).not.toContain("recent-1");
});

test("who presses Enter before the answer is here gets the best of it", async () => {
  vi.useFakeTimers();
  answers["/search/?q=sara"] = '<a role="option" id="found-1" href="#sara">Sara</a>';
  let taken = "";
  document.addEventListener("click", (event) => (taken = (event.target as HTMLElement).id), { once: true });
  window.dispatchEvent(new CustomEvent("kariz:search"));
  const input = element<HTMLInputElement>("input");
  input.value = "sara";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  press(input, "Enter");
  expect(taken).toBe("");
  await vi.advanceTimersByTimeAsync(200);
  vi.useRealTimers();
  await settled();
  expect(taken).toBe("found-1");
});
