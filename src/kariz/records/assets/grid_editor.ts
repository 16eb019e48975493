import { choiceField, choicesField, recordField, textField, type CellField } from "./grid_fields.ts";
import { typedOf, type Cell } from "./grid_rows.ts";

export type Where = "stay" | "down" | "up" | "next" | "previous";

export interface Hooks {
  /** The cell is left with this text; `changed` says whether it is another. */
  commit(cell: Cell, text: string, changed: boolean, where: Where): void;
  cancel(cell: Cell): void;
  options(column: string): Promise<[string, string][]>;
  /** A field for dates, or for records, from the page. */
  field(name: "date" | "record"): Element | null;
  /** Where records for this column are searched. */
  url: string;
}

/** The field inside a cell. Enter and Tab keep and go on, Escape gives up, leaving keeps. */
export class CellEditor {
  private readonly kept: Node[];
  private readonly before: string;
  private readonly form = document.createElement("div");
  private field!: CellField;
  private ended = false;

  constructor(
    readonly cell: Cell,
    private readonly input: string,
    private readonly label: string,
    private readonly hooks: Hooks,
  ) {
    this.kept = [...cell.childNodes];
    this.before = typedOf(cell);
    this.form.className = "cell-form";
  }

  /** `start` is what the first key wrote; without it the value stands there, selected. */
  async open(start: string | null, errors: readonly string[] = []): Promise<void> {
    this.field = await this.made();
    if (this.ended) return;
    if (!this.field.input.closest("[role=group]")) this.field.input.setAttribute("aria-label", this.label);
    this.form.addEventListener("keydown", this.key);
    this.form.addEventListener("focusout", this.leave);
    this.cell.replaceChildren(this.form);
    this.cell.classList.add("grid-editing");
    this.show(errors);
    this.field.begin(start);
  }

  /** What is wrong with what was typed; it stays to be mended. */
  show(errors: readonly string[]): void {
    for (const old of this.form.querySelectorAll(".field-error")) old.remove();
    this.field.input.toggleAttribute("aria-invalid", errors.length > 0);
    for (const text of errors) {
      const line = document.createElement("p");
      line.className = "field-error";
      line.setAttribute("role", "alert");
      line.textContent = text;
      this.form.append(line);
    }
  }

  finish(where: Where): void {
    if (this.ended) return;
    const [text, shown] = this.field ? [this.field.value(), this.field.shown()] : [this.before, null];
    this.close();
    if (shown !== null) this.cell.textContent = shown;
    this.hooks.commit(this.cell, text, shown !== null, where);
  }

  cancel(): void {
    if (this.ended) return;
    this.close();
    this.hooks.cancel(this.cell);
  }

  private close(): void {
    this.ended = true;
    this.form.removeEventListener("focusout", this.leave);
    this.cell.classList.remove("grid-editing");
    this.cell.replaceChildren(...this.kept);
  }

  private async made(): Promise<CellField> {
    const stay = (): void => this.finish("stay");
    if (this.input === "record") {
      return recordField(this.form, this.before, this.hooks.field("record"), this.hooks.url, stay);
    }
    if (this.input === "choice" || this.input === "choices") {
      const pairs = await this.hooks.options(this.cell.dataset["c"] ?? "");
      if (this.input === "choice") return choiceField(this.form, this.before, pairs, stay);
      return choicesField(this.form, this.label, this.before, pairs);
    }
    const dates = this.input === "date" ? this.hooks.field("date") : null;
    return textField(this.form, this.before, this.input === "number" || this.input === "money", dates);
  }

  private readonly key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const where = this.wanted(event);
    if (event.key !== "Escape" && !where) return;
    // A list or picker that is open hears its keys first.
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (where) this.finish(where);
    else this.cancel();
  };

  private wanted(event: KeyboardEvent): Where | null {
    if (event.key === "Enter") return event.shiftKey ? "up" : "down";
    if (event.key === "Tab") return event.shiftKey ? "previous" : "next";
    return null;
  }

  private readonly leave = (event: FocusEvent): void => {
    if (this.form.contains(event.relatedTarget as Node | null)) return;
    // A picker that belongs to the field takes the focus for a moment.
    setTimeout(() => {
      const away = this.form.isConnected && !this.form.contains(document.activeElement);
      if (away && !document.querySelector("[popover]:popover-open.jalali, dialog[open]")) this.finish("stay");
    }, 150);
  };
}
