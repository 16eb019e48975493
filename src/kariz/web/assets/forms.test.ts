import { expect, test, vi } from "vitest";
import AutosubmitController from "./autosubmit_controller.ts";
import ComboboxController from "./combobox_controller.ts";
import DisableOnSubmitController from "./disable_on_submit_controller.ts";
import InlineEditController from "./inline_edit_controller.ts";
import ThemeController from "./theme_controller.ts";
import UnsavedController from "./unsaved_controller.ts";
import { element, press, settled, start } from "./testing.ts";

function submit(form: HTMLFormElement): Event {
  const event = new Event("submit", { bubbles: true, cancelable: true });
  form.dispatchEvent(event);
  return event;
}

test("a form on its way is not sent again by a double click", async () => {
  await start(`<div data-controller="disable-on-submit"><form></form></div>`, {
    "disable-on-submit": DisableOnSubmitController,
  });
  expect(submit(element<HTMLFormElement>("form")).defaultPrevented).toBe(false);
  expect(submit(element<HTMLFormElement>("form")).defaultPrevented).toBe(true);
});

test("filters send themselves on change", async () => {
  await start(`<form data-controller="autosubmit"><select><option>a</option></select></form>`, {
    autosubmit: AutosubmitController,
  });
  const sent = vi.fn();
  element<HTMLFormElement>("form").requestSubmit = sent;
  element("select").dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).toHaveBeenCalledOnce();
});

test("a form that only one field sends waits with the others", async () => {
  await start(
    `<form data-controller="autosubmit" data-autosubmit-only-value="kind"><select name="kind"></select><select name="other"></select></form>`,
    { autosubmit: AutosubmitController },
  );
  const sent = vi.fn();
  element<HTMLFormElement>("form").requestSubmit = sent;
  element("[name=other]").dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).not.toHaveBeenCalled();
  element("[name=kind]").dispatchEvent(new Event("change", { bubbles: true }));
  expect(sent).toHaveBeenCalledOnce();
});

test("leaving with changes asks, leaving without does not", async () => {
  await start(`<form data-controller="unsaved"><input name="title" value="a"></form>`, { unsaved: UnsavedController });
  const leave = (): boolean => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(leave()).toBe(false);
  element<HTMLInputElement>("input").value = "b";
  expect(leave()).toBe(true);
});

test("Escape gives up an edit in place", async () => {
  await start(
    `<div data-controller="inline-edit"><button data-inline-edit-target="text" data-action="inline-edit#edit">a</button>
     <form hidden data-inline-edit-target="form" data-action="keydown->inline-edit#key"><input name="t" value="a"></form></div>`,
    { "inline-edit": InlineEditController },
  );
  element("button").click();
  expect(element("form").hidden).toBe(false);
  press(element("input"), "Escape");
  expect(element("form").hidden).toBe(true);
  expect(element("button").hidden).toBe(false);
});

test("a theme shows at once and is kept by the form", async () => {
  const kept = vi.fn().mockResolvedValue(new Response());
  vi.stubGlobal("fetch", kept);
  await start(
    `<form data-controller="theme" action="/preferences/"><button name="theme" value="dark" data-action="theme#choose"></button></form>`,
    { theme: ThemeController },
  );
  element("button").click();
  expect(document.documentElement.dataset["theme"]).toBe("kariz-dark");
  expect((kept.mock.calls[0]?.[1].body as FormData).get("theme")).toBe("dark");
  vi.unstubAllGlobals();
});

test("a picker keeps the record, not the words", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"], shouldAdvanceTime: true });
  vi.stubGlobal("fetch", vi.fn(async () => new Response('<div role="option" data-value="7">Acme</div>')));
  await start(
    `<div data-controller="combobox" data-combobox-url-value="/companies/pick/"><input type="hidden" data-combobox-target="value">
     <input id="words" data-combobox-target="input" data-action="input->combobox#type keydown->combobox#key focusout->combobox#leave">
     <div id="l" data-combobox-target="list" hidden></div></div>`,
    { combobox: ComboboxController },
  );
  const words = element<HTMLInputElement>("#words");
  words.value = "ac";
  words.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
  words.value = "acme t";
  words.dispatchEvent(new Event("input"));
  press(words, "Enter");
  expect(element<HTMLInputElement>("[type=hidden]").value, "the list was of other words").toBe("");
  await vi.advanceTimersByTimeAsync(200);
  press(words, "Enter");
  expect(element<HTMLInputElement>("[type=hidden]").value).toBe("7");
  expect(words.value).toBe("Acme");
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await settled();
});

test("a picker adds a record out of the words, with the company that the form names", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"], shouldAdvanceTime: true });
  const made = new Response('{"value":9,"text":"Nima"}', { status: 201, headers: { "Content-Type": "application/json" } });
  const asked = vi
    .fn()
    .mockResolvedValueOnce(new Response('<div role="option" data-add-url="/contacts/quick/" data-text="Nima">+</div>'))
    .mockResolvedValueOnce(made);
  vi.stubGlobal("fetch", asked);
  await start(
    `<form><input type="hidden" name="company" value="3"><div data-controller="combobox" data-combobox-url-value="/x/" data-combobox-with-value="company">
     <input type="hidden" id="kept" name="contact" data-combobox-target="value">
     <input id="words" data-combobox-target="input" data-action="input->combobox#type keydown->combobox#key focusout->combobox#leave">
     <div id="l" data-combobox-target="list" hidden></div></div></form>`,
    { combobox: ComboboxController },
  );
  const words = element<HTMLInputElement>("#words");
  words.value = "Nima";
  words.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
  press(words, "Enter");
  await vi.advanceTimersByTimeAsync(10);
  const sent = asked.mock.calls[1]?.[1].body as FormData;
  expect([sent.get("name"), sent.get("company")]).toEqual(["Nima", "3"]);
  expect(element<HTMLInputElement>("#kept").value).toBe("9");
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await settled();
});

test("a picker that is asked whose a mobile is keeps the words and waits for the choice", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"], shouldAdvanceTime: true });
  const rows = '<div role="option" data-value="4">Zahra</div><div role="option" data-add-url="/c/?anyway=4" data-text="Z 0912">+</div>';
  const json = { "Content-Type": "application/json" };
  const asked = vi
    .fn()
    .mockResolvedValueOnce(new Response('<div role="option" data-add-url="/c/" data-text="Z 0912">+</div>'))
    .mockResolvedValueOnce(new Response(JSON.stringify({ message: "Choose.", html: rows }), { status: 409, headers: json }));
  vi.stubGlobal("fetch", asked);
  await start(
    `<form><div data-controller="combobox" data-combobox-url-value="/x/"><input type="hidden" id="kept" name="contact" data-combobox-target="value">
     <input id="words" data-combobox-target="input" data-action="input->combobox#type keydown->combobox#key focusout->combobox#leave">
     <div id="l" data-combobox-target="list" hidden></div></div></form>`,
    { combobox: ComboboxController },
  );
  const words = element<HTMLInputElement>("#words");
  words.value = "Z 0912";
  words.dispatchEvent(new Event("input"));
  expect(press(words, "Enter").defaultPrevented, "an instant Enter looks first and sends nothing").toBe(true);
  await vi.advanceTimersByTimeAsync(10);
  press(words, "Enter");
  await vi.advanceTimersByTimeAsync(10);
  expect([words.value, element<HTMLInputElement>("#kept").value, words.validationMessage]).toEqual(["Z 0912", "", "Choose."]);
  press(words, "Enter");
  expect([element<HTMLInputElement>("#kept").value, words.validationMessage]).toEqual(["4", ""]);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await settled();
});
