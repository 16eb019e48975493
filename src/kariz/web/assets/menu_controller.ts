import { Controller } from "@hotwired/stimulus";

/** A dropdown by mouse and keyboard: targets `button`, `panel`; rows are the panel's `[role^=menuitem]`. */
export default class extends Controller<HTMLElement> {
  static override targets = ["button", "panel"];
  declare readonly buttonTarget: HTMLElement;
  declare readonly panelTarget: HTMLElement;

  override connect(): void {
    document.addEventListener("click", this.outside);
    this.element.addEventListener("keydown", this.key);
  }

  override disconnect(): void {
    document.removeEventListener("click", this.outside);
    this.element.removeEventListener("keydown", this.key);
  }

  toggle(event: Event): void {
    event.preventDefault();
    if (this.isOpen) this.close();
    else this.open();
  }

  open(): void {
    this.panelTarget.hidden = false;
    this.buttonTarget.setAttribute("aria-expanded", "true");
    this.keepInside();
    this.rows[0]?.focus();
  }

  close(): void {
    this.panelTarget.hidden = true;
    this.buttonTarget.setAttribute("aria-expanded", "false");
  }

  /** Rows that were asked for when the menu opened are here. */
  arrive(): void {
    if (!this.isOpen) return;
    this.keepInside();
    this.rows[0]?.focus();
  }

  private get isOpen(): boolean {
    return !this.panelTarget.hidden;
  }

  private get rows(): HTMLElement[] {
    return [...this.panelTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  }

  private readonly outside = (event: Event): void => {
    if (this.isOpen && !this.element.contains(event.target as Node)) this.close();
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (!this.isOpen) return;
    const rows = this.rows;
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.buttonTarget.focus();
    } else if (event.key === "Tab") {
      this.close();
    } else if (event.key in to && rows.length > 0) {
      event.preventDefault();
      rows[((to[event.key] ?? 0) + rows.length) % rows.length]?.focus();
    }
  };

  /** Near the edge of a narrow screen the panel turns to the side that has room. */
  private keepInside(): void {
    const panel = this.panelTarget;
    panel.style.removeProperty("translate");
    const { left, right } = panel.getBoundingClientRect();
    const over = left < 8 ? 8 - left : right > innerWidth - 8 ? innerWidth - 8 - right : 0;
    if (over !== 0) panel.style.setProperty("translate", `${over}px 0`);
  }
}
