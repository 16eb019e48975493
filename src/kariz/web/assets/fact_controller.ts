import { Controller } from "@hotwired/stimulus";

/**
 * A fact that has turned into its form: the field is ready to be typed into, Esc presses target `cancel`, and what the
 * page shows in its place afterwards (under the same id) has the focus again.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["cancel"];
  declare readonly cancelTarget: HTMLElement;

  override connect(): void {
    const field = this.element.querySelector<HTMLElement>(
      "input:not([type=hidden]):not([tabindex='-1']), select, textarea",
    );
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
    this.element.addEventListener("keydown", this.key);
  }

  override disconnect(): void {
    this.element.removeEventListener("keydown", this.key);
    const { id } = this.element;
    if (document.activeElement === document.body) document.getElementById(id)?.querySelector("button")?.focus();
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancelTarget.click();
  };
}
