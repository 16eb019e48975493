import { Controller } from "@hotwired/stimulus";

/** A field to hand on: `take` copies the target `source` and shows `done` on the target `button` for a moment. */
export default class extends Controller<HTMLElement> {
  static override targets = ["source", "button"];
  static override values = { done: String };
  declare readonly sourceTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLElement;
  declare readonly doneValue: string;
  private usual = "";
  private timer = 0;

  override disconnect(): void {
    clearTimeout(this.timer);
  }

  async take(): Promise<void> {
    this.sourceTarget.select();
    try {
      await navigator.clipboard.writeText(this.sourceTarget.value);
    } catch {
      // Pages served without TLS have no clipboard; the selected text can still be copied the old way.
      document.execCommand("copy");
    }
    this.usual ||= this.buttonTarget.textContent ?? "";
    this.buttonTarget.textContent = this.doneValue;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.buttonTarget.textContent = this.usual), 2000);
  }
}
