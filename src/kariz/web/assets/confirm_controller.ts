import { Controller } from "@hotwired/stimulus";

/**
 * Asks in the page's own words before what cannot be taken back lightly. On a form, button or link:
 * `data-confirm` (text; `{n}` = count), `data-confirm-title`, `data-confirm-yes`, `data-confirm-danger`,
 * `data-confirm-count` (a number) or `data-confirm-count-of` (a selector whose matches are counted).
 * htmx's `hx-confirm` is asked in the same dialog.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["box"];
  declare readonly boxTarget: HTMLDialogElement;
  private agreed: EventTarget | null = null;

  override connect(): void {
    document.addEventListener("click", this.click, true);
    document.addEventListener("submit", this.submit, true);
    document.addEventListener("htmx:confirm", this.htmxConfirm);
  }

  override disconnect(): void {
    document.removeEventListener("click", this.click, true);
    document.removeEventListener("submit", this.submit, true);
    document.removeEventListener("htmx:confirm", this.htmxConfirm);
  }

  private readonly click = (event: Event): void => {
    const source = (event.target as Element).closest<HTMLElement>("a[data-confirm], button[data-confirm]");
    if (source) this.hold(event, source, source, () => source.click());
  };

  private readonly submit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const submitter = event.submitter;
    if ("confirm" in form.dataset) this.hold(event, form, form, () => form.requestSubmit(submitter));
  };

  private readonly htmxConfirm = (event: Event): void => {
    const { question, issueRequest, elt } = (event as CustomEvent).detail;
    if (!question) return;
    event.preventDefault();
    void this.ask(elt, question).then((yes) => yes && issueRequest(true));
  };

  private hold(event: Event, source: HTMLElement, key: EventTarget, again: () => void): void {
    if (this.agreed === key) {
      this.agreed = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    void this.ask(source, source.dataset["confirm"] ?? "").then((yes) => {
      if (!yes) return;
      this.agreed = key;
      again();
    });
  }

  private ask(source: HTMLElement, question: string): Promise<boolean> {
    const { confirmTitle, confirmYes, confirmDanger } = source.dataset;
    const part = (name: string): HTMLElement => this.boxTarget.querySelector<HTMLElement>(`[data-confirm-part="${name}"]`)!;
    for (const [name, given] of [["title", confirmTitle], ["yes", confirmYes]] as const) {
      const element = part(name);
      element.dataset["usual"] ??= element.textContent ?? "";
      element.textContent = this.counted(given || element.dataset["usual"], source);
    }
    part("text").textContent = this.counted(question, source);
    part("yes").classList.toggle("btn-error", confirmDanger !== undefined);
    part("yes").classList.toggle("btn-primary", confirmDanger === undefined);
    this.boxTarget.returnValue = "no";
    this.boxTarget.showModal();
    return new Promise((resolve) => {
      this.boxTarget.addEventListener("close", () => resolve(this.boxTarget.returnValue === "yes"), { once: true });
    });
  }

  private counted(words: string, source: HTMLElement): string {
    const { confirmCount, confirmCountOf } = source.dataset;
    const count = confirmCountOf ? document.querySelectorAll(confirmCountOf).length : Number(confirmCount ?? 0);
    return words.replaceAll("{n}", count.toLocaleString(document.documentElement.lang || undefined));
  }
}
