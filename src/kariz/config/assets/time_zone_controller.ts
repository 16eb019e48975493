import { Controller } from "@hotwired/stimulus";

/** Offers the browser's own time zone in the field `timezone`, unless the page has a better guess (`unless`). */
export default class extends Controller<HTMLFormElement> {
  static override values = { unless: String };
  declare readonly unlessValue: string;

  override connect(): void {
    const field = this.element.elements.namedItem("timezone");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!(field instanceof HTMLSelectElement) || field.value === this.unlessValue) return;
    const names = [...field.options].map((one) => one.value);
    // A browser may know its zone by a former name, which the list has under the present one.
    const same = names.includes(here) ? here : names.find((name) => canonical(name) === here);
    if (same) field.value = same;
  }
}

function canonical(name: string): string {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "";
  }
}
