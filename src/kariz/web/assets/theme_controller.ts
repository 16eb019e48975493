import { Controller } from "@hotwired/stimulus";
import { post } from "./requests.ts";

const NAMES: Record<string, string> = { light: "kariz", dark: "kariz-dark" };

/** `theme#choose` on a button with a value: shown at once, kept by posting the form. */
export default class extends Controller<HTMLFormElement> {
  choose(event: Event): void {
    event.preventDefault();
    const button = event.currentTarget as HTMLButtonElement;
    const name = NAMES[button.value];
    if (name) document.documentElement.dataset["theme"] = name;
    else delete document.documentElement.dataset["theme"];
    for (const other of this.element.querySelectorAll('[name="theme"]')) {
      other.setAttribute("aria-checked", String(other === button));
    }
    const body = new FormData(this.element);
    body.set("theme", button.value);
    void post(this.element.action, body);
  }
}
