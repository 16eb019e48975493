import { Controller } from "@hotwired/stimulus";

/** A box to drop files on, in the page's own words: their names stand where the invitation stood. */
export default class extends Controller<HTMLElement> {
  static override targets = ["input", "name"];
  declare readonly inputTarget: HTMLInputElement;
  declare readonly nameTarget: HTMLElement;

  chosen(): void {
    const names = [...(this.inputTarget.files ?? [])].map((file) => file.name);
    if (names.length) this.nameTarget.textContent = names.join(" · ");
  }
}
