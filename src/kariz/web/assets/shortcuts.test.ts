import { beforeEach, expect, test } from "vitest";
import ShortcutsController from "./shortcuts_controller.ts";
import { element, press, start } from "./testing.ts";

let clicked: string[] = [];

beforeEach(async () => {
  clicked = [];
  await start(
    `<div data-controller="shortcuts" data-action="keydown@window->shortcuts#key"><input>
     <a role="option" href="#d" data-letter="d">new deal</a><a role="option" href="#b" data-go="b">board</a></div>`,
    { shortcuts: ShortcutsController },
  );
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a")) {
    link.addEventListener("click", () => clicked.push(link.getAttribute("href") ?? ""));
  }
});

test("g then a letter goes to the place", () => {
  press(document.body, "g", { code: "KeyG" });
  press(document.body, "b", { code: "KeyB" });
  expect(clicked).toEqual(["#b"]);
});

test("keys work under a Persian layout", () => {
  press(document.body, "ی", { code: "KeyD" });
  expect(clicked).toEqual(["#d"]);
});

test("what is typed in a field is no command", () => {
  press(element("input"), "d", { code: "KeyD" });
  expect(clicked).toEqual([]);
});

test("the slash asks for the search", () => {
  let asked = 0;
  window.addEventListener("kariz:search", () => (asked += 1), { once: true });
  expect(press(document.body, "/", { code: "Slash" }).defaultPrevented).toBe(true);
  expect(asked).toBe(1);
});

test("j leads to the page's list, at its own first stop", () => {
  const list = `<ol data-list="[tabindex='0']"><li tabindex="-1">past</li><li tabindex="0" id="here">first</li></ol>`;
  document.body.insertAdjacentHTML("beforeend", list);
  press(document.body, "ت", { code: "KeyJ" });
  expect(document.activeElement?.id).toBe("here");
  document.querySelector("ol")?.remove();
});

test("where there is no list, j is left to the browser", () => {
  expect(press(document.body, "j", { code: "KeyJ" }).defaultPrevented).toBe(false);
});
