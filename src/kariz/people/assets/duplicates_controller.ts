import { Controller } from "@hotwired/stimulus";
import { isTyping, letterOf, SEQUENCE_MS } from "../../web/assets/shortcuts_controller.ts";

const BEGIN = ["arrowdown", "j", "m", "d", "x"];
const STEPS: Record<string, number> = { arrowdown: 1, j: 1, arrowup: -1, k: -1 };

/**
 * Pairs answered by keyboard: arrows go through them, a letter presses the button that has it, the next one follows. Where
 * no pair has the focus, the first of these keys only brings it there: nobody answers what they do not look at.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["row", "pick", "bar"];
  declare readonly rowTargets: HTMLElement[];
  declare readonly pickTargets: HTMLInputElement[];
  declare readonly barTarget: HTMLElement;
  declare readonly hasBarTarget: boolean;
  private at = -1;
  private goingSince = -SEQUENCE_MS;

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

  /** The bar says how many pairs are selected, and is there while any is. */
  picked(): void {
    if (!this.hasBarTarget) return;
    const count = this.pickTargets.filter((one) => one.checked).length;
    this.barTarget.hidden = count === 0;
    const part = this.barTarget.querySelector<HTMLElement>("[data-part=count]");
    if (part) part.textContent = (part.dataset["words"] ?? "").replace("{n}", count.toLocaleString(document.documentElement.lang || undefined));
  }

  pickTargetConnected(): void {
    this.picked();
  }

  pickTargetDisconnected(): void {
    this.picked();
  }

  all(): void {
    this.mark(true);
  }

  none(): void {
    this.mark(false);
  }

  private mark(on: boolean): void {
    for (const one of this.pickTargets) one.checked = on;
    this.picked();
  }

  /** On a pair. */
  key(event: KeyboardEvent): void {
    const key = this.keyOf(event);
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-pair]");
    if (!key || !row || !this.answer(row, key, event.target === row)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Anywhere else on the page. */
  begin(event: KeyboardEvent): void {
    const outside = !(event.target as HTMLElement).closest?.("[data-pair]") && !document.querySelector("dialog[open]");
    if (!outside || !BEGIN.includes(this.keyOf(event))) return;
    const at = Math.min(Math.max(this.at, 0), this.rowTargets.length - 1);
    if (this.focus(this.rowTargets[at])) event.preventDefault();
  }

  /** By its place on the keyboard, so that it works under a Persian layout too; empty for what is meant for others. */
  private keyOf(event: KeyboardEvent): string {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return "";
    const key = letterOf(event) || event.key.toLowerCase();
    // "g d" goes to the deals.
    const going = event.timeStamp !== this.goingSince && event.timeStamp - this.goingSince < SEQUENCE_MS;
    if (!going) this.goingSince = key === "g" ? event.timeStamp : -SEQUENCE_MS;
    return going ? "" : key;
  }

  private answer(row: HTMLElement, key: string, itself: boolean): boolean {
    const step = STEPS[key];
    if (step) this.focus(this.rowTargets[this.rowTargets.indexOf(row) + step]);
    else {
      const button = key === "enter" && !itself ? null : this.button(row, key);
      button?.click();
      return button !== null;
    }
    return true;
  }

  private button(row: HTMLElement, key: string): HTMLElement | null {
    const all = [...row.querySelectorAll<HTMLElement>("[data-answer]")];
    return all.find((one) => one.dataset["answer"]?.toLowerCase() === key) ?? null;
  }

  private focus(row: HTMLElement | undefined): boolean {
    if (!row) return false;
    for (const one of this.rowTargets) one.setAttribute("tabindex", one === row ? "0" : "-1");
    row.focus();
    return true;
  }
}
