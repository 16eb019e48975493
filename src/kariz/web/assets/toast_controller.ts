import { Controller } from "@hotwired/stimulus";
import { explain, post, showToast, text, type Toast } from "./requests.ts";
import { undos } from "./undos.ts";

const SHOWN_MS = 8000;
const AT_ONCE = 3;
const KEPT = "kariz:toast";
const GAP = 8;

/**
 * Listens for `toast` {message, undo_url?, level?, link?} from `HX-Trigger` or scripts; the undo button posts.
 * After an undo `kariz:undone` is sent; a page that brings itself up to date prevents it, else it is reloaded.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["region", "card", "pending"];
  declare readonly regionTarget: HTMLElement;
  declare readonly cardTarget: HTMLTemplateElement;
  private readonly bars = new MutationObserver(() => this.lift());

  override connect(): void {
    this.element.addEventListener("toast", this.hear);
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (kept) this.show({ message: kept });
    for (const bar of this.bulkBars) this.bars.observe(bar, { attributes: true, attributeFilter: ["hidden"] });
    window.addEventListener("kariz:undo-last", this.undoLast);
  }

  override disconnect(): void {
    this.element.removeEventListener("toast", this.hear);
    this.bars.disconnect();
    window.removeEventListener("kariz:undo-last", this.undoLast);
  }

  /** A message that the server left for the page after a redirect. */
  pendingTargetConnected(note: HTMLElement): void {
    const { message = "", undoUrl = "" } = note.dataset;
    note.remove();
    this.show({ message, undo_url: undoUrl });
  }

  show(toast: Toast): void {
    if (!toast.message) return;
    const card = this.draw(toast);
    while (this.regionTarget.childElementCount >= AT_ONCE) this.regionTarget.firstElementChild?.remove();
    this.regionTarget.append(card);
    this.lift();
    this.raise();
    this.expire(card);
    if (toast.undo_url) undos.add(toast.undo_url);
  }

  async undo(event: Event): Promise<void> {
    const card = (event.currentTarget as HTMLElement).closest<HTMLElement>(".toast-card");
    const url = card?.dataset["undoUrl"];
    card?.remove();
    if (url) await this.take(url);
  }

  dismiss(event: Event): void {
    (event.currentTarget as HTMLElement).closest(".toast-card")?.remove();
  }

  private readonly hear = (event: Event): void => this.show((event as CustomEvent<Toast>).detail);

  private readonly undoLast = (): void => {
    const url = undos.last;
    if (!url) return showToast({ message: text("NothingToUndo") });
    this.regionTarget.querySelector(`[data-undo-url="${CSS.escape(url)}"]`)?.remove();
    void this.take(url);
  };

  private async take(url: string): Promise<void> {
    undos.drop(url);
    const answer = await post(url);
    if (!answer) return;
    if (answer.status === 409) return showToast({ message: text("UndoRefused"), level: "error" });
    if (!answer.ok) return explain(answer.status);
    showToast({ message: text("Undone") });
    const undone = new CustomEvent("kariz:undone", { bubbles: true, cancelable: true, detail: { url } });
    if (!document.body.dispatchEvent(undone)) return;
    sessionStorage.setItem(KEPT, text("Undone"));
    location.reload();
  }

  private draw({ message, undo_url, level, link }: Toast): HTMLElement {
    const card = (this.cardTarget.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    const part = (name: string): HTMLElement => card.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
    part("message").textContent = message;
    if (level) card.dataset["level"] = level;
    if (undo_url) card.dataset["undoUrl"] = undo_url;
    else part("undo").remove();
    if (link) {
      part("link").textContent = link.text;
      part("link").setAttribute("href", link.url);
    } else part("link").remove();
    return card;
  }

  private get bulkBars(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[data-bulk-bar]")];
  }

  /** The bar of what is selected stands at the same place: the messages stand above it. */
  private lift(): void {
    const bar = this.bulkBars.find((one) => !one.hidden);
    const above = bar ? Math.max(0, innerHeight - bar.getBoundingClientRect().top + GAP) : 0;
    this.regionTarget.style.setProperty("--toast-above", `${Math.round(above)}px`);
  }

  /** Shown again as a popover, the region stands above a dialog that was opened after it. */
  private raise(): void {
    if (!("showPopover" in this.regionTarget)) return;
    if (this.regionTarget.matches(":popover-open")) this.regionTarget.hidePopover();
    this.regionTarget.showPopover();
  }

  private expire(card: HTMLElement): void {
    let timer = setTimeout(() => card.remove(), SHOWN_MS);
    const hold = (): void => clearTimeout(timer);
    const resume = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => card.remove(), SHOWN_MS);
    };
    card.addEventListener("pointerenter", hold);
    card.addEventListener("focusin", hold);
    card.addEventListener("pointerleave", resume);
    card.addEventListener("focusout", resume);
  }
}
