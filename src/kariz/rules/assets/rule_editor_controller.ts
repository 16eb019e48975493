import { Controller } from "@hotwired/stimulus";

import {
  type FieldSchema,
  type Group,
  type Join,
  type Node,
  type RuleJson,
  type Row,
  type Schema,
  JOINS,
  MAX_DEPTH,
  emptyGroup,
  fromJson,
  newRow,
  remove,
  setField,
  setOp,
  settleOp,
  toJson,
} from "./rule_model";
import { select, valueInputs } from "./rule_value";

/** Builds groups and rows of conditions; keeps the rule as JSON in a hidden input. Emits `rule-editor:change`. */
export default class RuleEditorController extends Controller<HTMLElement> {
  static override targets = ["input", "tree", "date"];
  static override values = { schema: Object, readonly: Boolean };

  declare readonly inputTarget: HTMLInputElement;
  declare readonly treeTarget: HTMLElement;
  declare readonly dateTarget: HTMLTemplateElement;
  declare readonly schemaValue: Schema;
  declare readonly readonlyValue: boolean;

  private root: Group = emptyGroup();
  private schema!: Schema;
  private dates = 0;

  override connect(): void {
    this.schema = { ...this.schemaValue, dateField: () => this.dateField() };
    try {
      this.root = fromJson(JSON.parse(this.inputTarget.value || "{}") as RuleJson);
    } catch {
      // What cannot be read stays in the input as it was, until the first change.
      this.root = emptyGroup();
    }
    this.draw();
  }

  private get words(): Schema["words"] {
    return this.schema.words;
  }

  private field(row: Row): FieldSchema | undefined {
    return this.schema.fields.find(({ name }) => name === row.field);
  }

  private draw(): void {
    this.treeTarget.replaceChildren(this.group(this.root, 1));
    if (!this.readonlyValue) return;
    for (const control of this.treeTarget.querySelectorAll<HTMLInputElement>("input, select, button")) control.disabled = true;
  }

  /** A date field with its popover, out of the page's template; its parts are told apart by the input's id. */
  private dateField(): HTMLElement {
    const found = this.dateTarget.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const input = found.querySelector("input");
    if (input) input.id = `${this.inputTarget.name}_date_${(this.dates += 1)}`;
    return found;
  }

  private changed(): void {
    const rule = toJson(this.root);
    this.inputTarget.value = JSON.stringify(rule);
    this.dispatch("change", { detail: { rule } });
  }

  /** After a change of shape: draw anew and put the focus where work goes on. */
  private reshaped(focus: Node): void {
    this.changed();
    this.draw();
    const at = this.treeTarget.querySelector<HTMLElement>(`[data-node="${this.order().indexOf(focus)}"]`);
    at?.querySelector<HTMLElement>("select, button")?.focus();
  }

  /** Every node in the order of the page: its place names its element. */
  private order(from: Node = this.root): Node[] {
    return from.kind === "row" ? [from] : [from, ...from.children.flatMap((child) => this.order(child))];
  }

  private group(group: Group, depth: number): HTMLElement {
    const box = this.box(group, "flex flex-col gap-2");
    if (depth > 1) box.classList.add("ps-3", "border-s-2", "border-base-300");
    box.setAttribute("role", "group");
    const joins = JOINS.map((join): [string, string] => [join, this.words[join]]);
    const head = line();
    head.append(
      select(this.words.group, joins, group.join, (join) => {
        group.join = join as Join;
        this.changed();
      }),
    );
    if (depth > 1 && !this.readonlyValue) head.append(this.remover(group, this.words.remove_group));
    box.append(head, ...group.children.map((child) => this.child(child, depth)));
    if (depth === 1 && group.children.length === 0) box.append(note(this.words.empty));
    if (!this.readonlyValue) box.append(this.adders(group, depth));
    return box;
  }

  private child(child: Node, depth: number): HTMLElement {
    return child.kind === "group" ? this.group(child, depth + 1) : this.row(child);
  }

  private row(row: Row): HTMLElement {
    const box = this.box(row, "flex flex-wrap items-center gap-2");
    const field = this.field(row);
    box.append(this.fieldMenu(row));
    if (field) {
      settleOp(row, field);
      const ops = field.ops.map(({ op, label }): [string, string] => [op, label]);
      const values = line();
      const fill = () => values.replaceChildren(...valueInputs(row, field, this.schema, () => this.changed()));
      box.append(
        select(this.words.op, ops, row.op, (op) => {
          setOp(row, field, op);
          fill();
          this.changed();
        }),
        values,
      );
      fill();
    }
    if (!this.readonlyValue) box.append(this.remover(row, this.words.remove));
    return box;
  }

  private fieldMenu(row: Row): HTMLSelectElement {
    const menu = select(this.words.field, [], "", (name) => {
      const field = this.schema.fields.find((one) => one.name === name);
      if (field) setField(row, field, this.field(row));
      this.reshaped(row);
    });
    // A field that is gone stays visible under its name, to be replaced or removed.
    if (!this.field(row)) menu.add(new Option(row.field, row.field, true, true));
    const groups = new Map<string, HTMLElement>([["", menu]]);
    for (const { name, label, group } of this.schema.fields) {
      if (!groups.has(group)) {
        const heading = document.createElement("optgroup");
        heading.label = group;
        menu.append(heading);
        groups.set(group, heading);
      }
      groups.get(group)?.append(new Option(label, name, false, name === row.field));
    }
    return menu;
  }

  private adders(group: Group, depth: number): HTMLElement {
    const foot = line();
    foot.append(
      button(`+ ${this.words.add_condition}`, () => this.add(group, newRow(this.schema.fields[0]))),
    );
    if (depth < MAX_DEPTH) {
      foot.append(
        button(`+ ${this.words.add_group}`, () => {
          const added = emptyGroup(group.join === "all" ? "any" : "all");
          added.children.push(newRow(this.schema.fields[0]));
          this.add(group, added);
        }),
      );
    }
    return foot;
  }

  private add(group: Group, node: Node): void {
    group.children.push(node);
    this.reshaped(node);
  }

  private remover(node: Node, label: string): HTMLButtonElement {
    const found = button("×", () => {
      const order = this.order();
      const before = order[order.indexOf(node) - 1] ?? this.root;
      remove(this.root, node);
      this.reshaped(before);
    });
    found.setAttribute("aria-label", label);
    found.title = label;
    return found;
  }

  private box(node: Node, classes: string): HTMLElement {
    const found = document.createElement("div");
    found.className = classes;
    found.dataset.node = String(this.order().indexOf(node));
    return found;
  }
}

function line(): HTMLElement {
  const found = document.createElement("div");
  found.className = "flex flex-wrap items-center gap-2";
  return found;
}

function note(shown: string): HTMLElement {
  const found = document.createElement("p");
  found.className = "text-sm";
  found.textContent = shown;
  return found;
}

function button(label: string, click: () => void): HTMLButtonElement {
  const found = document.createElement("button");
  found.type = "button";
  found.className = "btn btn-sm btn-ghost";
  found.textContent = label;
  found.addEventListener("click", click);
  return found;
}
