import { beforeEach, expect, test } from "vitest";
import { press, start } from "../../web/assets/testing.ts";
import DuplicatesController from "./duplicates_controller.ts";

let answered: string[] = [];
const PAIR = (name: string): string =>
  `<li id="${name}" data-duplicates-target="row" data-pair tabindex="-1"><button data-answer="m">m</button><button data-answer="d">d</button></li>`;

beforeEach(async () => {
  answered = [];
  await start(
    `<input id="field"><ol data-controller="duplicates" data-action="keydown->duplicates#key keydown@window->duplicates#begin">${PAIR("one")}${PAIR("two")}</ol>`,
    { duplicates: DuplicatesController },
  );
  for (const button of document.querySelectorAll<HTMLElement>("button")) {
    button.addEventListener("click", () => answered.push(`${button.dataset["answer"]} ${button.closest("li")?.id}`));
  }
});

const focused = (): string => document.activeElement?.id ?? "";
const strike = (key: string, code = ""): KeyboardEvent => press(document.activeElement ?? document.body, key, { code });

for (const [key, code] of [["ArrowDown", "ArrowDown"], ["m", "KeyM"], ["ی", "KeyD"]] as const) {
  test(`the first ${code} brings the focus to the first pair and answers nothing`, () => {
    expect(strike(key, code).defaultPrevented).toBe(true);
    expect([focused(), answered]).toEqual(["one", []]);
  });
}

test("then the keys go through the pairs and answer, under a Persian layout too", () => {
  for (const code of ["ArrowDown", "ArrowDown"]) strike(code, code);
  strike("ئ", "KeyM");
  strike("ArrowUp", "ArrowUp");
  strike("ی", "KeyD");
  expect([focused(), answered]).toEqual(["one", ["m two", "d one"]]);
});

test("a field keeps the focus and what is typed in it", () => {
  document.querySelector<HTMLElement>("#field")?.focus();
  expect(strike("m", "KeyM").defaultPrevented).toBe(false);
  expect([focused(), answered]).toEqual(["field", []]);
});

test("g and a letter goes to a place and answers no pair", () => {
  strike("ArrowDown", "ArrowDown");
  strike("g", "KeyG");
  expect(strike("d", "KeyD").defaultPrevented).toBe(false);
  expect(answered).toEqual([]);
});
