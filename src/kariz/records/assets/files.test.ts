import { beforeEach, expect, test, vi } from "vitest";
import FilesController from "./files_controller.ts";
import { element, settled, start } from "../../web/assets/testing.ts";

const told = vi.hoisted(() => [] as string[]);
vi.mock("htmx.org", () => ({ default: { trigger: (_at: unknown, name: string) => told.push(name) } }));
vi.mock("./notes.css", () => ({}));

class Sending {
  static all: Sending[] = [];
  upload: { onprogress?: (event: object) => void } = {};
  status = 0;
  responseText = "";
  onload?: () => void;
  onabort?: () => void;
  onerror?: () => void;
  onloadend?: () => void;
  body?: FormData;
  open(): void {}
  setRequestHeader(): void {}
  send(body: FormData): void {
    this.body = body;
    Sending.all.push(this);
  }
  abort(): void {
    this.onabort?.();
    this.onloadend?.();
  }
  answer(status: number, text = "{}"): void {
    this.status = status;
    this.responseText = text;
    this.onload?.();
    this.onloadend?.();
  }
}

beforeEach(async () => {
  told.length = 0;
  Sending.all = [];
  vi.stubGlobal("XMLHttpRequest", Sending);
  await start(
    `<section data-controller="files" data-files-url-value="/files/deal/7/" data-files-largest-value="10" data-files-room-value="25"
      data-files-large-value="too large" data-files-full-value="full" data-files-failed-value="failed" data-files-cancel-value="Cancel" data-files-pasted-value="picture">
      <ul data-files-target="sending"></ul><form data-files-target="place"><input type="file" data-files-target="input" data-action="files#chosen"></form></section>`,
    { files: FilesController },
  );
});

function drop(...files: File[]): void {
  const event = new Event("drop", { cancelable: true });
  Object.assign(event, { dataTransfer: { files, types: ["Files"] } });
  window.dispatchEvent(event);
}

const rows = (): string[] => [...document.querySelectorAll("li")].map((row) => row.textContent ?? "");

test("several dropped files are sent, two at a time, and the list is drawn anew once", async () => {
  drop(new File(["aaa"], "a.txt"), new File(["bbb"], "b.txt"), new File(["ccc"], "c.txt"));
  expect(Sending.all.length).toBe(2);
  Sending.all[0]?.answer(201);
  expect(Sending.all.length).toBe(3);
  Sending.all[1]?.answer(201);
  Sending.all[2]?.answer(201);
  await settled();
  expect(told).toEqual(["files:changed", "record:changed"]);
  expect(rows()).toEqual([]);
});

test("one that is too large, or has no room, is told before anything is sent", () => {
  drop(new File(["x".repeat(11)], "big.bin"), new File(["x".repeat(9)], "1"), new File(["x".repeat(9)], "2"), new File(["x".repeat(9)], "3"));
  expect(Sending.all.length).toBe(2);
  expect(rows()[0]).toContain("too large");
  expect(rows()[3]).toContain("full");
});

test("progress is shown, and a file can be stopped", () => {
  drop(new File(["aaa"], "a.txt"));
  Sending.all[0]?.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 2 });
  expect(element<HTMLProgressElement>("progress").value).toBe(0.5);
  element("li button").click();
  expect(rows()).toEqual([]);
  expect(told).toEqual([]);
});

test("what the server refuses says why", () => {
  drop(new File(["aaa"], "a.txt"));
  Sending.all[0]?.answer(413, '{"error": "A record holds at most 1024 MB."}');
  expect(rows()[0]).toContain("A record holds");
  expect(told).toEqual([]);
});
