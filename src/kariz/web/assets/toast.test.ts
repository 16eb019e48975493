import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { element, settled, start } from "./testing.ts";
import ToastController from "./toast_controller.ts";

const answer = vi.fn();

beforeEach(async () => {
  sessionStorage.clear();
  answer.mockResolvedValue(new Response(null, { status: 200 }));
  vi.stubGlobal("fetch", answer);
  await start(
    `<main data-controller="toast"><div data-toast-target="region"></div>
     <template data-toast-target="card"><div class="toast-card"><span data-part="message"></span>
     <button data-part="undo" data-action="toast#undo">undo</button><a data-part="link"></a></div></template></main>`,
    { toast: ToastController },
  );
  document.body.addEventListener("kariz:undone", (event) => event.preventDefault());
});

afterEach(() => vi.unstubAllGlobals());

function tell(detail: object): void {
  element("main").dispatchEvent(new CustomEvent("toast", { detail, bubbles: true }));
}

test("shows the words as text, never as markup", () => {
  tell({ message: "<b>moved</b>" });
  expect(element("[data-part=message]").innerHTML).toBe("&lt;b&gt;moved&lt;/b&gt;");
});

test("has no undo where nothing can be undone", () => {
  tell({ message: "sent" });
  expect(document.querySelector(".toast-card [data-part=undo]")).toBeNull();
});

test("undo posts to the address that came with it", async () => {
  tell({ message: "moved", undo_url: "/events/5/undo/" });
  await settled();
  element(".toast-card [data-part=undo]").click();
  await settled();
  expect(answer).toHaveBeenCalledWith("/events/5/undo/", expect.objectContaining({ method: "POST" }));
  expect(document.querySelector(".toast-card[data-undo-url]")).toBeNull();
});

test("Ctrl-Z takes the last change back once, then the one before", async () => {
  answer.mockClear();
  tell({ message: "one", undo_url: "/events/1/undo/" });
  tell({ message: "two", undo_url: "/events/2/undo/" });
  window.dispatchEvent(new CustomEvent("kariz:undo-last"));
  window.dispatchEvent(new CustomEvent("kariz:undo-last"));
  await settled();
  expect(answer.mock.calls.map(([url]) => url)).toEqual(["/events/2/undo/", "/events/1/undo/"]);
});

test("stands above the bar of what is selected, and comes down when it goes", async () => {
  await start(
    `<main data-controller="toast"><div data-bulk-bar hidden></div><div data-toast-target="region"></div><template data-toast-target="card"><div
     class="toast-card"><span data-part="message"></span><button data-part="undo"></button><a data-part="link"></a></div></template></main>`,
    { toast: ToastController },
  );
  const bar = element("[data-bulk-bar]");
  bar.getBoundingClientRect = () => ({ top: innerHeight - 60 }) as DOMRect;
  tell({ message: "moved" });
  const above = (): string => element("[data-toast-target=region]").style.getPropertyValue("--toast-above");
  expect(above()).toBe("0px");
  bar.hidden = false;
  await vi.waitFor(() => expect(above()).toBe("68px"));
  bar.hidden = true;
  await vi.waitFor(() => expect(above()).toBe("0px"));
});

test("a reload keeps what can be undone, for ten minutes and for the same person", async () => {
  document.body.dataset["user"] = "7";
  tell({ message: "moved", undo_url: "/events/8/undo/" });
  const { undos } = await import("./undos.ts");
  expect(undos.last).toBe("/events/8/undo/");
  document.body.dataset["user"] = "9";
  expect(undos.last, "another person at the same screen").toBeUndefined();
  document.body.dataset["user"] = "7";
  vi.useFakeTimers({ now: Date.now() + 601_000, toFake: ["Date"] });
  expect(undos.last).toBeUndefined();
  vi.useRealTimers();
  element("main").replaceWith(element("main").cloneNode(true));
  await settled();
  window.dispatchEvent(new CustomEvent("kariz:undo-last"));
  await settled();
  expect(answer).toHaveBeenLastCalledWith("/events/8/undo/", expect.objectContaining({ method: "POST" }));
});
