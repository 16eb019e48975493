import { expect, test } from "vitest";
import ConfirmController from "./confirm_controller.ts";
import DialogController from "./dialog_controller.ts";
import { fold } from "./layout.ts";
import { element, settled, start } from "./testing.ts";

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
