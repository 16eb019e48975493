import { Controller } from "@hotwired/stimulus";
import { post } from "./requests.ts";

const GAP_PX = 8;
const NARROW = "(width < 48rem)";

/**
 * A few hints, one after the other, beside what they are about. A target `step` has `data-at` (selectors, of which the
 * first that is on the page counts) and `data-text`; one whose place is not on the page is passed over. With `data-beside` it stands beside its place (or what
 * encloses it: a selector), so that what follows below stays in sight. It starts by itself until it was `seen`, and
 * whenever the address ends in `#tour`; the end is posted to `url`. Targets `text`, `dots`, `next`.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["step", "text", "dots", "next"];
  static override values = { url: String, seen: Boolean, done: String };
  declare readonly stepTargets: HTMLElement[];
  declare readonly textTarget: HTMLElement;
  declare readonly dotsTarget: HTMLElement;
  declare readonly nextTarget: HTMLButtonElement;
  declare readonly urlValue: string;
  declare readonly seenValue: boolean;
  declare readonly doneValue: string;
  private steps: HTMLElement[] = [];
  private at = 0;
  private before: Element | null = null;

  override connect(): void {
    const asked = location.hash === "#tour";
    if (this.seenValue && !asked) return;
    if (asked) history.replaceState(null, "", location.pathname + location.search);
    this.steps = this.stepTargets.filter((step) => this.place(step));
    if (this.steps.length === 0) return;
    this.before = document.activeElement;
    addEventListener("keydown", this.key, true);
    addEventListener("resize", this.put);
    this.show(0);
  }

  override disconnect(): void {
    this.close();
  }

  next(): void {
    if (this.at + 1 < this.steps.length) this.show(this.at + 1);
    else this.end();
  }

  end(): void {
    this.close();
    if (this.before instanceof HTMLElement) this.before.focus();
    void post(this.urlValue);
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
  };

  private show(at: number): void {
    this.at = at;
    const step = this.steps[at];
    if (!step) return;
    this.unmark();
    const place = this.place(step);
    place?.classList.add("tour-mark");
    this.textTarget.textContent = step.dataset["text"] ?? "";
    this.dotsTarget.replaceChildren(...this.steps.map((_, dot) => this.dot(dot <= at)));
    if (at + 1 === this.steps.length) this.nextTarget.textContent = this.doneValue;
    this.element.hidden = false;
    place?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.put();
    this.nextTarget.focus({ preventScroll: true });
  }

  /** Under its place or above it, or beside it; on a phone it stands below the page's content, by CSS alone. */
  private readonly put = (): void => {
    const step = this.steps[this.at];
    const place = step && this.place(step);
    const { style } = this.element;
    style.inset = "";
    if (!place || matchMedia(NARROW).matches) return;
    const beside = step.dataset["beside"];
    const around = ((beside && place.closest(beside)) || place).getBoundingClientRect();
    const { width, height } = this.element.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const rtl = getComputedStyle(this.element).direction === "rtl";
    const wanted = rtl ? clientWidth - around.right : around.left;
    const next = wanted + around.width + GAP_PX;
    if (beside !== undefined && next + width < clientWidth) {
      style.inset = "auto";
      style.insetInlineStart = `${next}px`;
      style.insetBlockStart = `${Math.max(GAP_PX, Math.min(around.top, clientHeight - height - GAP_PX))}px`;
      return;
    }
    style.insetInlineStart = `${Math.max(GAP_PX, Math.min(wanted, clientWidth - width - GAP_PX))}px`;
    const below = around.bottom + GAP_PX;
    const fits = below + height < clientHeight;
    style.insetBlockStart = `${fits ? below : Math.max(GAP_PX, around.top - height - GAP_PX)}px`;
    style.insetBlockEnd = "auto";
    style.insetInlineEnd = "auto";
  };

  private close(): void {
    this.unmark();
    this.element.hidden = true;
    removeEventListener("keydown", this.key, true);
    removeEventListener("resize", this.put);
  }

  private unmark(): void {
    for (const one of document.querySelectorAll(".tour-mark")) one.classList.remove("tour-mark");
  }

  private place(step: HTMLElement): HTMLElement | null {
    const places = (step.dataset["at"] ?? "").split(", ").map((at) => document.querySelector<HTMLElement>(at));
    return places.find((place) => place && place.getClientRects().length > 0) ?? null;
  }

  private dot(on: boolean): HTMLElement {
    const found = document.createElement("i");
    if (on) found.dataset["on"] = "";
    return found;
  }
}
