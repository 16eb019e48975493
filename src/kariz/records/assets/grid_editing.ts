import { showToast, text } from "../../web/assets/requests.ts";
import { askWhose, replaceRow } from "./grid_answer.ts";
import { CellEditor, type Where } from "./grid_editor.ts";
import type { GridPlace } from "./grid_place.ts";
import type { Cell, GridRows, Row } from "./grid_rows.ts";
import { parsed, type Answer, type Conflict, type GridSave } from "./grid_save.ts";

export interface Surroundings {
  /** The columns as the server knows them. */
  columns(): string;
  /** Says it to those who do not see it. */
  tell(words: string): void;
  /** A field for dates, or for picking a record, from the page. */
  field(name: string): Element | null;
  /** Rows are not as they were: what is added up is old. */
  changed(): void;
  texts: Record<string, string>;
}

/** Cells edited where they stand: opened, sent one after the other, mended where wrong, settled where two met. */
export class GridEditing {
  private editor: CellEditor | null = null;
  private readonly choices = new Map<string, Promise<[string, string][]>>();
  /** What stands in cells and is not kept; `refused` by the server, which else was not reached. */
  private readonly wrong = new Map<Cell, { text: string; errors: string[]; refused: boolean }>();
  private readonly undos = new Map<string, string>();

  constructor(
    private readonly rows: GridRows,
    private readonly place: GridPlace,
    private readonly save: GridSave,
    private readonly around: Surroundings,
  ) {}

  holds(row: Row): boolean {
    return Boolean(this.editor && row.contains(this.editor.cell));
  }

  /** Opens the active cell; says whether it can be edited. */
  edit(start: string | null): boolean {
    const cell = this.place.cell;
    const head = cell && this.rows.headOf(cell.cellIndex);
    const input = head?.dataset["input"];
    if (!cell || !input || this.editor?.cell === cell) return false;
    const kept = this.wrong.get(cell);
    this.place.select(null);
    this.editor = new CellEditor(cell, input, (head?.textContent ?? "").trim(), {
      commit: (of, value, changed, where) => this.commit(of, value, changed, where),
      cancel: (of) => this.abandon(of),
      options: (column) =>
        head?.hasAttribute("data-own-options")
          ? this.save.options(column, (cell.parentElement as Row).dataset["id"])
          : this.optionsOf(column),
      field: (name) => this.around.field(name),
      url: head?.dataset["url"] ?? "",
    });
    void this.editor.open(start ?? kept?.text ?? null, kept?.errors);
    return true;
  }

  /** For a block that is pasted where one line is typed: the field closes, and its cell is where the block begins. */
  yield(): void {
    const typing = document.activeElement;
    const { editor } = this;
    if (editor?.cell.contains(typing) && !(typing instanceof HTMLTextAreaElement)) editor.cancel();
  }

  /** One value into the active cell, as pasted. Says whether it can be edited. */
  put(value: string): boolean {
    const cell = this.place.cell;
    if (!cell || !this.rows.headOf(cell.cellIndex)?.dataset["input"]) return false;
    void this.send(cell.parentElement as Row, cell, value);
    return true;
  }

  /** The rows of these records as the server has them now. */
  async refresh(ids: string[]): Promise<void> {
    for (const fresh of await this.save.rows(ids, this.around.columns())) {
      const row = this.rows.find(fresh.dataset["id"] ?? "");
      if (row) replaceRow(row, fresh, this.editor?.cell);
    }
    this.around.changed();
  }

  /** An edit from here was taken back: its row is drawn anew, and the page need not be. */
  undone(event: Event): void {
    const id = this.undos.get((event as CustomEvent<{ url?: string }>).detail?.url ?? "");
    if (!id) return;
    event.preventDefault();
    void this.refresh([id]);
  }

  private optionsOf(column: string): Promise<[string, string][]> {
    const found = this.choices.get(column) ?? this.save.options(column);
    this.choices.set(column, found);
    return found;
  }

  private commit(cell: Cell, value: string, changed: boolean, where: Where): void {
    const row = cell.parentElement as Row;
    const kept = this.wrong.get(cell);
    if (kept?.refused && where === "stay" && value === kept.text) return this.abandonRefused(cell, value, kept.errors);
    if (kept ? value !== cell.dataset["typed"] : changed) void this.send(row, cell, value);
    else if (kept) return this.abandon(cell);
    this.done(cell, where);
  }

  /** What was typed is given up: the cell reads again as the server has it. */
  private abandon(cell: Cell): void {
    if (this.wrong.has(cell)) void this.refresh([(cell.parentElement as Row).dataset["id"] ?? ""]);
    this.forgive(cell);
    this.done(cell, "stay");
  }

  /** Who leaves what was refused is told so, and reads what holds: it must not look kept. */
  private abandonRefused(cell: Cell, value: string, errors: readonly string[]): void {
    const words = (this.around.texts["refused"] ?? "{value} {why}").replace("{value}", value);
    showToast({ message: words.replace("{why}", errors.join(" ")), level: "error" });
    this.abandon(cell);
  }

  private done(cell: Cell, where: Where): void {
    this.editor = null;
    if (where === "stay") {
      // Where the focus went of itself it stays.
      if (document.activeElement === document.body || document.activeElement === cell) this.place.rove(cell, true);
      return;
    }
    this.place.active = this.place.spotOf(cell);
    if (where === "next") this.place.step(cell, 1);
    else if (where === "previous") this.place.step(cell, -1);
    else this.place.go(where === "down" ? 1 : -1, 0, false);
  }

  private async send(row: Row, cell: Cell, value: string, version?: string): Promise<void> {
    const column = cell.dataset["c"] ?? "";
    cell.classList.add("grid-sent");
    const answer = await this.save.cell(row, column, value, this.around.columns(), version ?? cell.dataset["version"]);
    cell.classList.remove("grid-sent");
    this.take(answer, row, cell, value);
  }

  private take(answer: Answer, row: Row, cell: Cell, value: string): void {
    if (answer.kind === "saved") {
      this.forgive(cell);
      const [fresh] = parsed(answer.row);
      if (fresh) replaceRow(row, fresh, this.editor?.cell);
      this.around.changed();
      if (answer.toast.message) showToast(answer.toast);
      if (answer.toast.undo_url) this.undos.set(answer.toast.undo_url, row.dataset["id"] ?? "");
    } else if (answer.kind === "wrong") this.blame(cell, value, answer.errors, true);
    else if (answer.kind === "conflict") this.quarrel(row, cell, value, answer.conflict);
    else this.blame(cell, value, [text("Server")], false);
  }

  private blame(cell: Cell, value: string, errors: string[], refused: boolean): void {
    this.wrong.set(cell, { text: value, errors, refused });
    cell.classList.add("grid-wrong");
    cell.title = errors.join(" ");
    this.around.tell(errors.join(" "));
    if (this.editor) return;
    this.place.rove(cell, true);
    this.edit(null);
  }

  private forgive(cell: Cell): void {
    if (!this.wrong.delete(cell)) return;
    cell.classList.remove("grid-wrong");
    cell.removeAttribute("title");
  }

  /** Somebody came first: what stands there now, and the choice to write over it. */
  private quarrel(row: Row, cell: Cell, value: string, conflict: Conflict): void {
    const [fresh] = parsed(conflict.row);
    if (fresh) replaceRow(row, fresh, this.editor?.cell);
    askWhose(cell, conflict, this.around.texts, (mine) => {
      this.place.rove(row.cells[cell.cellIndex], true);
      if (mine) void this.send(row, cell, value);
    });
  }
}
