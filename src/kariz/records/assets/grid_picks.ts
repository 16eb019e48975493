import htmx from "htmx.org";
import type { GridRows, Row } from "./grid_rows.ts";

/** Records chosen for one change of them all: those ticked, or everything that the address asks for. */
export class GridPicks {
  readonly ids = new Set<string>();
  private last = "";
  private whole = false;
  private readonly bar = document.querySelector<HTMLElement>("#grid-bulk");

  constructor(
    private readonly rows: GridRows,
    private readonly total: number,
    private readonly box: HTMLInputElement | null,
  ) {
    this.bar?.addEventListener("click", this.act);
    this.box?.addEventListener("change", this.boxed);
    this.exporter?.addEventListener("submit", this.send);
  }

  stop(): void {
    this.bar?.removeEventListener("click", this.act);
    this.box?.removeEventListener("change", this.boxed);
    this.exporter?.removeEventListener("submit", this.send);
  }

  private get exporter(): HTMLFormElement | null {
    return this.bar?.querySelector<HTMLFormElement>('form[data-part="export"]') ?? null;
  }

  /** A file of what is chosen, with the order and words of the address, and its columns or all. */
  private readonly send = (event: SubmitEvent): void => {
    const form = event.currentTarget as HTMLFormElement;
    const ending = (event.submitter as HTMLElement | null)?.dataset["ending"] ?? "xlsx";
    form.action = `${form.dataset["url"] ?? ""}${ending}`;
    for (const old of form.querySelectorAll("[data-asked]")) old.remove();
    const columns = (form.elements.namedItem("columns") as HTMLSelectElement | null)?.value;
    for (const [name, value] of new URLSearchParams(location.search))
      if (name !== "columns" || !columns) form.append(asked(name, value));
    const ids = form.elements.namedItem("ids") as HTMLInputElement;
    // Everything that is asked for needs no list of who that is.
    ids.disabled = this.whole;
    ids.value = [...this.ids].join(",");
  };

  /** With `range` everything between the last one and this. */
  toggle(row: Row, range = false): void {
    const id = row.dataset["id"] ?? "";
    const on = !this.ids.has(id);
    const all = this.rows.all;
    const [from, to] = [all.findIndex((one) => one.dataset["id"] === this.last), all.indexOf(row)];
    const some = range && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [row];
    for (const one of some) this.mark(one, on);
    this.last = id;
    this.whole = false;
    this.show();
  }

  everything(on = true): void {
    for (const row of this.rows.loaded) this.mark(row, on);
    this.whole = false;
    this.show();
  }

  clear(): void {
    this.everything(false);
    this.ids.clear();
    this.show();
  }

  /** Rows that came later look as they were chosen. */
  draw(): void {
    for (const row of this.rows.loaded) {
      if (this.whole) this.ids.add(row.dataset["id"] ?? "");
      if (this.ids.has(row.dataset["id"] ?? "")) this.mark(row, true);
    }
    this.show();
  }

  private mark(row: Row, on: boolean): void {
    const id = row.dataset["id"] ?? "";
    if (on) this.ids.add(id);
    else this.ids.delete(id);
    row.toggleAttribute("data-picked", on);
    row.toggleAttribute("aria-selected", on);
    if (on) row.setAttribute("aria-selected", "true");
    const box = row.querySelector<HTMLInputElement>(".grid-pick input");
    if (box) box.checked = on;
  }

  private show(): void {
    const loaded = this.rows.loaded.length;
    if (this.box) {
      this.box.checked = loaded > 0 && this.ids.size >= loaded;
      this.box.indeterminate = this.ids.size > 0 && !this.box.checked;
    }
    if (!this.bar) return;
    const count = this.whole ? this.total : this.ids.size;
    this.bar.hidden = count === 0;
    this.put("count", count);
    const whole = this.bar.querySelector<HTMLElement>('[data-part="whole"]');
    if (whole) whole.hidden = this.whole || this.ids.size < loaded || this.ids.size >= this.total;
    this.put("whole", this.total);
  }

  private put(name: string, count: number): void {
    const part = this.bar?.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (part) {
      part.textContent = (part.dataset["words"] ?? "").replace("{n}", count.toLocaleString(document.documentElement.lang));
    }
  }

  private readonly boxed = (): void => this.everything(this.box?.checked ?? false);

  private readonly act = (event: Event): void => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-bulk]");
    if (!button) return;
    const action = button.dataset["bulk"] ?? "";
    if (action === "") return this.clear();
    if (action === "whole") {
      this.whole = true;
      return this.show();
    }
    const ids = this.whole ? "" : [...this.ids].join(",");
    const values = { action, ids, query: location.search.slice(1), whole: this.whole ? "1" : "" };
    void htmx.ajax("post", this.bar?.dataset["url"] ?? "", { target: "#dialog", swap: "innerHTML", values });
  };
}

function asked(name: string, value: string): HTMLInputElement {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  field.dataset["asked"] = "";
  return field;
}
