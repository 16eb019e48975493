import { Controller } from "@hotwired/stimulus";

/** Text that turns into its form: targets `text` (a button) and `form`. Enter or leaving sends, Esc gives up. */
export default class extends Controller<HTMLElement> {
  static override targets = ["text", "form"];
  declare readonly textTarget: HTMLElement;
  declare readonly formTarget: HTMLFormElement;
  private before = "";

  edit(): void {
    this.textTarget.hidden = true;
    this.formTarget.hidden = false;
    this.before = this.state();
    const input = this.formTarget.querySelector<HTMLInputElement>("input:not([type=hidden]), select, textarea");
    input?.focus();
    if (input instanceof HTMLInputElement) input.select();
  }

  cancel(): void {
    this.formTarget.reset();
    this.rest();
    this.textTarget.focus();
  }

  key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.cancel();
    }
  }

  leave(event: FocusEvent): void {
    if (this.formTarget.hidden || this.formTarget.contains(event.relatedTarget as Node | null)) return;
    if (this.state() === this.before) this.rest();
    else this.formTarget.requestSubmit();
  }

  private rest(): void {
    this.formTarget.hidden = true;
    this.textTarget.hidden = false;
  }

  private state(): string {
    return JSON.stringify([...new FormData(this.formTarget)].map(([name, value]) => [name, String(value)]));
  }
}
