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

test("selected pairs are counted in a bar that is there while any is", async () => {
  const pick = (name: string): string =>
    `<li id="${name}" data-duplicates-target="row" data-pair tabindex="-1"><input type="checkbox" data-answer="x" data-duplicates-target="pick"></li>`;
  await start(
    `<div data-controller="duplicates" data-action="keydown->duplicates#key keydown@window->duplicates#begin change->duplicates#picked"><ol>${pick("one")}${pick("two")}</ol><form id="bar" hidden data-duplicates-target="bar"><b data-part="count" data-words="{n} selected"></b><button type="button" id="all" data-action="duplicates#all"></button><button type="button" id="none" data-action="duplicates#none"></button></form></div>`,
    { duplicates: DuplicatesController },
  );
  const bar = document.querySelector<HTMLElement>("#bar");
  const told = (): [boolean, string | null | undefined] => [bar?.hidden === true, bar?.querySelector("b")?.textContent];
  strike("ArrowDown", "ArrowDown");
  strike("ط", "KeyX");
  expect(told()).toEqual([false, "1 selected"]);
  document.querySelector<HTMLElement>("#all")?.click();
  expect(told()).toEqual([false, "2 selected"]);
  document.querySelector("#one")?.remove();
  await new Promise((done) => setTimeout(done));
  expect(told()).toEqual([false, "1 selected"]);
  document.querySelector<HTMLElement>("#none")?.click();
  expect(told()[0]).toBe(true);
});
