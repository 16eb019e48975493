import { beforeEach, expect, test } from "vitest";
import MenuController from "./menu_controller.ts";
import { element, press, start } from "./testing.ts";

beforeEach(() =>
  start(
    `<div data-controller="menu"><button data-menu-target="button" data-action="menu#toggle" aria-expanded="false"></button>
     <div data-menu-target="panel" hidden><a href="#a" role="menuitem" id="a">a</a><a href="#b" role="menuitem" id="b">b</a></div></div>`,
    { menu: MenuController },
  ),
);

test("opens on its first row and says so", () => {
  element("button").click();
  expect(element("[data-menu-target=panel]").hidden).toBe(false);
  expect(element("button").getAttribute("aria-expanded")).toBe("true");
  expect(document.activeElement?.id).toBe("a");
});

test("arrows go round", () => {
  element("button").click();
  press(element("#a"), "ArrowUp");
  expect(document.activeElement?.id).toBe("b");
  press(element("#b"), "ArrowDown");
  expect(document.activeElement?.id).toBe("a");
});

test("Escape closes and gives the focus back", () => {
  element("button").click();
  press(element("#a"), "Escape");
  expect(element("[data-menu-target=panel]").hidden).toBe(true);
  expect(document.activeElement).toBe(element("button"));
});

test("rows that come after it opened get the focus", () => {
  const panel = element("[data-menu-target=panel]");
  panel.innerHTML = "<p>loading</p>";
  panel.dataset["action"] = "htmx:afterSwap->menu#arrive";
  element("button").click();
  panel.innerHTML = '<a href="#late" role="menuitem" id="late">late</a>';
  return Promise.resolve().then(() => {
    panel.dispatchEvent(new CustomEvent("htmx:afterSwap"));
    expect(document.activeElement?.id).toBe("late");
  });
});
