import { Controller } from "@hotwired/stimulus";

/**
 * Keeps a step of the builder while it is filled in, and lets its rows be dragged into order.
 * Everything works without it: each button posts the form.
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["version", "state", "place", "list", "row", "number", "said"];
  static override values = { saving: String, saved: String, failed: String };
  declare readonly versionTarget: HTMLInputElement;
  declare readonly hasStateTarget: boolean;
  declare readonly stateTarget: HTMLElement;
  declare readonly placeTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly rowTargets: HTMLElement[];
  declare readonly numberTargets: HTMLElement[];
  declare readonly saidTargets: HTMLElement[];
  declare readonly savingValue: string;
  declare readonly savedValue: string;
  declare readonly failedValue: string;
  private timer = 0;
  private running: Promise<void> | null = null;
  private leaving = false;

  override disconnect(): void {
    window.clearTimeout(this.timer);
  }

  /** After a pause in typing. */
  soon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), 1500);
  }

  save(): void {
    window.clearTimeout(this.timer);
    if (this.leaving) return;
    this.running = (this.running ?? Promise.resolve()).then(() => this.send());
  }

  /** A real post waits for the quiet one before it, so that both carry the right version. */
  async sent(event: SubmitEvent): Promise<void> {
    window.clearTimeout(this.timer);
    const button = event.submitter as HTMLButtonElement | null;
    this.placeTarget.value = button?.dataset.place ?? "";
    if (!this.running || this.leaving) return;
    event.preventDefault();
    this.leaving = true;
    await this.running;
    // Not within the event that was stopped: a form ignores being sent while it is being sent.
    window.setTimeout(() => this.element.requestSubmit(button));
  }

  /** A choice that brings other fields with it. */
  redraw(event: Event): void {
    event.stopPropagation();
    this.placeTarget.value = (event.target as HTMLElement).dataset.place ?? "";
    this.leaving = true;
    window.clearTimeout(this.timer);
    void (this.running ?? Promise.resolve()).then(() => this.element.submit());
  }

  /** A choice after which only something else is said of the step: whoever goes through it by keys stays where they are. */
  choose(event: Event): void {
    event.stopPropagation();
    this.save();
    this.running = (this.running ?? Promise.resolve()).then(() => this.hear());
  }

  grab(event: PointerEvent): void {
    const row = (event.currentTarget as HTMLElement).closest<HTMLElement>("[data-builder-target='row']");
    if (!row) return;
    event.preventDefault();
    row.classList.add("opacity-60");
    const move = (at: PointerEvent): void => this.carry(row, at.clientY);
    const drop = (): void => {
      row.classList.remove("opacity-60");
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", drop);
      this.save();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", drop);
    window.addEventListener("pointercancel", drop);
  }

  private carry(row: HTMLElement, y: number): void {
    const others = this.rowTargets.filter((other) => other !== row);
    const next = others.find((other) => {
      const box = other.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    if (row.nextElementSibling === (next ?? null)) return;
    this.listTarget.insertBefore(row, next ?? null);
    const numbers = this.numberTargets.map((one) => one.textContent ?? "").sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
    this.numberTargets.forEach((one, place) => (one.textContent = numbers[place] ?? ""));
  }

  private async send(): Promise<void> {
    this.tell(this.savingValue);
    try {
      const answer = await fetch(this.element.action, {
        method: "POST",
        body: new FormData(this.element),
        headers: { "X-Autosave": "1" },
      });
      const found = (await answer.json()) as { version?: number; message?: string };
      if (found.version) this.versionTarget.value = String(found.version);
      this.tell(answer.ok ? this.savedValue : (found.message ?? this.failedValue));
    } catch {
      this.tell(this.failedValue);
    }
  }

  /** What the server says of the step as it is kept now. */
  private async hear(): Promise<void> {
    const step = new FormData(this.element).get("step");
    try {
      const answer = await fetch(`${this.element.action}?step=${String(step)}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const said of this.saidTargets) {
        said.replaceChildren(...(page.getElementById(said.id)?.childNodes ?? said.childNodes));
      }
    } catch {
      this.tell(this.failedValue);
    }
  }

  private tell(text: string): void {
    if (this.hasStateTarget) this.stateTarget.textContent = text;
  }
}
