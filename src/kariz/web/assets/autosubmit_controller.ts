import { Controller } from "@hotwired/stimulus";

/** A form of filters sends itself: at once on `change`, after `wait` ms on `input` of a text; of the field `only`, if
 * one is named. */
export default class extends Controller<HTMLFormElement> {
  static override values = { wait: { type: Number, default: 300 }, only: String };
  declare readonly waitValue: number;
  declare readonly onlyValue: string;
  private timer = 0;

  override connect(): void {
    this.element.addEventListener("change", this.now);
    this.element.addEventListener("input", this.later);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    this.element.removeEventListener("change", this.now);
    this.element.removeEventListener("input", this.later);
  }

  private readonly now = (event?: Event): void => {
    const name = (event?.target as HTMLInputElement | undefined)?.name;
    if (event && this.onlyValue && name !== this.onlyValue) return;
    clearTimeout(this.timer);
    this.element.requestSubmit();
  };

  private readonly later = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    if (this.onlyValue || !["text", "search"].includes(input.type)) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(), this.waitValue);
  };
}
