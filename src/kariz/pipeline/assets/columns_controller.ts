import { Controller } from "@hotwired/stimulus";

/** Gathers the ticked boxes into one comma-separated `value` when the form is sent. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["box", "value"];
  declare readonly boxTargets: HTMLInputElement[];
  declare readonly valueTarget: HTMLInputElement;

  send(): void {
    this.valueTarget.value = this.boxTargets.filter((box) => box.checked).map((box) => box.value).join(",");
  }
}
