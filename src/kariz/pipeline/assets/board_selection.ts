import htmx from "htmx.org";

/** Cards or rows (`[data-deal]`) chosen for one change of them all; the bar `#board-bulk` says how many. */
export class BoardSelection {
  private last: HTMLElement | null = null;
  private readonly bar = document.querySelector<HTMLElement>("#board-bulk");

  constructor(
    private readonly root: HTMLElement,
    private readonly url: string,
  ) {
    this.bar?.addEventListener("click", this.act);
    document.body.addEventListener("deals:changed", this.clear);
  }

  stop(): void {
    this.bar?.removeEventListener("click", this.act);
    document.body.removeEventListener("deals:changed", this.clear);
  }

  toggle(row: HTMLElement, range: boolean, on = !row.hasAttribute("data-picked")): void {
    for (const one of range && this.last ? this.between(this.last, row) : [row]) this.mark(one, on);
    this.last = row;
    this.show();
  }

  /** Every row that is loaded. */
  all(on: boolean): void {
    for (const row of this.root.querySelectorAll<HTMLElement>("[data-deal]")) this.mark(row, on);
    this.last = null;
    this.show();
  }

  readonly clear = (): void => {
    for (const row of this.picked) this.mark(row, false);
    for (const box of this.root.querySelectorAll<HTMLInputElement>(".deal-pick-all")) box.checked = false;
    this.show();
  };

  private get picked(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>("[data-deal][data-picked]")];
  }

  private between(first: HTMLElement, last: HTMLElement): HTMLElement[] {
    const rows = [...this.root.querySelectorAll<HTMLElement>("[data-deal]")];
    const [from, to] = [rows.indexOf(first), rows.indexOf(last)].sort((a, b) => a - b);
    return from === undefined || from < 0 ? [last] : rows.slice(from, (to ?? from) + 1);
  }

  private mark(row: HTMLElement, on: boolean): void {
    row.toggleAttribute("data-picked", on);
    const box = row.querySelector<HTMLInputElement>(".deal-pick");
    if (box) box.checked = on;
  }

  private show(): void {
    if (!this.bar) return;
    const count = this.picked.length;
    this.bar.hidden = count === 0;
    this.root.classList.toggle("board-picking", count > 0);
    const words = this.bar.querySelector<HTMLElement>('[data-part="count"]');
    if (words) {
      words.textContent = (words.dataset["words"] ?? "").replace("{n}", count.toLocaleString(document.documentElement.lang));
    }
  }

  private readonly act = (event: Event): void => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-bulk]");
    if (!button) return;
    if (!button.dataset["bulk"]) return this.clear();
    const ids = this.picked.map((card) => card.dataset["deal"] ?? "").join(",");
    const values = { action: button.dataset["bulk"], ids };
    void htmx.ajax("post", this.url, { target: "#dialog", swap: "innerHTML", values });
  };
}
