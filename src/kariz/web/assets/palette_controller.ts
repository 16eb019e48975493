import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { fits } from "./layout.ts";
import { csrfToken, explain, post, showToast, text } from "./requests.ts";
import { letterOf } from "./shortcuts_controller.ts";

const WAIT_MS = 120;
const OPENED_MS = 1500;
const BEST = 3;
const LAST_OPENED = "kariz-last-opened";

/**
 * Finds anything and does anything (Ctrl/Cmd-K). What is typed goes to `data-search-url?q=`, whose answer is HTML with
 * `[role=option]` rows; commands are filtered here by `data-words`, those whose name begins so stand first. With
 * nothing typed, the same address gives what can be done with the page's record (`data-record` on the body) and what
 * was opened lately; a record that stays open for a moment is told to `data-search-url`'s `opened/`.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["box", "input", "best", "found", "opened", "commands", "none", "busy"];
  declare readonly boxTarget: HTMLDialogElement;
  declare readonly hasBoxTarget: boolean;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly bestTarget: HTMLElement;
  declare readonly foundTarget: HTMLElement;
  declare readonly openedTarget: HTMLElement;
  declare readonly commandsTarget: HTMLElement;
  declare readonly noneTarget: HTMLElement;
  declare readonly busyTarget: HTMLElement;
  private timer = 0;
  private asking: AbortController | null = null;
  private moved = false;
  private entered = false;

  override connect(): void {
    window.addEventListener("keydown", this.openByKey);
    window.addEventListener("kariz:search", this.show);
    this.element.addEventListener("click", this.choose);
    if (this.hasBoxTarget && this.record) window.setTimeout(() => void this.tell(), OPENED_MS);
  }

  override disconnect(): void {
    window.removeEventListener("keydown", this.openByKey);
    window.removeEventListener("kariz:search", this.show);
    this.element.removeEventListener("click", this.choose);
  }

  open(): void {
    this.show();
  }

  type(): void {
    clearTimeout(this.timer);
    this.moved = this.entered = false;
    const words = this.inputTarget.value.trim();
    this.filter(words);
    if (!words) return this.fill("");
    this.busyTarget.hidden = false;
    this.timer = window.setTimeout(() => void this.search(words), WAIT_MS);
  }

  key(event: KeyboardEvent): void {
    const rows = this.rows;
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.moved = true;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(rows[(at + step + rows.length) % rows.length]);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      // Who types and presses Enter at once means the best that there is, not the first that is here already.
      if (this.waiting && !this.moved && !this.bestTarget.childElementCount) this.entered = true;
      else this.take(rows[Math.max(at, 0)], event.ctrlKey || event.metaKey);
    }
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.boxTarget) this.boxTarget.close();
  }

  private readonly openByKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || letterOf(event) !== "k") return;
    event.preventDefault();
    this.show();
  };

  private readonly show = (): void => {
    if (!this.hasBoxTarget || this.boxTarget.open) return;
    this.inputTarget.value = "";
    this.fill("");
    this.filter("");
    this.boxTarget.showModal();
    this.inputTarget.focus();
    void this.begin();
  };

  private readonly choose = (event: MouseEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[role="option"]');
    if (!row || !this.hasBoxTarget || !this.boxTarget.contains(row) || event.ctrlKey || event.metaKey) return;
    this.boxTarget.close();
    const { dialog, event: name, post: way } = row.dataset;
    if (!dialog && !name && !way) return;
    event.preventDefault();
    if (name) window.dispatchEvent(new CustomEvent(name));
    else if (way === "page") this.send(row);
    else if (way) void htmx.ajax("post", row.href, { values: values(row), swap: "none" });
    else void htmx.ajax("get", row.href, { target: "#dialog", swap: "innerHTML" });
  };

  private take(row: HTMLElement | undefined, apart: boolean): void {
    if (row && apart && row instanceof HTMLAnchorElement && !row.dataset["post"]) window.open(row.href, "_blank", "noopener");
    else row?.click();
  }

  /** As a form, which leads where the answer says. */
  private send(row: HTMLAnchorElement): void {
    const form = document.createElement("form");
    form.method = "post";
    form.action = row.href;
    const all = { ...values(row), next: location.pathname + location.search, csrfmiddlewaretoken: csrfToken() };
    for (const [name, value] of Object.entries(all)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  private get record(): string {
    return this.element.dataset["record"] ?? "";
  }

  private get waiting(): boolean {
    return !this.busyTarget.hidden;
  }

  private async tell(): Promise<void> {
    const url = this.boxTarget.dataset["searchUrl"];
    if (!url || document.hidden || sessionStorage.getItem(LAST_OPENED) === this.record) return;
    sessionStorage.setItem(LAST_OPENED, this.record);
    await post(`${url}opened/`, new URLSearchParams({ on: this.record }));
  }

  private async begin(): Promise<void> {
    const html = await this.ask({ on: this.record });
    if (html === null) return;
    this.openedTarget.innerHTML = html;
    this.filter(this.inputTarget.value.trim());
  }

  private async search(words: string): Promise<void> {
    const html = await this.ask({ q: words });
    if (html === null) return;
    this.fill(html);
    if (this.entered) this.take(this.rows[0], false);
  }

  /** The rows for a question; null when another came since, or none could be had. */
  private async ask(question: Record<string, string>): Promise<string | null> {
    const url = this.boxTarget.dataset["searchUrl"];
    if (!url) return null;
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.busyTarget.hidden = false;
    try {
      const answer = await fetch(`${url}?${new URLSearchParams(question)}`, {
        headers: { "HX-Request": "true", Accept: "text/html" },
        signal: asking.signal,
      });
      if (answer.ok) return await answer.text();
      explain(answer.status);
    } catch (error) {
      if ((error as Error).name !== "AbortError") showToast({ message: text("Network"), level: "error" });
    } finally {
      if (this.asking === asking) this.busyTarget.hidden = true;
    }
    return null;
  }

  private fill(html: string): void {
    this.foundTarget.innerHTML = html;
    this.foundTarget.querySelectorAll('[role="option"]').forEach((row, at) => (row.id ||= `found-${at}`));
    this.settle();
  }

  private filter(words: string): void {
    const best: HTMLElement[] = [];
    for (const row of this.boxTarget.querySelectorAll<HTMLElement>("[data-words]")) {
      if (this.bestTarget.contains(row)) continue;
      const fit = fits(words, row.dataset["label"] ?? "", row.dataset["words"] ?? "");
      const { when } = row.dataset;
      row.hidden = words ? !fit || when === "empty" : when === "asked";
      if (words && fit === 2 && when !== "empty" && best.length < BEST) best.push(row);
    }
    this.bestTarget.replaceChildren(...best.map(copied));
    for (const row of best) row.hidden = true;
    for (const head of this.boxTarget.querySelectorAll<HTMLElement>(".menu-head")) head.hidden = !leads(head);
    this.settle();
  }

  private settle(): void {
    this.noneTarget.hidden = this.waiting || this.rows.length > 0;
    if (!this.moved) this.mark(this.rows[0]);
  }

  private get rows(): HTMLElement[] {
    return [...this.boxTarget.querySelectorAll<HTMLElement>('[role="option"]:not([hidden])')];
  }

  private mark(row: HTMLElement | undefined): void {
    for (const other of this.boxTarget.querySelectorAll('[aria-selected="true"]')) other.setAttribute("aria-selected", "false");
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    if (row?.id) this.inputTarget.setAttribute("aria-activedescendant", row.id);
    else this.inputTarget.removeAttribute("aria-activedescendant");
  }
}

/** What a row posts: its `data-value-…`. */
function values(row: HTMLElement): Record<string, string> {
  const named = [...row.attributes].filter((one) => one.name.startsWith("data-value-"));
  return Object.fromEntries(named.map((one) => [one.name.slice("data-value-".length), one.value]));
}

/** The same row once more, at the top; keys of the page still find the one in its place. */
function copied(row: HTMLElement): HTMLElement {
  const copy = row.cloneNode(true) as HTMLElement;
  copy.id = `best-${row.id}`;
  copy.hidden = false;
  for (const name of ["data-letter", "data-go", "data-words"]) copy.removeAttribute(name);
  return copy;
}

/** Does a row follow the heading that is shown? */
function leads(head: HTMLElement): boolean {
  let next = head.nextElementSibling as HTMLElement | null;
  while (next && next.hidden && !next.matches(".menu-head")) next = next.nextElementSibling as HTMLElement | null;
  return !!next && !next.matches(".menu-head");
}
