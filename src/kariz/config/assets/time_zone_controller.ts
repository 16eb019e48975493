import { Controller } from "@hotwired/stimulus";

/** Offers the browser's own time zone in the field `timezone`, unless the page has a better guess (`unless`). */
export default class extends Controller<HTMLFormElement> {
  static override values = { unless: String };
  declare readonly unlessValue: string;

  override connect(): void {
    const field = this.element.elements.namedItem("timezone");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!(field instanceof HTMLSelectElement) || field.value === this.unlessValue) return;
    if ([...field.options].some((one) => one.value === here)) field.value = here;
  }
}
