import { Controller } from "@hotwired/stimulus";

const RIAL = "IRR";

/**
 * Offers the browser's own time zone in the field `timezone`, unless the page has a better guess (`unless`), and what
 * companies of the chosen country usually have; a zone that was chosen proposes its country. What somebody chose by hand stays.
 */
export default class extends Controller<HTMLFormElement> {
  static override values = { unless: String };
  declare readonly unlessValue: string;
  private readonly byHand = new Set<string>();

  override connect(): void {
    this.element.addEventListener("change", this.changed);
    const field = this.select("timezone");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // A clock that is set to UTC says nothing of where it stands.
    if (!field || field.value === this.unlessValue || !here.includes("/") || here.startsWith("Etc/")) return;
    choose(field, here);
    const zone = field.value;
    const place = field.selectedOptions[0]?.dataset.country;
    const country = this.select("country");
    const option = [...(country?.options ?? [])].find((one) => one.value === place);
    if (!country || !option) return;
    country.value = option.value;
    this.propose(option);
    // Of the zones of a large country this one, and not that of most people.
    field.value = zone;
  }

  override disconnect(): void {
    this.element.removeEventListener("change", this.changed);
  }

  private readonly changed = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) return;
    this.byHand.add(field.name);
    if (!(field instanceof HTMLSelectElement)) return;
    if (field.name === "country") this.propose(field.selectedOptions[0]);
    else if (field.name === "timezone" || field.name === "currency") this.proposeCountry();
  };

  /** The country of the chosen zone, where the currency that was chosen, if any, is one of it: it says how phones are read. */
  private proposeCountry(): void {
    const country = this.select("country");
    if (!country || this.byHand.has("country") || !this.byHand.has("timezone")) return;
    const place = this.select("timezone")?.selectedOptions[0]?.dataset.country;
    const option = [...country.options].find((one) => one.value === place);
    const currency = this.byHand.has("currency") ? this.select("currency")?.value : option?.dataset.currency;
    if (!option || option.dataset.currency !== currency) return;
    country.value = option.value;
    this.propose(option);
  }

  private propose(country: HTMLOptionElement | undefined): void {
    const { currency, zone, week, calendar } = country?.dataset ?? {};
    if (currency && !this.byHand.has("money")) this.tick("money", [currency === RIAL ? "toman" : "other"]);
    if (currency && !this.byHand.has("currency")) choose(this.select("currency"), currency);
    if (zone && !this.byHand.has("timezone")) choose(this.select("timezone"), zone);
    if (calendar && !this.byHand.has("calendar")) this.tick("calendar", [calendar]);
    if (week && !this.byHand.has("working_days")) this.tick("working_days", week.split(","));
  }

  private select(name: string): HTMLSelectElement | null {
    const field = this.element.elements.namedItem(name);
    return field instanceof HTMLSelectElement ? field : null;
  }

  private tick(name: string, values: string[]): void {
    for (const box of this.element.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)) {
      box.checked = values.includes(box.value);
    }
  }
}

/** Choose a value, or the zone that a browser knows by this name and the list by its present one. */
function choose(field: HTMLSelectElement | null, value: string): void {
  if (!field) return;
  const names = [...field.options].map((one) => one.value);
  const same = names.includes(value) ? value : names.find((name) => name.includes("/") && canonical(name) === canonical(value));
  if (same) field.value = same;
}

function canonical(name: string): string {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "";
  }
}
