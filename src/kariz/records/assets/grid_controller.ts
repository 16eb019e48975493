import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { showToast } from "../../web/assets/requests.ts";
import { isTyping } from "../../web/assets/shortcuts_controller.ts";
import { GridClipboard } from "./grid_clipboard.ts";
import { GridColumns } from "./grid_columns.ts";
import { GridEditing } from "./grid_editing.ts";
import { GridPicks } from "./grid_picks.ts";
import { GridPlace } from "./grid_place.ts";
import { GridRows, stepOf, within, type Cell, type Row } from "./grid_rows.ts";
import { GridSave } from "./grid_save.ts";
import { GridTotals } from "./grid_totals.ts";
import { GridWindow } from "./grid_window.ts";
import "./grid.css";

/**
 * A table that is worked in like a spreadsheet: one cell has the focus, arrows lead on, Enter, F2 or typing edits, a
 * block is copied and pasted, rows are chosen for one change of them all. The server makes every row; here is no rule.
 * What each part can do stands in its own file: where one is (`grid_place`), editing, clipboard, picks, columns, window.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["scroll", "table", "more", "all", "live", "dateEditor", "recordEditor"];
  static override values = { plural: String, columns: String, fixed: Boolean, texts: Object };
  declare readonly scrollTarget: HTMLElement;
  declare readonly tableTarget: HTMLTableElement;
  declare readonly allTarget: HTMLInputElement;
  declare readonly hasAllTarget: boolean;
  declare readonly liveTarget: HTMLElement;
  declare readonly dateEditorTarget: HTMLTemplateElement;
  declare readonly recordEditorTarget: HTMLTemplateElement;
  declare readonly pluralValue: string;
  declare readonly fixedValue: boolean;
  declare columnsValue: string;
  declare readonly textsValue: Record<string, string>;

  private rows!: GridRows;
  private shown!: GridWindow;
  private columns!: GridColumns;
  private picks!: GridPicks;
  private save!: GridSave;
  private place!: GridPlace;
  private editing!: GridEditing;
  private clipboard!: GridClipboard;
  private totals!: GridTotals;
  private layoutTimer = 0;

  override connect(): void {
    this.rows = new GridRows(this.tableTarget);
    this.save = new GridSave(this.pluralValue);
    this.place = new GridPlace(this.rows, this.scrollTarget, (body) => this.shown.show(body));
    this.totals = new GridTotals(this.tableTarget, this.pluralValue, () => this.columns.text);
    this.editing = new GridEditing(this.rows, this.place, this.save, {
      columns: () => this.columns.text,
      tell: (words) => (this.liveTarget.textContent = words),
      field: (name) => {
        const template = name === "record" ? this.recordEditorTarget : this.dateEditorTarget;
        return (template.content.cloneNode(true) as DocumentFragment).firstElementChild;
      },
      changed: () => this.totals.later(),
      texts: this.textsValue,
    });
    this.clipboard = new GridClipboard(this.rows, this.place, this.pluralValue, this.editing);
    const total = Number(this.tableTarget.getAttribute("aria-rowcount") ?? 1) - 1;
    this.picks = new GridPicks(this.rows, total, this.hasAllTarget ? this.allTarget : null);
    this.columns = new GridColumns(this.rows, () => this.keepLayout());
    this.shown = new GridWindow(this.rows, this.scrollTarget, (row) => this.busy(row), (body) => htmx.trigger(body, "more"));
    this.shown.watch();
    this.fit();
    this.place.rove(this.rows.all[0]?.cells[1]);
    addEventListener("resize", this.fit);
    document.body.addEventListener("grid:changed", this.changed);
  }

  override disconnect(): void {
    this.picks.stop();
    this.columns.stop();
    this.shown.stop();
    this.totals.stop();
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
    if (!this.place.active) this.place.rove(this.rows.all[0]?.cells[1]);
  }

  private busy(row: Row): boolean {
    return row === this.place.active?.row || row === this.place.anchor?.row || this.editing.holds(row);
  }

  // Keys

  key(event: KeyboardEvent): void {
    const cell = (event.target as HTMLElement).closest<Cell>("td, th");
    if (event.defaultPrevented || !cell || isTyping(event.target)) return;
    if (cell.tagName === "TH") return this.headKey(event, cell);
    const spot = this.place.spotOf(cell);
    if (!spot) return this.partKey(event, cell);
    this.place.active = spot;
    if (this.goes(event) || this.does(event, spot.row) || this.starts(event)) event.preventDefault();
  }

  private goes(event: KeyboardEvent): boolean {
    if (event.altKey) return false;
    const step = stepOf(event.key, this.place.rightToLeft);
    const far = event.ctrlKey || event.metaKey;
    if (step) this.place.go(step.rows * (far ? 1e6 : 1), step.columns * (far ? 1e6 : 1), event.shiftKey);
    else if (event.key === "Home") this.place.go(far ? -1e6 : 0, -1e6, event.shiftKey);
    else if (event.key === "End") this.place.go(far ? 1e6 : 0, 1e6, event.shiftKey);
    else if (event.key === "PageDown") this.place.go(this.place.pageful, 0, event.shiftKey);
    else if (event.key === "PageUp") this.place.go(-this.place.pageful, 0, event.shiftKey);
    else return false;
    return true;
  }

  private does(event: KeyboardEvent, row: Row): boolean {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && control) row.querySelector<HTMLAnchorElement>("a[href]")?.click();
    else if (event.key === "Enter" || event.key === "F2") return this.editing.edit(null) || this.follow(event) || this.refuse();
    else if (event.key === " ") this.picks.toggle(row, event.shiftKey);
    else if (control && event.code === "KeyA") this.picks.everything();
    else if (event.key === "Escape" && (this.place.anchor || this.picks.ids.size)) {
      if (this.place.anchor) this.place.select(null);
      else this.picks.clear();
    } else return false;
    return true;
  }

  private starts(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || ["?", "؟", "/"].includes(event.key)) return false;
    if (event.key === "Backspace" || event.key === "Delete") return this.editing.edit("");
    return event.key.length === 1 && this.editing.edit(event.key);
  }

  private follow(event: KeyboardEvent): boolean {
    const link = this.place.cell?.querySelector<HTMLAnchorElement>("a[href]");
    if (event.key === "Enter") link?.click();
    return Boolean(link);
  }

  /** Says to all that the cell is no field: one who presses Enter and sees nothing tries again. */
  private refuse(): boolean {
    showToast({ message: this.textsValue["fixed"] ?? "" });
    return true;
  }

  private headKey(event: KeyboardEvent, cell: Cell): void {
    const step = stepOf(event.key, this.place.rightToLeft);
    const at = cell.cellIndex;
    const last = this.rows.columns.length - 1;
    if (event.altKey && step?.columns) {
      if (this.columns.move(at, at + step.columns)) this.say("moved", this.rows.headOf(at + step.columns));
      this.place.rove(cell, true);
    } else if (event.altKey && ["+", "=", "-", "−"].includes(event.key)) {
      this.columns.widen(at, event.key === "+" || event.key === "=" ? 1 : -1);
    } else if (event.key === "Enter") cell.querySelector<HTMLAnchorElement>("a")?.click();
    else if (step?.rows === 1) this.place.rove(this.rows.all[0]?.cells[at], true);
    else if (step?.columns) this.place.rove(this.rows.headOf(within(at + step.columns, 1, last)), true);
    else return;
    event.preventDefault();
  }

  /** On the heading of a group. */
  private partKey(event: KeyboardEvent, cell: Cell): void {
    const body = cell.closest<HTMLTableSectionElement>("tbody.grid-part");
    const step = stepOf(event.key, this.place.rightToLeft);
    if (!body || (!step?.rows && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    if (!step) return this.fold(body);
    const places = [...this.tableTarget.querySelectorAll<Row>("tbody:not([hidden]) > tr:not(.grid-gap)")].filter(
      (row) => row.dataset["id"] || row.parentElement?.matches(".grid-part"),
    );
    const next = places[places.indexOf(cell.parentElement as Row) + step.rows];
    this.place.rove(next?.cells[cell.cellIndex] ?? this.rows.headOf(cell.cellIndex), true);
  }

  // Mouse

  press(event: MouseEvent): void {
    if (this.place.press(event)) this.editing.edit(null);
  }

  release(): void {
    this.place.release();
  }

  open(event: MouseEvent): void {
    const cell = (event.target as HTMLElement).closest<Cell>("tbody td");
    if (cell && this.place.spotOf(cell) && !isTyping(event.target)) this.editing.edit(null);
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

  // What happens elsewhere

  undone(event: Event): void {
    this.editing.undone(event);
  }

  private readonly changed = (event: Event): void => {
    const ids = (event as CustomEvent<{ ids?: number[] }>).detail?.ids;
    if (ids) void this.editing.refresh(ids.map(String));
    else location.reload();
  };

  copy(event: ClipboardEvent): void {
    const count = this.clipboard.copy(event);
    if (count) this.say("copied", undefined, count);
  }

  paste(event: ClipboardEvent): void {
    if (!this.clipboard.paste(event)) this.say("fixed");
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
