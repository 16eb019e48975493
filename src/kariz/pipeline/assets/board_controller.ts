import { Controller } from "@hotwired/stimulus";
import Sortable, { type SortableEvent } from "sortablejs";
import { openAt, openWith } from "./board_dialog.ts";
import { BoardLive } from "./board_live.ts";
import { BoardSelection } from "./board_selection.ts";
import { showToast, csrfToken, explain, text } from "../../web/assets/requests.ts";
import "./board.css";
import "./months.css";

const LONG_PRESS_MS = 220;

/**
 * Cards that are dragged, moved by keys or by the menu; every way is one `POST /deals/<id>/moves/`. The card
 * stands in its new column at once and goes back when the server says no. Keys on a card: `m` menu,
 * Ctrl/Alt + arrows next or previous column in reading direction, arrows walk, `x` selects, Enter opens.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["card", "list", "sums", "column"];
  static override values = { changes: String, cursor: String, movable: Boolean, sorted: Boolean, lanes: Boolean, bulkUrl: String };
  declare readonly listTargets: HTMLElement[];
  declare readonly sumsTargets: HTMLElement[];
  declare readonly changesValue: string;
  declare readonly cursorValue: string;
  declare readonly movableValue: boolean;
  declare readonly sortedValue: boolean;
  declare readonly lanesValue: boolean;
  declare readonly bulkUrlValue: string;
  private live: BoardLive | null = null;
  private selection: BoardSelection | null = null;
  private awaited = "";
  private readonly sortables = new Map<HTMLElement, Sortable>();
  private chosen: HTMLElement | null = null;

  override connect(): void {
    this.bringIntoSight();
    if (this.changesValue) {
      const how = this.lanesValue ? "lanes" : this.sortedValue ? "sorted" : "urgent";
      this.live = new BoardLive(this.element, this.changesValue, this.cursorValue, how);
      this.live.start();
    }
    if (!this.movableValue) return;
    this.selection = new BoardSelection(this.element, this.bulkUrlValue);
    this.menuBox?.addEventListener("click", this.choose);
    this.menuBox?.addEventListener("keydown", this.menuKey);
    for (const zone of this.zones) this.sortables.set(zone, this.dropZone(zone));
  }

  /** Where not all columns fit, the board opens on the first that holds something. */
  private bringIntoSight(): void {
    const column = this.element.querySelector("[data-deal]")?.closest(".board-column");
    column?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  listTargetConnected(list: HTMLElement): void {
    if (this.movableValue) this.sortables.set(list, this.sortable(list));
  }

  listTargetDisconnected(list: HTMLElement): void {
    this.sortables.get(list)?.destroy();
    this.sortables.delete(list);
  }

  override disconnect(): void {
    this.live?.stop();
    this.selection?.stop();
    for (const one of this.sortables.values()) one.destroy();
    this.sortables.clear();
    this.menuBox?.removeEventListener("click", this.choose);
    this.menuBox?.removeEventListener("keydown", this.menuKey);
  }

  /** A card that a later page brings although it is here already is the same deal: the newer one stays. */
  cardTargetConnected(card: HTMLElement): void {
    if (card.dataset["deal"] === this.awaited) this.arrived(card);
    for (const other of this.element.querySelectorAll(`[data-deal="${card.dataset["deal"]}"]`)) {
      if (other !== card && !card.classList.contains("sortable-fallback")) other.remove();
    }
  }

  /** A deal that was just added stands where its next step puts it, maybe out of sight. */
  added(event: CustomEvent<{ deal: number }>): void {
    this.awaited = String(event.detail.deal);
  }

  private arrived(card: HTMLElement): void {
    this.awaited = "";
    card.classList.add("deal-new");
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  poll(): void {
    void this.live?.ask();
  }

  undone(event: Event): void {
    event.preventDefault();
    this.poll();
  }

  menu(event: Event): void {
    this.openMenu((event.currentTarget as HTMLElement).closest<HTMLElement>("[data-deal]"));
  }

  pick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const card = target.closest<HTMLElement>("[data-deal]");
    if (!card || !this.selection) return;
    if (target.matches(".deal-pick")) this.selection.toggle(card, event.shiftKey, (target as HTMLInputElement).checked);
    else if (event.shiftKey) {
      event.preventDefault();
      this.selection.toggle(card, true);
    } else if (!target.closest("a, button, input, .deal-missing")) card.focus();
  }

  key(event: KeyboardEvent): void {
    const card = event.target as HTMLElement;
    if (!card.matches("[data-deal]")) return;
    const step = this.step(event.key);
    if (step && (event.altKey || event.ctrlKey || event.metaKey)) this.take(event, () => this.shift(card, step));
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.code === "KeyM") this.take(event, () => this.openMenu(card));
    else if (event.code === "KeyX") this.take(event, () => this.selection?.toggle(card, event.shiftKey));
    else if (event.key === "Enter") this.take(event, () => card.querySelector<HTMLElement>("a")?.click());
    else if (event.key === "Escape") this.selection?.clear();
    else if (step) this.take(event, () => this.walk(card, step));
    else if (event.key === "ArrowDown") this.take(event, () => this.focusOn(card.nextElementSibling));
    else if (event.key === "ArrowUp") this.take(event, () => this.focusOn(card.previousElementSibling));
  }

  private take(event: Event, act: () => void): void {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** +1 forward, -1 back in the direction in which the page is read; 0 for other keys. */
  private step(key: string): number {
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (key !== "ArrowLeft" && key !== "ArrowRight") return 0;
    return key === forward ? 1 : -1;
  }

  private shift(card: HTMLElement, step: number): void {
    const lists = this.beside(card);
    const to = lists[lists.indexOf(card.parentElement as HTMLElement) + step];
    if (to && this.movableValue) void this.carry(card, to);
  }

  private walk(card: HTMLElement, step: number): void {
    const lists = this.beside(card);
    for (let at = lists.indexOf(card.parentElement as HTMLElement) + step; lists[at]; at += step) {
      const first = lists[at]?.querySelector("[data-deal]");
      if (first) return this.focusOn(first);
    }
  }

  /** The lists of the card's own lane, or of the board where there are no lanes. */
  private beside(card: HTMLElement): HTMLElement[] {
    const owner = card.parentElement?.dataset["owner"];
    return this.listTargets.filter((list) => list.dataset["owner"] === owner);
  }

  private focusOn(element: Element | null | undefined): void {
    if (!(element instanceof HTMLElement) || !element.dataset["deal"]) return;
    element.focus();
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private get menuBox(): HTMLDialogElement | null {
    return document.querySelector<HTMLDialogElement>("#board-menu");
  }

  private get zones(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>("#board-zones [data-zone]")];
  }

  private openMenu(card: HTMLElement | null): void {
    if (!card || !this.movableValue || !this.menuBox) return;
    this.chosen = card;
    const name = this.menuBox.querySelector("#board-menu-deal");
    if (name) name.textContent = card.getAttribute("aria-label");
    for (const row of this.menuRows) {
      row.disabled = !!row.dataset["to"] && row.dataset["to"] === card.parentElement?.dataset["stage"];
      if (row.disabled) row.dataset["here"] = this.menuBox.dataset["here"] ?? "";
      else delete row.dataset["here"];
    }
    this.menuBox.showModal();
    const here = this.menuRows.findIndex((row) => row.disabled);
    (this.menuRows[here + 1] ?? this.menuRows[0])?.focus();
  }

  private get menuRows(): HTMLButtonElement[] {
    return [...(this.menuBox?.querySelectorAll<HTMLButtonElement>("[data-to], [data-zone]") ?? [])];
  }

  /** Arrows walk the places, a digit picks one. */
  private readonly menuKey = (event: KeyboardEvent): void => {
    const rows = this.menuRows.filter((row) => !row.disabled);
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (to !== undefined) this.take(event, () => rows[(to + rows.length) % rows.length]?.focus());
    else if (digit && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const row = this.menuRows[Number(digit) - 1];
      if (row?.dataset["to"] && !row.disabled) this.take(event, () => row.click());
    }
  };

  private readonly choose = (event: Event): void => {
    if (event.target === this.menuBox || (event.target as Element).closest("[data-close]")) return this.menuBox?.close();
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-to], [data-zone]");
    const card = this.chosen;
    if (!row || !card) return;
    this.menuBox?.close();
    const list = this.beside(card).find((one) => one.dataset["stage"] === row.dataset["to"]);
    if (list) void this.carry(card, list);
    else if (row.dataset["zone"]) void this.end(card, row.dataset["zone"]);
  };

  /** Moves the card by itself (key or menu), then asks the server. */
  private async carry(card: HTMLElement, to: HTMLElement): Promise<void> {
    const from = card.parentElement as HTMLElement;
    const before = card.nextElementSibling;
    to.prepend(card);
    card.focus();
    card.scrollIntoView({ block: "nearest", inline: "center", behavior: "smooth" });
    await this.move(card, from, before);
  }

  private sortable(list: HTMLElement): Sortable {
    return Sortable.create(list, {
      group: `deals${list.dataset["owner"] ?? ""}`,
      draggable: "[data-deal]",
      filter: "input, button",
      preventOnFilter: false,
      sort: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      delay: LONG_PRESS_MS,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      scroll: true,
      bubbleScroll: true,
      scrollSensitivity: 80,
      ghostClass: "deal-ghost",
      chosenClass: "deal-held",
      onStart: () => this.dragging(true),
      onEnd: (event) => this.dropped(event),
    });
  }

  private dropZone(zone: HTMLElement): Sortable {
    return Sortable.create(zone, { group: { name: "deals", pull: false, put: true }, sort: false, draggable: "[data-deal]" });
  }

  private dragging(on: boolean): void {
    const zones = document.querySelector<HTMLElement>("#board-zones");
    if (zones) zones.hidden = !on;
    this.element.classList.toggle("board-dragging", on);
    this.live?.hold(on);
  }

  private dropped(event: SortableEvent): void {
    this.dragging(false);
    const { item: card, from, to } = event;
    if (from === to) return;
    const before = from.querySelectorAll(":scope > [data-deal]")[event.oldDraggableIndex ?? 0] ?? null;
    if (to.dataset["zone"]) {
      from.insertBefore(card, before);
      void this.end(card, to.dataset["zone"]);
    } else void this.move(card, from, before);
  }

  private async move(card: HTMLElement, from: HTMLElement, before: Element | null): Promise<void> {
    const to = card.parentElement as HTMLElement;
    const body = new FormData();
    body.set("stage", to.dataset["stage"] ?? "");
    body.set("version", card.dataset["version"] ?? "");
    card.classList.add("deal-moving");
    const ok = await this.send(`/deals/${card.dataset["deal"]}/moves/`, body);
    card.classList.remove("deal-moving");
    if (!ok) from.insertBefore(card, before?.parentElement === from ? before : null);
    this.poll();
  }

  /** Won at once (the server asks for a reason when something is missing); lost and resting ask first. */
  private async end(card: HTMLElement, zone: string): Promise<void> {
    const deal = card.dataset["deal"];
    if (zone === "lost") return openAt(`/deals/${deal}/closure/`);
    if (zone === "rest") return openAt(`/deals/${deal}/rest/`);
    const body = new FormData();
    body.set("outcome", "won");
    body.set("version", card.dataset["version"] ?? "");
    await this.send(`/deals/${deal}/closure/`, body);
    this.poll();
  }

  private async send(url: string, body: FormData): Promise<boolean> {
    const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    const answer = await fetch(url, { method: "POST", body, headers }).catch(() => null);
    if (!answer) {
      showToast({ message: text("Network"), level: "error" });
      return false;
    }
    const told = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
    if (told.toast) showToast(told.toast);
    if (answer.ok) return true;
    if (answer.headers.get("HX-Retarget") === "#dialog") openWith(await answer.text());
    else if (!told.toast) explain(answer.status);
    return false;
  }
}
