import { Controller } from "@hotwired/stimulus";

/** Pairs answered by keyboard: arrows go through them, a letter presses the button that has it, the next one follows. */
export default class extends Controller<HTMLElement> {
  static override targets = ["row"];
  declare readonly rowTargets: HTMLElement[];
  private at = -1;

  override connect(): void {
    this.rowTargets[0]?.setAttribute("tabindex", "0");
  }

  rowTargetConnected(row: HTMLElement): void {
    row.addEventListener("focusin", () => (this.at = this.rowTargets.indexOf(row)));
  }

  /** The row that was answered is gone: go on with the one in its place. */
  rowTargetDisconnected(): void {
    if (this.at < 0 || !this.element.isConnected || document.activeElement?.closest("dialog[open]")) return;
    const next = this.rowTargets[Math.min(this.at, this.rowTargets.length - 1)];
    if (next) this.focus(next);
  }

  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-pair]");
    if (!row) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const answer = event.key === "Enter" && event.target !== row ? null : this.button(row, event.key);
    if (step === undefined && !answer) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) this.focus(this.rowTargets[this.rowTargets.indexOf(row) + step]);
    else answer?.click();
  }

  private button(row: HTMLElement, key: string): HTMLElement | null {
    const wanted = key === "Enter" ? key : key.toLowerCase();
    return [...row.querySelectorAll<HTMLElement>("[data-answer]")].find((one) => one.dataset.answer === wanted) ?? null;
  }

  private focus(row: HTMLElement | undefined): void {
    if (!row) return;
    for (const one of this.rowTargets) one.setAttribute("tabindex", one === row ? "0" : "-1");
    row.focus();
  }
}
