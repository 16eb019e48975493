import { typedOf, type Cell } from "./grid_rows.ts";

export type Where = "stay" | "down" | "up" | "next" | "previous";

export interface Hooks {
  /** The cell is left with this text; `changed` says whether it is another. */
  commit(cell: Cell, text: string, changed: boolean, where: Where): void;
  cancel(cell: Cell): void;
  options(column: string): Promise<[string, string][]>;
  dateField(): Element | null;
}

/** The field inside a cell. Enter and Tab keep and go on, Escape gives up, leaving keeps. */
export class CellEditor {
  private readonly kept: Node[];
  private readonly before: string;
  private readonly form = document.createElement("div");
  private field!: HTMLInputElement | HTMLSelectElement;
  private ended = false;
  private pointed = false;

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
    this.field = this.input === "choice" ? await this.select() : this.text();
    if (this.ended) return;
    this.field.setAttribute("aria-label", this.label);
    this.form.addEventListener("keydown", this.key);
    this.form.addEventListener("focusout", this.leave);
    this.cell.replaceChildren(this.form);
    this.cell.classList.add("grid-editing");
    this.show(errors);
    if (this.field instanceof HTMLInputElement) {
      this.field.value = start ?? this.before;
      this.field.focus();
      if (start === null) this.field.select();
    } else {
      this.field.focus();
      if (start) this.jump(start);
    }
  }

  /** What is wrong with what was typed; it stays to be mended. */
  show(errors: readonly string[]): void {
    for (const old of this.form.querySelectorAll(".field-error")) old.remove();
    this.field.toggleAttribute("aria-invalid", errors.length > 0);
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
    const text = this.field?.value ?? this.before;
    this.close();
    const shown = this.field instanceof HTMLSelectElement ? (this.field.selectedOptions[0]?.text ?? "") : text;
    const same = text === this.before || (this.field instanceof HTMLSelectElement && shown === this.before);
    if (!same) this.cell.textContent = shown === "—" ? "" : shown;
    this.hooks.commit(this.cell, text, !same, where);
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

  private text(): HTMLInputElement {
    const dates = this.input === "date" ? this.hooks.dateField() : null;
    if (dates) {
      this.form.append(dates);
      return dates.querySelector("input") as HTMLInputElement;
    }
    const field = document.createElement("input");
    field.className = "input input-sm";
    field.autocomplete = "off";
    field.dir = "auto";
    if (this.input === "number" || this.input === "money") field.inputMode = "decimal";
    this.form.append(field);
    return field;
  }

  private async select(): Promise<HTMLSelectElement> {
    const field = document.createElement("select");
    field.className = "select select-sm";
    const pairs = await this.hooks.options(this.cell.dataset["c"] ?? "");
    field.append(new Option("—", ""), ...pairs.map(([value, text]) => new Option(text, value)));
    for (const option of field.options) option.selected = option.text === this.before;
    if (!field.selectedOptions.length) field.selectedIndex = 0;
    field.addEventListener("pointerdown", () => (this.pointed = true));
    field.addEventListener("change", () => this.pointed && this.finish("stay"));
    this.form.append(field);
    return field;
  }

  private jump(start: string): void {
    const field = this.field as HTMLSelectElement;
    const found = [...field.options].find((option) => option.text.toLowerCase().startsWith(start.toLowerCase()));
    if (found) found.selected = true;
  }

  private readonly key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    this.pointed = false;
    const where = this.wanted(event);
    if (event.key !== "Escape" && !where) return;
    // A picker that is open hears Escape first.
    if (event.key === "Escape" && event.defaultPrevented) return;
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
