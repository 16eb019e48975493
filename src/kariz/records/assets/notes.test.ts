import { beforeEach, expect, test } from "vitest";
import NoteController from "./note_controller.ts";
import { element, press, start } from "../../web/assets/testing.ts";

let sent = 0;

beforeEach(async () => {
  sent = 0;
  await start(
    `<form><div data-controller="note"><button type="button" id="bold" data-action="note#wrap" data-note-mark-param="**"></button>
     <button type="button" id="list" data-action="note#begin" data-note-mark-param="- "></button>
     <button type="button" id="link" data-action="note#link"></button>
     <textarea data-note-target="text" data-action="keydown->note#key"></textarea></div></form>`,
    { note: NoteController },
  );
  element<HTMLFormElement>("form").requestSubmit = () => (sent += 1);
});

function chosen(text: string, from: number, to: number): HTMLTextAreaElement {
  const area = element<HTMLTextAreaElement>("textarea");
  area.value = text;
  area.setSelectionRange(from, to);
  return area;
}

test("what is chosen becomes bold, and plain again", () => {
  const area = chosen("قیمت خوب است", 0, 4);
  element("#bold").click();
  expect(area.value).toBe("**قیمت** خوب است");
  expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe("قیمت");
  element("#bold").click();
  expect(area.value).toBe("قیمت خوب است");
});

test("keys format under a Persian layout too, and Ctrl-Enter keeps the note", () => {
  const area = chosen("خوب", 0, 3);
  press(area, "ذ", { code: "KeyB", ctrlKey: true });
  expect(area.value).toBe("**خوب**");
  press(area, "ه", { code: "KeyI", ctrlKey: true });
  expect(area.value).toBe("***خوب***");
  expect(press(area, "Enter", { code: "Enter", ctrlKey: true }).defaultPrevented).toBe(true);
  expect(sent).toBe(1);
});

test("every chosen line becomes a line of a list, and no more", () => {
  const area = chosen("یک\nدو\nسه", 1, 4);
  element("#list").click();
  expect(area.value).toBe("- یک\n- دو\nسه");
  area.setSelectionRange(0, 8);
  element("#list").click();
  expect(area.value).toBe("یک\nدو\nسه");
});

test("an address that is chosen waits for its words, words for their address", () => {
  let area = chosen("https://kariz.example", 0, 21);
  element("#link").click();
  expect(area.value).toBe("[](https://kariz.example)");
  expect(area.selectionStart).toBe(1);
  area = chosen("اینجا", 0, 5);
  element("#link").click();
  expect(area.value).toBe("[اینجا](https://)");
});
