import type { GridRows, Row } from "./grid_rows.ts";

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
