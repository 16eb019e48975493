import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";

/** The form inside a table's cell: Enter or leaving sends when something changed, Escape shows the value again. */
export default class extends Controller<HTMLFormElement> {
  static override values = { back: String };
  declare readonly backValue: string;
  private before = "";

  override connect(): void {
    const field = this.field;
    this.before = field?.value ?? "";
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
  }

  key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.giveUp();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.send();
    }
  }

  leave(event: FocusEvent): void {
    if (this.element.contains(event.relatedTarget as Node | null)) return;
    // A picker that belongs to the field takes the focus for a moment.
    setTimeout(() => {
      if (this.element.isConnected && !this.element.contains(document.activeElement) && !document.querySelector("[popover]:popover-open.jalali, dialog[open]")) this.send();
    }, 150);
  }

  private send(): void {
    if (this.field?.value === this.before) this.giveUp();
    else this.element.requestSubmit();
  }

  private giveUp(): void {
    void htmx.ajax("get", this.backValue, { target: this.element.closest("td") as HTMLElement, swap: "innerHTML" });
  }

  private get field(): HTMLInputElement | HTMLSelectElement | null {
    return this.element.querySelector<HTMLInputElement | HTMLSelectElement>('[name="value"]');
  }
}
