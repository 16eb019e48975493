import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { explain, showToast, text } from "./requests.ts";
import { letterOf } from "./shortcuts_controller.ts";

const WAIT_MS = 120;

/**
 * Finds anything and does anything (Ctrl/Cmd-K). What is typed goes to `data-search-url?q=`, whose answer is
 * HTML with `[role=option]` links; places and commands are filtered here by `data-words`.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["box", "input", "found", "commands", "none", "busy"];
  declare readonly boxTarget: HTMLDialogElement;
  declare readonly hasBoxTarget: boolean;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly foundTarget: HTMLElement;
  declare readonly commandsTarget: HTMLElement;
  declare readonly noneTarget: HTMLElement;
  declare readonly busyTarget: HTMLElement;
  private timer = 0;
  private asking: AbortController | null = null;

  override connect(): void {
    window.addEventListener("keydown", this.openByKey);
    window.addEventListener("kariz:search", this.show);
    this.element.addEventListener("click", this.choose);
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
    const words = this.inputTarget.value.trim();
    this.filter(words);
    if (!words) return this.fill("");
    this.timer = window.setTimeout(() => void this.search(words), WAIT_MS);
  }

  key(event: KeyboardEvent): void {
    const rows = this.rows;
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(rows[(at + step + rows.length) % rows.length]);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      rows[Math.max(at, 0)]?.click();
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
  };

  /** A command marked `data-dialog` opens in the page's window; every other row is a plain link. */
  private readonly choose = (event: MouseEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLAnchorElement>('[role="option"]');
    if (!row || !this.boxTarget.contains(row) || event.ctrlKey || event.metaKey) return;
    this.boxTarget.close();
    if (!row.dataset["dialog"]) return;
    event.preventDefault();
    void htmx.ajax("get", row.href, { target: "#dialog", swap: "innerHTML" });
  };

  private async search(words: string): Promise<void> {
    const url = this.boxTarget.dataset["searchUrl"];
    if (!url) return;
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.busyTarget.hidden = false;
    try {
      const answer = await fetch(`${url}?${new URLSearchParams({ q: words })}`, {
        headers: { "HX-Request": "true", Accept: "text/html" },
        signal: asking.signal,
      });
      if (answer.ok) this.fill(await answer.text());
      else explain(answer.status);
    } catch (error) {
      if ((error as Error).name !== "AbortError") showToast({ message: text("Network"), level: "error" });
    } finally {
      if (this.asking === asking) this.busyTarget.hidden = true;
    }
  }

  private fill(html: string): void {
    this.foundTarget.innerHTML = html;
    this.foundTarget.querySelectorAll('[role="option"]').forEach((row, at) => (row.id ||= `found-${at}`));
    this.settle();
  }

  private filter(words: string): void {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    for (const row of this.commandsTarget.querySelectorAll<HTMLElement>('[role="option"]')) {
      const has = fold(row.dataset["words"] ?? "");
      row.hidden = !wanted.every((word) => has.includes(word));
    }
    for (const head of this.commandsTarget.querySelectorAll<HTMLElement>('[role="presentation"]')) {
      let next = head.nextElementSibling as HTMLElement | null;
      while (next && next.hidden && next.role !== "presentation") next = next.nextElementSibling as HTMLElement | null;
      head.hidden = !next || next.getAttribute("role") === "presentation";
    }
    this.settle();
  }

  private settle(): void {
    this.noneTarget.hidden = this.rows.length > 0;
    this.mark(this.rows[0]);
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

/** Arabic ye and kaf, half-spaces and case do not keep words from being found. */
export function fold(words: string): string {
  return words.replaceAll("ي", "ی").replaceAll("ك", "ک").replaceAll("\u200c", "").toLowerCase();
}
