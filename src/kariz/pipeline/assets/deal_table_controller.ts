import { Controller } from "@hotwired/stimulus";
import { BoardSelection } from "./board_selection.ts";
import "./table.css";

/** Rows of deals that can be chosen for one change of them all; shift takes a run. */
export default class extends Controller<HTMLElement> {
  static override values = { bulkUrl: String };
  declare readonly bulkUrlValue: string;
  private selection: BoardSelection | null = null;

  override connect(): void {
    this.selection = new BoardSelection(this.element, this.bulkUrlValue);
  }

  override disconnect(): void {
    this.selection?.stop();
  }

  pick(event: MouseEvent): void {
    const box = event.target as HTMLInputElement;
    const row = box.closest<HTMLElement>("[data-deal]");
    if (row && box.matches(".deal-pick")) this.selection?.toggle(row, event.shiftKey, box.checked);
  }

  all(event: Event): void {
    this.selection?.all((event.currentTarget as HTMLInputElement).checked);
  }

  reload(): void {
    location.reload();
  }
}
