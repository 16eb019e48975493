import { Controller } from "@hotwired/stimulus";
import { csrfToken } from "../../web/assets/requests.ts";

/**
 * The menu of a table's columns: ticked ones are shown, in the order of the list. What is chosen is remembered for
 * the person; where the address names columns (a view), the address names them anew instead.
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["box", "row", "list"];
  static override values = { plural: String };
  declare readonly boxTargets: HTMLInputElement[];
  declare readonly rowTargets: HTMLElement[];
  declare readonly pluralValue: string;

  up(event: Event): void {
    const row = this.rowOf(event);
    const before = row?.previousElementSibling;
    // The first column stays the first.
    if (row && before?.querySelector("button")) before.before(row);
    (event.currentTarget as HTMLElement).focus();
  }

  down(event: Event): void {
    const row = this.rowOf(event);
    if (row) row.nextElementSibling?.after(row);
    (event.currentTarget as HTMLElement).focus();
  }

  async send(event: Event): Promise<void> {
    event.preventDefault();
    await this.keep(this.chosen);
  }

  async usual(): Promise<void> {
    await this.keep("");
  }

  private get chosen(): string {
    const widths = new Map(
      [...document.querySelectorAll<HTMLTableColElement>("col[data-c]")].map((col) => [col.dataset["c"] ?? "", col.width]),
    );
    const names = this.boxTargets.filter((box) => box.checked).map((box) => box.value);
    return names.map((name) => (widths.has(name) ? `${name}:${widths.get(name)}` : name)).join(",");
  }

  private async keep(columns: string): Promise<void> {
    const url = new URL(location.href);
    const group = new FormData(this.element).get("group");
    if (url.searchParams.has("columns") && columns) url.searchParams.set("columns", columns);
    else {
      url.searchParams.delete("columns");
      const body = new URLSearchParams({ columns });
      const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
      await fetch(`/tables/${this.pluralValue}/layout/`, { method: "POST", body, headers });
    }
    if (group) url.searchParams.set("group", String(group));
    else url.searchParams.delete("group");
    if (![...url.searchParams.keys()].length) url.searchParams.set("view", "all");
    location.assign(url);
  }

  private rowOf(event: Event): HTMLElement | undefined {
    return this.rowTargets.find((row) => row.contains(event.currentTarget as Node));
  }
}
