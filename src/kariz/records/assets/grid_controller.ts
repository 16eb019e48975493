import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { showToast, text } from "../../web/assets/requests.ts";
import { isTyping } from "../../web/assets/shortcuts_controller.ts";
import { fromTsv, rowsOf, toTsv } from "./grid_clipboard.ts";
import { askWhose, replaceRow } from "./grid_answer.ts";
import { GridColumns } from "./grid_columns.ts";
import { CellEditor, type Where } from "./grid_editor.ts";
import { GridPicks } from "./grid_picks.ts";
import { GridRows, blockOf, stepOf, typedOf, within, type Cell, type Row, type Spot } from "./grid_rows.ts";
import { GridSave, parsed, type Answer, type Conflict } from "./grid_save.ts";
import { GridWindow } from "./grid_window.ts";
import "./grid.css";

/**
 * A table that is worked in like a spreadsheet: one cell has the focus, arrows lead on, Enter, F2 or typing edits, a
 * block is copied and pasted, rows are chosen for one change of them all. The server makes every row; here is no rule.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["scroll", "table", "more", "all", "live", "dateEditor"];
  static override values = { plural: String, columns: String, fixed: Boolean, texts: Object };
  declare readonly scrollTarget: HTMLElement;
  declare readonly tableTarget: HTMLTableElement;
  declare readonly allTarget: HTMLInputElement;
  declare readonly hasAllTarget: boolean;
  declare readonly liveTarget: HTMLElement;
  declare readonly dateEditorTarget: HTMLTemplateElement;
  declare readonly pluralValue: string;
  declare readonly fixedValue: boolean;
  declare columnsValue: string;
  declare readonly textsValue: Record<string, string>;

  private rows!: GridRows;
  private shown!: GridWindow;
  private columns!: GridColumns;
  private picks!: GridPicks;
  private save!: GridSave;
  private active: Spot | null = null;
  private anchor: Spot | null = null;
  private editor: CellEditor | null = null;
  private dragging = false;
  private layoutTimer = 0;
  private readonly choices = new Map<string, Promise<[string, string][]>>();
  private readonly wrong = new Map<Cell, { text: string; errors: string[] }>();
  private readonly undos = new Map<string, string>();

  override connect(): void {
    this.rows = new GridRows(this.tableTarget);
    this.save = new GridSave(this.pluralValue);
    const total = Number(this.tableTarget.getAttribute("aria-rowcount") ?? 1) - 1;
    this.picks = new GridPicks(this.rows, total, this.hasAllTarget ? this.allTarget : null);
    this.columns = new GridColumns(this.rows, () => this.keepLayout());
    this.shown = new GridWindow(this.rows, this.scrollTarget, (row) => this.busy(row), (body) => htmx.trigger(body, "more"));
    this.shown.watch();
    this.fit();
    this.rove(this.rows.all[0]?.cells[1]);
    addEventListener("resize", this.fit);
    document.body.addEventListener("grid:changed", this.changed);
  }

  override disconnect(): void {
    this.picks.stop();
    this.columns.stop();
    this.shown.stop();
    removeEventListener("resize", this.fit);
    document.body.removeEventListener("grid:changed", this.changed);
  }

  /** The table ends where the window does, whatever stands above it. */
  private readonly fit = (): void => {
    const box = this.scrollTarget.getBoundingClientRect();
    const taken = box.top + scrollY + (this.element.getBoundingClientRect().bottom - box.bottom);
    this.scrollTarget.style.setProperty("--grid-top", `${Math.round(taken)}px`);
  };

  /** More rows came. */
  loaded(): void {
    if (!this.rows) return;
    this.shown.watch();
    this.picks.draw();
    if (!this.active) this.rove(this.rows.all[0]?.cells[1]);
  }

  // Keys

  key(event: KeyboardEvent): void {
    const cell = (event.target as HTMLElement).closest<Cell>("td, th");
    if (event.defaultPrevented || !cell || isTyping(event.target)) return;
    if (cell.tagName === "TH") return this.headKey(event, cell);
    const spot = this.spotOf(cell);
    if (!spot) return this.partKey(event, cell);
    this.active = spot;
    if (this.goes(event) || this.does(event) || this.starts(event)) event.preventDefault();
  }

  private goes(event: KeyboardEvent): boolean {
    if (event.altKey) return false;
    const step = stepOf(event.key, this.rightToLeft);
    const far = event.ctrlKey || event.metaKey;
    if (step) this.go(step.rows * (far ? 1e6 : 1), step.columns * (far ? 1e6 : 1), event.shiftKey);
    else if (event.key === "Home") this.go(far ? -1e6 : 0, -1e6, event.shiftKey);
    else if (event.key === "End") this.go(far ? 1e6 : 0, 1e6, event.shiftKey);
    else if (event.key === "PageDown") this.go(this.pageful, 0, event.shiftKey);
    else if (event.key === "PageUp") this.go(-this.pageful, 0, event.shiftKey);
    else return false;
    return true;
  }

  private does(event: KeyboardEvent): boolean {
    const control = event.ctrlKey || event.metaKey;
    const { row } = this.active!;
    if (event.key === "Enter" && control) row.querySelector<HTMLAnchorElement>("a[href]")?.click();
    else if (event.key === "Enter" || event.key === "F2") return this.edit(null) || this.follow(event);
    else if (event.key === " ") this.picks.toggle(row, event.shiftKey);
    else if (control && event.code === "KeyA") this.picks.everything();
    else if (event.key === "Escape" && (this.anchor || this.picks.ids.size)) {
      if (this.anchor) this.select(null);
      else this.picks.clear();
    } else return false;
    return true;
  }

  private starts(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || ["?", "؟", "/"].includes(event.key)) return false;
    if (event.key === "Backspace" || event.key === "Delete") return this.edit("");
    return event.key.length === 1 && this.edit(event.key);
  }

  private follow(event: KeyboardEvent): boolean {
    const link = this.cellOf(this.active!)?.querySelector<HTMLAnchorElement>("a[href]");
    if (event.key === "Enter") link?.click();
    return Boolean(link);
  }

  private headKey(event: KeyboardEvent, cell: Cell): void {
    const step = stepOf(event.key, this.rightToLeft);
    const at = cell.cellIndex;
    if (event.altKey && step?.columns) {
      if (this.columns.move(at, at + step.columns)) this.say("moved", this.rows.headOf(at + step.columns));
      this.rove(cell, true);
    } else if (event.altKey && ["+", "=", "-", "−"].includes(event.key)) {
      this.columns.widen(at, event.key === "+" || event.key === "=" ? 1 : -1);
    } else if (event.key === "Enter") cell.querySelector<HTMLAnchorElement>("a")?.click();
    else if (step?.rows === 1) this.rove(this.rows.all[0]?.cells[at], true);
    else if (step?.columns) this.rove(this.rows.headOf(within(at + step.columns, 1, this.rows.columns.length - 1)), true);
    else return;
    event.preventDefault();
  }

  /** On the heading of a group. */
  private partKey(event: KeyboardEvent, cell: Cell): void {
    const body = cell.closest<HTMLTableSectionElement>("tbody.grid-part");
    const step = stepOf(event.key, this.rightToLeft);
    if (!body || (!step?.rows && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    if (!step) return this.fold(body);
    const places = [...this.tableTarget.querySelectorAll<Row>("tbody:not([hidden]) > tr:not(.grid-gap)")].filter(
      (row) => row.dataset["id"] || row.parentElement?.matches(".grid-part"),
    );
    const next = places[places.indexOf(cell.parentElement as Row) + step.rows];
    this.rove(next?.cells[cell.cellIndex] ?? this.rows.headOf(cell.cellIndex), true);
  }

  // Going

  private go(down: number, over: number, extend: boolean): void {
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
    this.rove(this.cellOf(this.active), true);
    this.drawRange();
  }

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
    for (const [body, kept] of this.rows.away) if (kept.includes(row)) this.shown.show(body);
  }

  /** Gives the one stop of the Tab key to this cell. */
  private rove(cell: Cell | undefined, focus = false): void {
    if (!cell) return;
    for (const old of this.tableTarget.querySelectorAll('[tabindex="0"]')) old.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    const spot = this.spotOf(cell);
    if (spot) this.active = spot;
    if (!focus) return;
    // A caret that stays in a field elsewhere would take what a keyboard without keys (an input method) writes.
    getSelection()?.removeAllRanges();
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private spotOf(cell: Cell): Spot | null {
    const row = cell.parentElement as Row;
    return row.dataset["id"] && cell.cellIndex > 0 ? { row, column: cell.cellIndex } : null;
  }

  private cellOf(spot: Spot): Cell | undefined {
    return spot.row.cells[spot.column];
  }

  private busy(row: Row): boolean {
    return row === this.active?.row || row === this.anchor?.row || Boolean(this.editor && row.contains(this.editor.cell));
  }

  private get rightToLeft(): boolean {
    return getComputedStyle(this.tableTarget).direction === "rtl";
  }

  private get pageful(): number {
    const height = this.active?.row.offsetHeight || 40;
    return Math.max(1, Math.floor(this.scrollTarget.clientHeight / height) - 2);
  }

  // Range

  private select(anchor: Spot | null): void {
    this.anchor = anchor;
    this.drawRange();
  }

  private get block(): Spot[][] {
    if (!this.active) return [];
    return blockOf(this.rows, this.active, this.anchor ?? this.active);
  }

  private drawRange(): void {
    for (const old of this.tableTarget.querySelectorAll(".grid-in")) {
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

  press(event: MouseEvent): void {
    const cell = (event.target as HTMLElement).closest<Cell>("tbody td");
    const spot = cell && this.spotOf(cell);
    if (!cell || !spot || event.button !== 0 || isTyping(event.target) || (event.target as HTMLElement).closest("a, button")) return;
    const again = this.active?.row === spot.row && this.active.column === spot.column && document.activeElement === cell;
    event.preventDefault();
    if (event.shiftKey && this.active) {
      this.anchor ??= this.active;
      this.active = spot;
    } else {
      this.anchor = null;
      this.dragging = true;
      this.tableTarget.addEventListener("mouseover", this.drag);
    }
    this.rove(cell, true);
    this.drawRange();
    if (again && !event.shiftKey) this.edit(null);
  }

  private readonly drag = (event: MouseEvent): void => {
    const cell = (event.target as HTMLElement).closest<Cell>("tbody td");
    const spot = cell && this.spotOf(cell);
    if (!this.dragging || !cell || !spot || !this.active || cell === this.cellOf(this.active)) return;
    this.anchor ??= this.active;
    this.rove(cell, true);
    this.drawRange();
  };

  release(): void {
    this.dragging = false;
    this.tableTarget.removeEventListener("mouseover", this.drag);
  }

  open(event: MouseEvent): void {
    const cell = (event.target as HTMLElement).closest<Cell>("tbody td");
    if (cell && this.spotOf(cell) && !isTyping(event.target)) this.edit(null);
  }

  click(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const body = target.closest("[data-fold]")?.closest<HTMLTableSectionElement>("tbody.grid-part");
    if (body) return this.fold(body);
    const box = target.closest<HTMLInputElement>("td.grid-pick input");
    const row = box?.closest("tr");
    if (row) this.picks.toggle(row, event.shiftKey);
  }

  private fold(body: HTMLTableSectionElement): void {
    const button = body.querySelector<HTMLElement>("[data-fold]");
    const open = button?.getAttribute("aria-expanded") !== "true";
    button?.setAttribute("aria-expanded", String(open));
    for (let next = body.nextElementSibling; next && !next.matches(".grid-part"); next = next.nextElementSibling) {
      (next as HTMLElement).hidden = !open;
    }
  }

  // Editing

  /** Opens the active cell; says whether it can be edited. */
  private edit(start: string | null): boolean {
    const cell = this.active && this.cellOf(this.active);
    const head = cell && this.rows.headOf(cell.cellIndex);
    const input = head?.dataset["input"];
    if (!cell || !input || this.editor?.cell === cell) return false;
    const kept = this.wrong.get(cell);
    this.select(null);
    this.editor = new CellEditor(cell, input, (head?.textContent ?? "").trim(), {
      commit: (of, value, changed, where) => this.commit(of, value, changed, where),
      cancel: (of) => this.abandon(of),
      options: (column) => this.optionsOf(column),
      dateField: () => (this.dateEditorTarget.content.cloneNode(true) as DocumentFragment).firstElementChild,
    });
    void this.editor.open(start ?? kept?.text ?? null, kept?.errors);
    return true;
  }

  private optionsOf(column: string): Promise<[string, string][]> {
    const found = this.choices.get(column) ?? this.save.options(column);
    this.choices.set(column, found);
    return found;
  }

  private commit(cell: Cell, value: string, changed: boolean, where: Where): void {
    const row = cell.parentElement as Row;
    if (changed) void this.send(row, cell, value);
    else this.forgive(cell);
    this.done(cell, where);
  }

  /** What was typed is given up: the cell reads again as the server has it. */
  private abandon(cell: Cell): void {
    if (this.wrong.has(cell)) void this.refresh([(cell.parentElement as Row).dataset["id"] ?? ""]);
    this.forgive(cell);
    this.done(cell, "stay");
  }

  private done(cell: Cell, where: Where): void {
    this.editor = null;
    if (where === "stay") {
      // Where the focus went of itself it stays.
      if (document.activeElement === document.body || document.activeElement === cell) this.rove(cell, true);
      return;
    }
    this.active = this.spotOf(cell);
    const forward = where === "next" ? 1 : where === "previous" ? -1 : 0;
    if (!forward) return this.go(where === "down" ? 1 : -1, 0, false);
    const last = this.rows.columns.length - 1;
    const at = cell.cellIndex + forward;
    if (at < 1) this.go(-1, 1e6, false);
    else if (at > last) this.go(1, -1e6, false);
    else this.go(0, forward, false);
  }

  private async send(row: Row, cell: Cell, value: string, version?: string): Promise<void> {
    const column = cell.dataset["c"] ?? "";
    cell.classList.add("grid-sent");
    const answer = await this.save.cell(row, column, value, this.columns.text, version ?? cell.dataset["version"]);
    cell.classList.remove("grid-sent");
    this.take(answer, row, cell, value);
  }

  private take(answer: Answer, row: Row, cell: Cell, value: string): void {
    if (answer.kind === "saved") {
      this.forgive(cell);
      const [fresh] = parsed(answer.row);
      if (fresh) replaceRow(row, fresh, this.editor?.cell);
      if (answer.toast.message) showToast(answer.toast);
      if (answer.toast.undo_url) this.undos.set(answer.toast.undo_url, row.dataset["id"] ?? "");
    } else if (answer.kind === "wrong") this.blame(cell, value, answer.errors);
    else if (answer.kind === "conflict") this.quarrel(row, cell, value, answer.conflict);
    else this.blame(cell, value, [text("Server")]);
  }

  private blame(cell: Cell, value: string, errors: string[]): void {
    this.wrong.set(cell, { text: value, errors });
    cell.classList.add("grid-wrong");
    cell.title = errors.join(" ");
    this.liveTarget.textContent = errors.join(" ");
    if (this.editor) return;
    this.rove(cell, true);
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
    askWhose(cell, conflict, this.textsValue, (mine) => {
      this.rove(row.cells[cell.cellIndex], true);
      if (mine) void this.send(row, cell, value);
    });
  }

  undone(event: Event): void {
    const id = this.undos.get((event as CustomEvent<{ url?: string }>).detail?.url ?? "");
    if (!id) return;
    event.preventDefault();
    void this.refresh([id]);
  }

  private readonly changed = (event: Event): void => {
    const ids = (event as CustomEvent<{ ids?: number[] }>).detail?.ids;
    if (ids) void this.refresh(ids.map(String));
    else location.reload();
  };

  private async refresh(ids: string[]): Promise<void> {
    for (const fresh of await this.save.rows(ids, this.columns.text)) {
      const row = this.rows.find(fresh.dataset["id"] ?? "");
      if (row) replaceRow(row, fresh, this.editor?.cell);
    }
  }

  // Clipboard

  copy(event: ClipboardEvent): void {
    if (!this.ours() || String(getSelection())) return;
    const block = this.block.map((line) => line.map((spot) => typedOf(this.cellOf(spot) as Cell)));
    if (!block.length) return;
    event.clipboardData?.setData("text/plain", toTsv(block));
    event.preventDefault();
    this.say("copied", undefined, block.flat().length);
  }

  paste(event: ClipboardEvent): void {
    const given = event.clipboardData?.getData("text/plain") ?? "";
    if (!this.ours() || !given || !this.active) return;
    event.preventDefault();
    const block = fromTsv(given);
    const aim = this.block;
    const single = block.length === 1 && block[0]?.length === 1;
    if (single && aim.flat().length === 1) return this.pasteOne(block[0]![0]!);
    // One value fills the cells that are selected; a block begins at their first.
    const first = aim[0]?.[0] ?? this.active;
    const cells = single ? aim.map((line) => line.map(() => block[0]![0]!)) : block;
    this.pasteBlock(first, cells);
  }

  private ours(): boolean {
    const cell = document.activeElement?.closest<Cell>("td");
    return Boolean(cell && this.tableTarget.contains(cell) && !isTyping(document.activeElement));
  }

  private pasteOne(value: string): void {
    const cell = this.cellOf(this.active!);
    if (!cell || !this.rows.headOf(cell.cellIndex)?.dataset["input"]) return this.say("fixed");
    void this.send(this.active!.row, cell, value);
  }

  private pasteBlock(first: Spot, cells: readonly (readonly string[])[]): void {
    const rows = rowsOf(this.rows, first.row, first.column, cells);
    const left = cells.length - rows.length;
    const values = { block: JSON.stringify(rows), left: String(left) };
    void htmx.ajax("post", `/tables/${this.pluralValue}/paste/`, { target: "#dialog", swap: "innerHTML", values });
  }

  private keepLayout(): void {
    this.columnsValue = this.columns.text;
    clearTimeout(this.layoutTimer);
    this.layoutTimer = window.setTimeout(() => {
      if (!this.fixedValue) return void this.save.layout(this.columnsValue);
      const url = new URL(location.href);
      url.searchParams.set("columns", this.columnsValue);
      history.replaceState(history.state, "", url);
    }, 300);
  }

  private say(name: string, head?: Cell, count = 0): void {
    const words = (this.textsValue[name] ?? "").replace("{n}", count.toLocaleString(document.documentElement.lang));
    this.liveTarget.textContent = words.replace("{column}", (head?.textContent ?? "").trim());
  }
}
