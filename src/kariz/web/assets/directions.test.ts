import { expect, test } from "vitest";
import { directFields, readsFromRight } from "./directions.ts";
import { element } from "./testing.ts";

test.each([
  ["BMS کل برج", true],
  ["VRF سه طبقه", true],
  ["iPhone 15 برای مدیر", true],
  ["Contract with نسیم for supply", false],
  ["Siemens AG Industrial (آلمان)", false],
  ["VRF", false],
  ["سیستم BMS", false],
  ["1405/09/12", false],
])("%s is laid out from the right: %s", (text, right) => {
  expect(readsFromRight(text)).toBe(right);
});

test("a field shows what stands in it, and what is typed, in its own direction", () => {
  document.body.innerHTML = `<input dir="auto" value="BMS کل برج"><input id="ltr" dir="ltr" value="BMS کل برج">`;
  directFields(document.body);
  const field = element<HTMLInputElement>("input");
  expect([field.dir, element("#ltr").dir]).toEqual(["rtl", "ltr"]);
  field.value = "BMS";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  expect(field.dir).toBe("auto");
  field.value = "BMS برج";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  expect(field.dir).toBe("rtl");
});
