import { isTyping } from "../../web/assets/shortcuts_controller.ts";
import { blockOf, within, type Cell, type GridRows, type Row, type Spot } from "./grid_rows.ts";

/** Where one is in a grid: the cell with the focus, and the block between it and where the selection began. */
export class GridPlace {
  active: Spot | null = null;
  anchor: Spot | null = null;
  private dragging = false;

  constructor(
    private readonly rows: GridRows,
    private readonly scroller: HTMLElement,
    private readonly show: (body: HTMLTableSectionElement) => void,
  ) {}

  get rightToLeft(): boolean {
    return getComputedStyle(this.rows.table).direction === "rtl";
  }

  /** Rows that are seen at once, less two that keep the eye's hold. */
  get pageful(): number {
    const height = this.active?.row.offsetHeight || 40;
    return Math.max(1, Math.floor(this.scroller.clientHeight / height) - 2);
  }

  get cell(): Cell | undefined {
    return this.active ? this.cellOf(this.active) : undefined;
  }

  get block(): Spot[][] {
    return this.active ? blockOf(this.rows, this.active, this.anchor ?? this.active) : [];
  }

  spotOf(cell: Cell): Spot | null {
    const row = cell.parentElement as Row;
    return row.dataset["id"] && cell.cellIndex > 0 ? { row, column: cell.cellIndex } : null;
  }

  cellOf(spot: Spot): Cell | undefined {
    return spot.row.cells[spot.column];
  }

  go(down: number, over: number, extend: boolean): void {
    const from = this.active;
    if (!from) return;
    const all = this.rows.all;
    const at = all.indexOf(from.row);
    if (Math.abs(down) === 1 && !extend && this.leave(from, down > 0 ? 1 : -1)) return;
    const row = all[within(at + down, 0, all.length - 1)] ?? from.row;
    const column = within(from.column + over, 1, this.rows.columns.length - 1);
    if (extend) this.anchor ??= from;
    else this.anchor = null;
    this.active = { row, column };
    this.reveal(row);
    this.rove(this.cell, true);
    this.draw();
  }

  /** To the cell behind or before, over the end of a row to the next one. */
  step(cell: Cell, forward: 1 | -1): void {
    this.active = this.spotOf(cell);
    const last = this.rows.columns.length - 1;
    const at = cell.cellIndex + forward;
    if (at < 1) this.go(-1, 1e6, false);
    else if (at > last) this.go(1, -1e6, false);
    else this.go(0, forward, false);
  }

  /** Gives the one stop of the Tab key to this cell. */
  rove(cell: Cell | undefined, focus = false): void {
    if (!cell) return;
    for (const old of this.rows.table.querySelectorAll('thead [tabindex="0"], tbody [tabindex="0"]')) old.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    const spot = this.spotOf(cell);
    if (spot) this.active = spot;
    if (!focus) return;
    // A caret that stays in a field elsewhere would take what a keyboard without keys (an input method) writes.
    getSelection()?.removeAllRanges();
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The block begins there; without a spot there is none. */
  select(anchor: Spot | null): void {
    this.anchor = anchor;
    this.draw();
  }

  /** The mouse goes down on a cell; says whether on the one that had the focus. */
  press(event: MouseEvent): boolean {
    const target = event.target as HTMLElement;
    const cell = target.closest<Cell>("tbody td");
    const spot = cell && this.spotOf(cell);
    if (!cell || !spot || event.button !== 0 || isTyping(target) || target.closest("a, button, label")) return false;
    const again = this.active?.row === spot.row && this.active.column === spot.column && document.activeElement === cell;
    event.preventDefault();
    if (event.shiftKey && this.active) {
      this.anchor ??= this.active;
      this.active = spot;
    } else {
      this.anchor = null;
      this.dragging = true;
      this.rows.table.addEventListener("mouseover", this.drag);
    }
    this.rove(cell, true);
    this.draw();
    return again && !event.shiftKey;
  }

  release(): void {
    this.dragging = false;
    this.rows.table.removeEventListener("mouseover", this.drag);
  }

  private readonly drag = (event: MouseEvent): void => {
    const cell = (event.target as HTMLElement).closest<Cell>("tbody td");
    if (!this.dragging || !cell || !this.spotOf(cell) || !this.active || cell === this.cell) return;
    this.anchor ??= this.active;
    this.rove(cell, true);
    this.draw();
  };

  /** Up from the first row to the headings, or over the edge of a group to its heading. */
  private leave(from: Spot, way: 1 | -1): boolean {
    const next = way > 0 ? from.row.nextElementSibling : from.row.previousElementSibling;
    if (next) return false;
    let body = from.row.parentElement as Element | null;
    do body = (way > 0 ? body?.nextElementSibling : body?.previousElementSibling) ?? null;
    while (body?.matches(".grid-more"));
    if (body?.matches("tbody.grid-part")) this.rove((body as HTMLTableSectionElement).rows[0]?.cells[from.column], true);
    else if (way < 0 && from.row === this.rows.all[0]) this.rove(this.rows.headOf(from.column), true);
    else return false;
    this.select(null);
    return true;
  }

  private reveal(row: Row): void {
    if (row.isConnected) return;
    for (const [body, kept] of this.rows.away) if (kept.includes(row)) this.show(body);
  }

  private draw(): void {
    for (const old of this.rows.table.querySelectorAll(".grid-in")) {
      old.classList.remove("grid-in");
      old.removeAttribute("aria-selected");
    }
    if (!this.anchor) return;
    for (const spot of this.block.flat()) {
      const cell = this.cellOf(spot);
      cell?.classList.add("grid-in");
      cell?.setAttribute("aria-selected", "true");
    }
  }
}
