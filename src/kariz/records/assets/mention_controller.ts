import { Controller } from "@hotwired/stimulus";

const WAIT_MS = 120;
/** What stands between an @ and the caret: a name, or its beginning, of at most two words. */
const BEGUN = /(?:^|\s)@([^\s@]{0,40}(?: [^\s@]{0,40})?)$/u;

/**
 * Names of colleagues while one types @ in a comment. `url` answers `?q=` with `[role=option][data-text]` rows.
 * Targets `text` (the textarea) and `list`. Arrows choose, Enter or Tab takes, Escape leaves the text as it is.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["text", "list"];
  static override values = { url: String };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly listTarget: HTMLElement;
  declare readonly urlValue: string;
  private timer = 0;
  private asked = "";

  override disconnect(): void {
    clearTimeout(this.timer);
  }

  type(): void {
    clearTimeout(this.timer);
    const begun = this.begun();
    if (begun === null) return this.hide();
    this.timer = window.setTimeout(() => void this.ask(begun), WAIT_MS);
  }

  key(event: KeyboardEvent): void {
    if (this.listTarget.hidden) return;
    const rows = this.rows;
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const row = rows[Math.max(at, 0)];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.mark(rows[(at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length]);
    } else if ((event.key === "Enter" || event.key === "Tab") && row) {
      event.preventDefault();
      this.take(row);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    }
  }

  /** Before the click takes the focus away from the text. */
  pick(event: Event): void {
    const row = (event.target as Element).closest<HTMLElement>("[role=option]");
    event.preventDefault();
    if (row) this.take(row);
  }

  hide(): void {
    this.listTarget.hidden = true;
    this.textTarget.removeAttribute("aria-activedescendant");
  }

  private get rows(): HTMLElement[] {
    return [...this.listTarget.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private begun(): string | null {
    const before = this.textTarget.value.slice(0, this.textTarget.selectionStart);
    return BEGUN.exec(before)?.[1] ?? null;
  }

  private async ask(begun: string): Promise<void> {
    this.asked = begun;
    const url = new URL(this.urlValue, location.href);
    url.searchParams.set("q", begun);
    const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || this.begun() !== this.asked) return;
    this.listTarget.innerHTML = await answer.text();
    if (!this.rows.length) return this.hide();
    this.rows.forEach((row, at) => (row.id = `mention-${at}`));
    this.mark(this.rows[0]);
    this.listTarget.hidden = false;
  }

  private mark(row: HTMLElement | undefined): void {
    for (const one of this.rows) one.setAttribute("aria-selected", String(one === row));
    if (row) this.textTarget.setAttribute("aria-activedescendant", row.id);
    row?.scrollIntoView({ block: "nearest" });
  }

  private take(row: HTMLElement): void {
    const { value, selectionStart } = this.textTarget;
    const from = selectionStart - (this.begun()?.length ?? 0);
    const name = `${row.dataset["text"] ?? ""} `;
    this.textTarget.setRangeText(name, from, selectionStart, "end");
    if (value !== this.textTarget.value) this.textTarget.dispatchEvent(new Event("input", { bubbles: true }));
    this.hide();
    this.textTarget.focus();
  }
}
