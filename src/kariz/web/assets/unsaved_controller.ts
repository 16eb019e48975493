import { Controller } from "@hotwired/stimulus";

/** On a form: leaving the page with changes that were not sent asks first. */
export default class extends Controller<HTMLFormElement> {
  private before = "";
  private leaving = false;

  override connect(): void {
    this.before = this.state();
    window.addEventListener("beforeunload", this.ask);
    this.element.addEventListener("submit", this.let);
  }

  override disconnect(): void {
    window.removeEventListener("beforeunload", this.ask);
    this.element.removeEventListener("submit", this.let);
  }

  private readonly ask = (event: BeforeUnloadEvent): void => {
    if (!this.leaving && this.state() !== this.before) event.preventDefault();
  };

  private readonly let = (): void => {
    this.leaving = true;
  };

  private state(): string {
    const pairs = [...new FormData(this.element)].map(([name, value]) => [name, value instanceof File ? value.name : value]);
    return JSON.stringify(pairs);
  }
}
