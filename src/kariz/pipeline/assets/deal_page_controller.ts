import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";

/**
 * The page of one deal: brings `#deal` up to date after a move or an undo, and takes back the user's own last change
 * of this deal when Ctrl/Cmd-Z is pressed. Values `url` (the body) and `undo` (where the last change is taken back).
 */
export default class extends Controller<HTMLElement> {
  static override values = { url: String, undo: String };
  declare readonly urlValue: string;
  declare readonly undoValue: string;

  override connect(): void {
    document.body.addEventListener("deal:moved", this.refresh);
    document.body.addEventListener("kariz:undone", this.undone);
    window.addEventListener("kariz:undo-last", this.undoLast, { capture: true });
  }

  override disconnect(): void {
    document.body.removeEventListener("deal:moved", this.refresh);
    document.body.removeEventListener("kariz:undone", this.undone);
    window.removeEventListener("kariz:undo-last", this.undoLast, { capture: true });
  }

  private readonly refresh = (): void => {
    void htmx.ajax("get", this.urlValue, { target: "#deal", swap: "outerHTML" });
  };

  private readonly undone = (event: Event): void => {
    event.preventDefault();
    this.refresh();
  };

  private readonly undoLast = (event: Event): void => {
    event.stopImmediatePropagation();
    void htmx.ajax("post", this.undoValue, { target: "#deal", swap: "outerHTML" });
  };
}
