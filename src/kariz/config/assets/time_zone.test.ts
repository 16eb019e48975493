import { beforeEach, expect, test } from "vitest";
import { element, start } from "../../web/assets/testing.ts";
import TimeZoneController from "./time_zone_controller.ts";

const FORM = `<form data-controller="time-zone" data-time-zone-unless-value="Asia/Tehran">
  <select name="currency"><option>USD</option><option>GBP</option><option>CAD</option></select>
  <select name="country"><option value="US" data-currency="USD" data-zone="America/New_York">US</option>
    <option value="GB" data-currency="GBP" data-zone="Europe/London">GB</option>
    <option value="CA" data-currency="CAD" data-zone="America/Toronto">CA</option></select>
  <select name="timezone"><option data-country="US">America/New_York</option><option data-country="GB">Europe/London</option>
    <option data-country="CA">America/Vancouver</option></select></form>`;

beforeEach(() => start(FORM, { "time-zone": TimeZoneController }));

function field(name: string): HTMLSelectElement {
  return element(`[name=${name}]`) as HTMLSelectElement;
}

function choose(name: string, value: string): void {
  field(name).value = value;
  field(name).dispatchEvent(new Event("change", { bubbles: true }));
}

test("Hannah's browser names the United States; her zone proposes her country and its currency", () => {
  expect(field("country").value).toBe("US");
  choose("timezone", "Europe/London");
  expect([field("country").value, field("currency").value]).toEqual(["GB", "GBP"]);
});

test("so do her currency and her zone, in either order", () => {
  choose("currency", "GBP");
  expect(field("country").value).toBe("US");
  choose("timezone", "Europe/London");
  expect(field("country").value).toBe("GB");
});

test("one of several zones of her country stays the one that she chose", () => {
  choose("timezone", "America/Vancouver");
  expect([field("country").value, field("timezone").value]).toEqual(["CA", "America/Vancouver"]);
});

test("a zone abroad with the currency at home says nothing of the country", () => {
  choose("currency", "USD");
  choose("timezone", "Europe/London");
  expect(field("country").value).toBe("US");
});

test("a country that was chosen by hand stays", () => {
  choose("country", "CA");
  choose("timezone", "Europe/London");
  expect(field("country").value).toBe("CA");
});
