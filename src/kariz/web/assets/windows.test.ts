import { expect, test, vi } from "vitest";
import ConfirmController from "./confirm_controller.ts";
import DialogController from "./dialog_controller.ts";
import PaletteController, { fold } from "./palette_controller.ts";
import { element, press, settled, start } from "./testing.ts";

// htmx needs XPath, which the test's DOM lacks; the palette uses it only to load a window.
vi.mock("htmx.org", () => ({ default: { ajax: vi.fn() } }));

test("a window opens, and a click beside it closes it", async () => {
  await start(
    `<div data-controller="dialog"><button data-action="dialog#open"></button>
     <dialog data-dialog-target="box" data-action="click->dialog#backdrop"><p>words</p></dialog></div>`,
    { dialog: DialogController },
  );
  const box = element<HTMLDialogElement>("dialog");
  element("button").click();
  expect(box.open).toBe(true);
  element("p").click();
  expect(box.open).toBe(true);
  box.click();
  expect(box.open).toBe(false);
});

test("what is confirmed names how many, and only then happens", async () => {
  await start(
    `<main data-controller="confirm"><dialog data-confirm-target="box"><h2 data-confirm-part="title">Sure?</h2>
     <p data-confirm-part="text"></p><button data-confirm-part="yes">Yes</button></dialog>
     <button id="delete" data-confirm="{n} deals" data-confirm-count-of="i"></button><i></i><i></i></main>`,
    { confirm: ConfirmController },
  );
  let done = 0;
  element("#delete").addEventListener("click", () => (done += 1));
  element("#delete").click();
  expect(done).toBe(0);
  expect(element("[data-confirm-part=text]").textContent).toBe("2 deals");
  element<HTMLDialogElement>("dialog").close("yes");
  await settled();
  expect(done).toBe(1);
});

test("Arabic letters and half-spaces find Persian commands", () => {
  expect(fold("علي‌ كمال")).toBe(fold("علی کمال"));
});

test("the palette filters commands as one types, and Enter opens the marked one", async () => {
  await start(
    `<main data-controller="palette"><dialog data-palette-target="box" data-search-url="">
     <input data-palette-target="input" data-action="input->palette#type keydown->palette#key"><span data-palette-target="busy"></span>
     <div data-palette-target="found"></div><div data-palette-target="commands">
     <a role="option" id="deal" href="#deal" data-words="معاملهٔ تازه"></a><a role="option" id="board" href="#board" data-words="کاریز"></a></div>
     <p data-palette-target="none" hidden></p></dialog></main>`,
    { palette: PaletteController },
  );
  press(window, "k", { code: "KeyK", ctrlKey: true });
  expect(element<HTMLDialogElement>("dialog").open).toBe(true);
  const input = element<HTMLInputElement>("input");
  input.value = "كاريز";
  input.dispatchEvent(new Event("input"));
  expect(element("#deal").hidden).toBe(true);
  expect(input.getAttribute("aria-activedescendant")).toBe("board");
  let opened = "";
  element("#board").addEventListener("click", () => (opened = "board"));
  press(input, "Enter");
  expect(opened).toBe("board");
});
