import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { openWindow } from "./windows.ts";

/**
 * The page's own window, `#dialog`: whatever htmx swaps into it is shown; the answer header
 * `HX-Trigger: dialog:close` closes it. `frame#open` on a link loads the link there.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["dialog"];
  declare readonly dialogTarget: HTMLDialogElement;
  declare readonly hasDialogTarget: boolean;

  override connect(): void {
    this.element.addEventListener("htmx:afterSwap", this.show);
    this.element.addEventListener("dialog:close", this.close);
  }

  override disconnect(): void {
    this.element.removeEventListener("htmx:afterSwap", this.show);
    this.element.removeEventListener("dialog:close", this.close);
  }

  open(event: MouseEvent): void {
    const link = event.currentTarget as HTMLAnchorElement;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void htmx.ajax("get", link.href, { target: this.dialogTarget, swap: "innerHTML" });
  }

  backdrop(event: MouseEvent): void {
    if (event.target === this.dialogTarget) this.close();
  }

  /** A form that stands on a page of its own has no window to close: it leads back, where its page says. */
  readonly close = (event?: Event): void => {
    if (this.hasDialogTarget && this.dialogTarget.open) return this.dialogTarget.close();
    const back = (event?.currentTarget as HTMLElement | null)?.closest<HTMLElement>("[data-back]")?.dataset["back"];
    if (back) location.assign(back);
  };

  private readonly show = (event: Event): void => {
    if (!this.hasDialogTarget || (event as CustomEvent).detail.target !== this.dialogTarget) return;
    if (!this.dialogTarget.textContent?.trim()) return this.close();
    openWindow(this.dialogTarget);
  };
}
