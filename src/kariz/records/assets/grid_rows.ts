/** The rows and cells of a grid as a plane: rows in order, also those that are out of the document for now. */

export type Cell = HTMLTableCellElement;
export type Row = HTMLTableRowElement;

/** A cell by its row and the number of its column; column 0 holds the boxes. */
export interface Spot {
  row: Row;
  column: number;
}

export class GridRows {
  /** Rows of pages that were taken out because they are far away, by their body. */
  readonly away = new Map<HTMLTableSectionElement, Row[]>();

  constructor(readonly table: HTMLTableElement) {}

  get head(): Row | null {
    return this.table.tHead?.rows[0] ?? null;
  }

  rowsOf(body: HTMLTableSectionElement): Row[] {
    return this.away.get(body) ?? [...body.rows].filter((row) => row.dataset["id"]);
  }

  /** Every loaded record that is not folded away. */
  get all(): Row[] {
    return this.pages.filter((body) => !body.hidden).flatMap((body) => this.rowsOf(body));
  }

  /** Every loaded record, folded or not. */
  get loaded(): Row[] {
    return this.pages.flatMap((body) => this.rowsOf(body));
  }

  get pages(): HTMLTableSectionElement[] {
    return [...this.table.querySelectorAll<HTMLTableSectionElement>("tbody.grid-page")];
  }

  find(id: string): Row | undefined {
    return this.loaded.find((row) => row.dataset["id"] === id);
  }

  get columns(): string[] {
    return [...(this.head?.cells ?? [])].map((cell) => cell.dataset["c"] ?? "");
  }

  headOf(column: number): Cell | undefined {
    return this.head?.cells[column];
  }
}

/** Which way an arrow goes over the columns, as the page reads. */
export function stepOf(key: string, rightToLeft: boolean): { rows: number; columns: number } | null {
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case "ArrowUp":
      return { rows: -1, columns: 0 };
    case "ArrowDown":
      return { rows: 1, columns: 0 };
    case "ArrowRight":
      return { rows: 0, columns: forward };
    case "ArrowLeft":
      return { rows: 0, columns: -forward };
    default:
      return null;
  }
}

export function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** What a cell holds as one would type it. */
export function typedOf(cell: Cell): string {
  return cell.dataset["typed"] ?? (cell.textContent ?? "").trim();
}

/** The cells between two corners, row by row. */
export function blockOf(rows: GridRows, one: Spot, two: Spot): Spot[][] {
  const all = rows.all;
  const [a, b] = [all.indexOf(one.row), all.indexOf(two.row)];
  const [from, to] = [Math.min(one.column, two.column), Math.max(one.column, two.column)];
  const columns = Array.from({ length: to - from + 1 }, (_empty, at) => from + at);
  return all.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => columns.map((column) => ({ row, column })));
}
