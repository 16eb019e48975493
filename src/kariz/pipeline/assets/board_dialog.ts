import htmx from "htmx.org";
import { openWindow } from "../../web/assets/windows.ts";

/** The page's own window, filled with an answer that the server made. */
export function openWith(html: string): void {
  const box = document.querySelector<HTMLDialogElement>("#dialog");
  if (!box) return;
  box.innerHTML = html;
  htmx.process(box);
  openWindow(box);
}

export function openAt(url: string): Promise<void> {
  return htmx.ajax("get", url, { target: "#dialog", swap: "innerHTML" }) as Promise<void>;
}
