import { Controller } from "@hotwired/stimulus";
import { type Toast, explain, post, showToast, text } from "./requests.ts";

const WAIT_MS = 150;

interface Made {
  value?: number | string;
  text?: string;
  toast?: Toast;
  message?: string;
  html?: string;
}

/**
 * Picks one record as you type. `url` answers `?q=` with `[role=option][data-value]` rows, their words in
 * `data-text` or as content. A row with `data-add-url` instead of a value makes its record: its words are posted
 * there as `name`, and the answer `{value, text, toast}` is picked. `with` names fields of the form whose values
 * are posted too. Where the answer is a question (409), its `html` are the rows to choose from, and the form waits for
 * the choice; a row with `data-open-url` opens that page beside this one. Targets `value` (hidden), `input`, `list`. Sends `combobox:picked` {value, text}.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["value", "input", "list"];
  static override values = { url: String, with: String };
  declare readonly valueTarget: HTMLInputElement;
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly urlValue: string;
  declare readonly withValue: string;
  private timer = 0;
  private asking: AbortController | null = null;
  private chosen = "";
  /** Whether the list is of other words than the field's: nothing unseen is picked from it. */
  private stale = false;

  override connect(): void {
    this.chosen = this.inputTarget.value;
  }

  type(): void {
    clearTimeout(this.timer);
    this.stale = true;
    this.inputTarget.setCustomValidity("");
    if (!this.inputTarget.value.trim()) this.set("", "");
    this.timer = window.setTimeout(() => void this.search(), WAIT_MS);
  }

  key(event: KeyboardEvent): void {
    const rows = this.rows;
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.listTarget.hidden) return void this.search();
      this.mark(rows[(at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length]);
    } else if (event.key === "Enter" && (!this.listTarget.hidden || this.unread)) {
      event.preventDefault();
      if (this.stale) return this.searchNow();
      const row = rows[Math.max(at, 0)];
      if (row) void this.take(row);
    } else if (event.key === "Escape" && !this.listTarget.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    }
  }

  /** The list keeps the field focused while it is clicked. */
  hold(event: Event): void {
    event.preventDefault();
  }

  pick(event: Event): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[role="option"]');
    if (row) void this.take(row);
  }

  clear(): void {
    this.set("", "");
    this.inputTarget.focus();
  }

  /** Words that name no record are not kept: the field goes back to what was picked last. */
  leave(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.hide();
    this.inputTarget.value = this.chosen;
  }

  /** Words were typed that no list was shown for yet: a quick Enter looks for them and does not send the form. */
  private get unread(): boolean {
    return this.stale && this.inputTarget.value.trim() !== "" && this.inputTarget.value !== this.chosen;
  }

  private searchNow(): void {
    clearTimeout(this.timer);
    void this.search();
  }

  private async search(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const url = new URL(this.urlValue, location.href);
    url.searchParams.set("q", this.inputTarget.value.trim());
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: asking.signal });
      if (!answer.ok) return explain(answer.status);
      this.show(await answer.text());
      this.stale = false;
    } catch (error) {
      if ((error as Error).name !== "AbortError") showToast({ message: text("Network"), level: "error" });
    }
  }

  private show(html: string): void {
    this.listTarget.innerHTML = html;
    const rows = this.rows;
    if (rows.length === 0) this.listTarget.textContent = this.listTarget.dataset["none"] ?? "";
    rows.forEach((row, at) => (row.id ||= `${this.listTarget.id}_${at}`));
    this.listTarget.hidden = false;
    this.inputTarget.setAttribute("aria-expanded", "true");
    this.mark(rows[0]);
  }

  private hide(): void {
    this.listTarget.hidden = true;
    this.inputTarget.setAttribute("aria-expanded", "false");
    this.inputTarget.removeAttribute("aria-activedescendant");
  }

  private async take(row: HTMLElement): Promise<void> {
    const words = row.dataset["text"] ?? row.textContent?.trim() ?? "";
    const page = row.dataset["openUrl"];
    if (page) return void window.open(page, "_blank", "noopener");
    this.hide();
    const url = row.dataset["addUrl"];
    if (!url) return this.set(row.dataset["value"] ?? "", words);
    // Until the answer comes the words stand: leaving the field must not wipe them.
    this.chosen = words;
    const answer = await post(url, this.given(words));
    const made = answer?.headers.get("Content-Type")?.includes("json") ? ((await answer.json()) as Made) : null;
    if (answer?.ok && made?.value !== undefined) {
      this.set(String(made.value), made.text ?? words);
      if (made.toast) showToast(made.toast);
      return;
    }
    if (made?.html) return this.ask(words, made);
    this.set("", "");
    if (made?.message) showToast({ message: made.message, level: "error" });
    else if (answer) explain(answer.status);
  }

  private ask(words: string, made: Made): void {
    this.set("", words);
    this.inputTarget.setCustomValidity(made.message ?? "");
    this.inputTarget.focus();
    this.show(made.html ?? "");
  }

  private given(words: string): FormData {
    const data = new FormData();
    data.set("name", words);
    const form = this.inputTarget.form;
    for (const name of this.withValue.split(" ").filter(Boolean)) {
      const value = form && new FormData(form).get(name);
      if (value) data.set(name, value);
    }
    return data;
  }

  private set(value: string, words: string): void {
    this.chosen = words;
    this.inputTarget.value = words;
    this.inputTarget.setCustomValidity("");
    if (this.valueTarget.value === value) return;
    this.valueTarget.value = value;
    this.valueTarget.dispatchEvent(new Event("change", { bubbles: true }));
    this.dispatch("picked", { detail: { value, text: words } });
  }

  private get rows(): HTMLElement[] {
    return [...this.listTarget.querySelectorAll<HTMLElement>('[role="option"]')];
  }

  private mark(row: HTMLElement | undefined): void {
    for (const other of this.rows) other.setAttribute("aria-selected", String(other === row));
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.inputTarget.setAttribute("aria-activedescendant", row.id);
  }
}
