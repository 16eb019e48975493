import { Controller } from "@hotwired/stimulus";

/** On a form or a whole page: a form that is on its way is not sent a second time. */
export default class extends Controller<HTMLElement> {
  override connect(): void {
    // Two of them around one form would each take the other's mark for a second sending.
    if (this.element.parentElement?.closest('[data-controller~="disable-on-submit"]')) return;
    this.element.addEventListener("submit", this.sent);
    this.element.addEventListener("htmx:beforeRequest", this.begin);
    this.element.addEventListener("htmx:afterRequest", this.end);
    window.addEventListener("pageshow", this.release);
  }

  override disconnect(): void {
    this.element.removeEventListener("submit", this.sent);
    this.element.removeEventListener("htmx:beforeRequest", this.begin);
    this.element.removeEventListener("htmx:afterRequest", this.end);
    window.removeEventListener("pageshow", this.release);
  }

  private readonly sent = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const leaves = form.method !== "dialog" && !form.target && !("keepEnabled" in form.dataset);
    if (event.defaultPrevented || !leaves) return;
    if (form.dataset["sent"]) return event.preventDefault();
    form.dataset["sent"] = "true";
    event.submitter?.setAttribute("aria-busy", "true");
  };

  private readonly begin = (event: Event): void => {
    const form = (event as CustomEvent).detail.elt;
    if (!(form instanceof HTMLFormElement)) return;
    if (form.dataset["sent"]) return event.preventDefault();
    form.dataset["sent"] = "true";
    form.querySelector('button:not([type="button"])')?.setAttribute("aria-busy", "true");
  };

  private readonly end = (event: Event): void => this.free((event as CustomEvent).detail.elt);

  private readonly release = (): void => {
    for (const form of this.element.querySelectorAll<HTMLFormElement>("form[data-sent]")) this.free(form);
    if (this.element instanceof HTMLFormElement) this.free(this.element);
  };

  private free(form: unknown): void {
    if (!(form instanceof HTMLFormElement)) return;
    delete form.dataset["sent"];
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
}
