import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { isTyping, letterOf } from "../../web/assets/shortcuts_controller.ts";

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
    document.addEventListener("keydown", this.undoLast);
  }

  override disconnect(): void {
    document.body.removeEventListener("deal:moved", this.refresh);
    document.body.removeEventListener("kariz:undone", this.undone);
    document.removeEventListener("keydown", this.undoLast);
  }

  private readonly refresh = (): void => {
    void htmx.ajax("get", this.urlValue, { target: "#deal", swap: "outerHTML" });
  };

  private readonly undone = (event: Event): void => {
    event.preventDefault();
    this.refresh();
  };

  /** Heard before the page's own shortcuts, which leave alone what is prevented. */
  private readonly undoLast = (event: KeyboardEvent): void => {
    const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && letterOf(event) === "z";
    if (!wanted || event.defaultPrevented || isTyping(event.target)) return;
    event.preventDefault();
    void htmx.ajax("post", this.undoValue, { target: "#deal", swap: "outerHTML" });
  };
}
