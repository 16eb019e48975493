import { expect, test } from "vitest";
import ConfirmController from "./confirm_controller.ts";
import DialogController from "./dialog_controller.ts";
import { fold } from "./layout.ts";
import { element, settled, start } from "./testing.ts";
import { openWindow } from "./windows.ts";

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

const CROSS = `<div class="dialog-head"><h2>Plan</h2><button id="cross"></button></div>`;

test.each([
  [`<div class="dialog-body"><a href="/help/">?</a><input type="hidden"><input id="it"></div>`, "the first field"],
  [`<div class="dialog-body"><select id="it"></select><textarea></textarea></div>`, "a list that waits for its answer"],
  [`<div class="dialog-body"><select><option value="call">Call</option></select><textarea id="it"></textarea></div>`, "what is still to say"],
  [`<div class="dialog-body"><input><input id="it" aria-invalid="true"></div>`, "what is wrong"],
  [`<div class="dialog-body"><input><input id="it" autofocus></div>`, "what the page says"],
  [`<div class="dialog-body"><p>Sure?</p></div><div class="dialog-foot"><button></button><button id="it" class="btn-primary"></button></div>`, "the main button"],
  [`<div class="dialog-body"><button id="it"></button></div>`, "the only button"],
])("a window never opens on its cross: %#, %s", async (body) => {
  await start(
    `<div data-controller="dialog"><button id="open" data-action="dialog#open"></button>
     <dialog id="its" data-dialog-target="box">${CROSS}${body}</dialog></div>`,
    { dialog: DialogController },
  );
  element("#open").click();
  expect(document.activeElement?.id).toBe("it");
  element<HTMLDialogElement>("#its").close();
  element("#cross").focus();
  openWindow(element<HTMLDialogElement>("#its"));
  expect(document.activeElement?.id).toBe("it");
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
