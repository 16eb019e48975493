import { Controller } from "@hotwired/stimulus";
import { focusInside } from "./windows.ts";

/** A native dialog: `dialog#open`, `dialog#close`, `dialog#backdrop`; target `box`; `open` value shows it at once. */
export default class extends Controller<HTMLElement> {
  static override targets = ["box"];
  static override values = { open: Boolean };
  declare readonly boxTarget: HTMLDialogElement;
  declare readonly openValue: boolean;

  override connect(): void {
    if (this.openValue) this.open();
  }

  open(event?: Event): void {
    event?.preventDefault();
    if (this.boxTarget.open) return;
    this.boxTarget.showModal();
    focusInside(this.boxTarget);
  }

  close(event?: Event): void {
    event?.preventDefault();
    this.boxTarget.close();
  }

  /** A click beside the box closes it; a click inside does not. */
  backdrop(event: MouseEvent): void {
    if (event.target === this.boxTarget) this.boxTarget.close();
  }
}
