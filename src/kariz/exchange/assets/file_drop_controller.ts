import { Controller } from "@hotwired/stimulus";

/** A box to drop a file on, in the page's own words: the name of the file stands where the invitation stood. */
export default class extends Controller<HTMLElement> {
  static override targets = ["input", "name"];
  declare readonly inputTarget: HTMLInputElement;
  declare readonly nameTarget: HTMLElement;

  chosen(): void {
    const file = this.inputTarget.files?.[0];
    if (file) this.nameTarget.textContent = file.name;
  }
}
