import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import "./org.css";
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
    this.showStage();
    this.element.addEventListener("htmx:afterSettle", this.showStage);
    document.body.addEventListener("deal:moved", this.refresh);
    document.body.addEventListener("kariz:undone", this.undone);
    document.addEventListener("keydown", this.undoLast);
  }

  override disconnect(): void {
    this.element.removeEventListener("htmx:afterSettle", this.showStage);
    document.body.removeEventListener("deal:moved", this.refresh);
    document.body.removeEventListener("kariz:undone", this.undone);
    document.removeEventListener("keydown", this.undoLast);
  }

  /** On a phone the stages are wider than the screen: the present one stands in the middle. */
  private readonly showStage = (event?: Event): void => {
    if (event && (event.target as Element).id !== "deal") return;
    const now = this.element.querySelector<HTMLElement>("[aria-current=step]");
    const bar = now?.parentElement;
    if (!now || !bar) return;
    const [here, all] = [now.getBoundingClientRect(), bar.getBoundingClientRect()];
    bar.scrollBy({ left: here.left + here.width / 2 - all.left - all.width / 2 });
  };

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
