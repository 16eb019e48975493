import htmx from "htmx.org";
import { isTyping } from "../../web/assets/shortcuts_controller.ts";
import type { GridPlace } from "./grid_place.ts";
import { typedOf, type Cell, type GridRows, type Row } from "./grid_rows.ts";

/** Blocks of cells as spreadsheets put them on the clipboard: tabs between cells, quotes around what holds one. */

export function toTsv(block: readonly (readonly string[])[]): string {
  return block.map((row) => row.map(quoted).join("\t")).join("\n");
}

export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let inQuotes = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? "";
    if (inQuotes) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') {
        cell += '"';
        at++;
      } else inQuotes = false;
    } else if (char === '"' && cell === "") inQuotes = true;
    else if (char === "\t") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += char;
  }
  rows.push([...row, cell]);
  return rows;
}

function quoted(cell: string): string {
  return /[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export interface RowTexts {
  pk: number;
  version: number;
  texts: Record<string, string>;
  versions: Record<string, number>;
}

/** What a block says of the loaded rows from this one down; cells that cannot be edited are passed over. */
export function rowsOf(rows: GridRows, first: Row, column: number, block: readonly (readonly string[])[]): RowTexts[] {
  const all = rows.all;
  const top = all.indexOf(first);
  const names = rows.columns;
  return block.flatMap((line, down) => {
    const row = all[top + down];
    if (!row) return [];
    const texts: Record<string, string> = {};
    const versions: Record<string, number> = {};
    line.forEach((value, over) => {
      const [at, name] = [column + over, names[column + over] ?? ""];
      if (!rows.headOf(at)?.dataset["input"]) return;
      texts[name] = value;
      const own = row.cells[at]?.dataset["version"];
      if (own) versions[name] = Number(own);
    });
    return [{ pk: Number(row.dataset["id"]), version: Number(row.dataset["version"]), texts, versions }];
  });
}

/** Copies the block that is selected, and pastes one of a spreadsheet. */
export class GridClipboard {
  constructor(
    private readonly rows: GridRows,
    private readonly place: GridPlace,
    private readonly plural: string,
    private readonly editing: { put(value: string): boolean; yield(): void },
  ) {}

  /** How many cells were copied; none where something else is. */
  copy(event: ClipboardEvent): number {
    if (!this.ours() || String(getSelection())) return 0;
    const block = this.place.block.map((line) => line.map((spot) => typedOf(this.place.cellOf(spot) as Cell)));
    if (!block.length) return 0;
    event.clipboardData?.setData("text/plain", toTsv(block));
    event.preventDefault();
    return block.flat().length;
  }

  /** One value goes into its cell, a block is shown first. False where the cell cannot be changed. */
  paste(event: ClipboardEvent): boolean {
    const given = event.clipboardData?.getData("text/plain") ?? "";
    const active = this.place.active;
    if (!given || !active) return true;
    const block = fromTsv(given);
    const single = block.length === 1 && block[0]?.length === 1;
    if (!single) this.editing.yield();
    if (!this.ours()) return true;
    event.preventDefault();
    const aim = this.place.block;
    if (single && aim.flat().length === 1) return this.editing.put(block[0]![0]!);
    // One value fills the cells that are selected; a block begins at their first.
    const first = aim[0]?.[0] ?? active;
    const cells = single ? aim.map((line) => line.map(() => block[0]![0]!)) : block;
    const rows = rowsOf(this.rows, first.row, first.column, cells);
    const values = { block: JSON.stringify(rows), left: String(cells.length - rows.length) };
    void htmx.ajax("post", `/tables/${this.plural}/paste/`, { target: "#dialog", swap: "innerHTML", values });
    return true;
  }

  private ours(): boolean {
    const cell = document.activeElement?.closest<Cell>("td");
    return Boolean(cell && this.rows.table.contains(cell) && !isTyping(document.activeElement));
  }
}
