import { Controller } from "@hotwired/stimulus";

/** A slider over days: `first` is the day at its start (YYYY-MM-DD); letting go shows that day. */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["slider"];
  static override values = { first: String };
  declare readonly sliderTarget: HTMLInputElement;
  declare readonly firstValue: string;

  jump(): void {
    const day = new Date(`${this.firstValue}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + Number(this.sliderTarget.value));
    const url = new URL(location.href);
    url.searchParams.set("as_of", day.toISOString().slice(0, 10));
    location.assign(url);
  }
}
