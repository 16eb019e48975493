import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";

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

/** Shows the window under its own heading's name, with the focus on the first thing to do, not on the cross. */
export function openWindow(box: HTMLDialogElement): void {
  const heading = box.querySelector("h1, h2")?.textContent?.trim();
  if (heading) box.setAttribute("aria-label", heading);
  if (!box.open) box.showModal();
  if (box.contains(document.activeElement) && !document.activeElement?.matches(".dialog-head *, dialog")) return;
  if (!matchMedia("(pointer: fine)").matches) return;
  const first = box.querySelector<HTMLElement>(
    "[autofocus], .dialog-body :is(input:not([type=hidden]), select, textarea, button, a[href]):not([disabled]), .dialog-foot .btn-primary",
  );
  first?.focus();
}
