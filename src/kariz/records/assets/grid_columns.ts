import type { GridRows, Row } from "./grid_rows.ts";
import { within } from "./grid_rows.ts";

const LEAST = 60;
const MOST = 900;
const STEP = 20;

/** Order and widths of the columns, by drag and by keys; `changed` hears of it when a change is over. */
export class GridColumns {
  private dragged = -1;

  constructor(
    private readonly rows: GridRows,
    private readonly changed: () => void,
  ) {
    const head = rows.head;
    head?.addEventListener("pointerdown", this.grip);
    head?.addEventListener("dragstart", this.take);
    head?.addEventListener("dragover", this.over);
    head?.addEventListener("drop", this.drop);
    for (const cell of [...(head?.cells ?? [])].slice(2)) cell.draggable = true;
  }

  stop(): void {
    const head = this.rows.head;
    head?.removeEventListener("pointerdown", this.grip);
    head?.removeEventListener("dragstart", this.take);
    head?.removeEventListener("dragover", this.over);
    head?.removeEventListener("drop", this.drop);
  }

  /** As the address and the server know them: `title,amount:180`. */
  get text(): string {
    return this.cols
      .slice(1)
      .map((col) => `${col.dataset["c"]}:${this.width(col)}`)
      .join(",");
  }

  /** By `steps` of the usual size. */
  widen(column: number, steps: number): void {
    const col = this.cols[column];
    if (!col || column < 1) return;
    this.resize(col, this.width(col) + steps * STEP);
    this.changed();
  }

  /** To another place; the first column of values stays first. Says whether it went. */
  move(from: number, to: number): boolean {
    if (from < 2 || to < 2 || to >= this.cols.length || from === to) return false;
    const [moved, at] = [this.cols[from], this.cols[to]];
    if (!moved || !at) return false;
    const behind = to > from;
    at[behind ? "after" : "before"](moved);
    const head = this.rows.head;
    const foot = this.rows.table.tFoot?.rows[0];
    const parts = [...this.rows.table.querySelectorAll<Row>("tbody.grid-part > tr")];
    for (const row of [head, foot, ...parts, ...this.rows.loaded]) {
      const [cell, other] = [row?.cells[from], row?.cells[to]];
      if (cell && other) other[behind ? "after" : "before"](cell);
    }
    this.changed();
    return true;
  }

  private get cols(): HTMLTableColElement[] {
    return [...this.rows.table.querySelectorAll("col")];
  }

  private width(col: HTMLTableColElement): number {
    return Math.round(parseFloat(col.width) || LEAST);
  }

  private resize(col: HTMLTableColElement, width: number): void {
    const fits = within(Math.round(width), LEAST, MOST);
    this.rows.table.setAttribute("width", String(Number(this.rows.table.getAttribute("width")) + fits - this.width(col)));
    col.width = String(fits);
  }

  private readonly grip = (event: PointerEvent): void => {
    const grip = (event.target as HTMLElement).closest<HTMLElement>("[data-grip]");
    const cell = grip?.closest("th");
    const col = cell && this.cols[cell.cellIndex];
    if (!grip || !col) return;
    event.preventDefault();
    const [from, width] = [event.clientX, this.width(col)];
    const way = getComputedStyle(this.rows.table).direction === "rtl" ? -1 : 1;
    const move = (moved: PointerEvent): void => this.resize(col, width + (moved.clientX - from) * way);
    const end = (): void => {
      removeEventListener("pointermove", move);
      this.changed();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
  };

  private readonly take = (event: DragEvent): void => {
    const target = event.target as HTMLElement;
    const cell = target.closest?.("th");
    if (!cell || target.closest("[data-grip]")) return event.preventDefault();
    this.dragged = cell.cellIndex;
    event.dataTransfer?.setData("text/plain", cell.dataset["c"] ?? "");
  };

  private readonly over = (event: DragEvent): void => {
    if (this.dragged > 0) event.preventDefault();
  };

  private readonly drop = (event: DragEvent): void => {
    const cell = (event.target as HTMLElement).closest("th");
    event.preventDefault();
    if (cell && this.dragged > 0) this.move(this.dragged, Math.max(2, cell.cellIndex));
    this.dragged = -1;
  };
}
