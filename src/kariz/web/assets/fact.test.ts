import { beforeEach, expect, test } from "vitest";
import FactController from "./fact_controller.ts";
import { element, press, start } from "./testing.ts";

const FORM = `<form id="fact-amount" data-controller="fact"><input type="hidden" name="version"><input id="amount" value="12">
  <button type="button" id="cancel" data-fact-target="cancel"></button></form>`;

beforeEach(() => start(FORM, { fact: FactController }));

test("what stands there is selected, ready to be typed over", () => {
  expect(document.activeElement?.id).toBe("amount");
  const input = element("#amount") as HTMLInputElement;
  expect([input.selectionStart, input.selectionEnd]).toEqual([0, 2]);
});

test("Escape gives up", () => {
  let given = 0;
  element("#cancel").addEventListener("click", () => given++);
  press(element("#amount"), "Escape");
  expect(given).toBe(1);
});

test("the value that comes back has the focus", async () => {
  element("#fact-amount").outerHTML = `<div id="fact-amount"><button id="change"></button></div>`;
  await new Promise((done) => setTimeout(done));
  expect(document.activeElement?.id).toBe("change");
});
