import htmx from "htmx.org";

const EVERY_MS = 3000;

interface Changes {
  cursor: string;
  reload?: boolean;
  gone: number[];
  cards: { id: number; stage: number; order: number; html: string }[];
  heads: Record<string, string>;
  sums: string;
}

/** Asks every few seconds what happened since the page's place in the log, and shows it; silent in a hidden tab. */
export class BoardLive {
  private timer = 0;
  private asking = false;
  private again = false;
  private held = false;

  constructor(
    private readonly board: HTMLElement,
    private readonly url: string,
    private cursor: string,
    private readonly how: "urgent" | "sorted" | "lanes",
  ) {}

  start(): void {
    this.timer = window.setInterval(() => void (document.hidden || this.ask()), EVERY_MS);
    document.addEventListener("visibilitychange", this.seen);
  }

  stop(): void {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }

  /** Nothing changes under a card that is being dragged. */
  hold(on: boolean): void {
    this.held = on;
  }

  async ask(): Promise<void> {
    if (this.held) return;
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    try {
      const url = new URL(this.url, location.href);
      url.searchParams.set("after", this.cursor);
      const answer = await fetch(url, { headers: { "HX-Request": "true" } });
      if (answer.status === 401 || answer.status === 403) this.stop();
      if (answer.status === 200 && !this.held) this.show((await answer.json()) as Changes);
    } catch {
      // The network is away; the next round asks again.
    } finally {
      this.asking = false;
      if (this.again) {
        this.again = false;
        void this.ask();
      }
    }
  }

  private readonly seen = (): void => {
    if (!document.hidden) void this.ask();
  };

  private show(changes: Changes): void {
    if (changes.reload) return location.reload();
    if (this.how === "lanes") return void this.redraw();
    this.cursor = changes.cursor;
    for (const id of changes.gone) this.leave(this.card(id));
    for (const card of changes.cards) this.put(card);
    for (const [stage, html] of Object.entries(changes.heads)) this.head(stage, html);
    const sums = document.querySelector("#board-sums");
    if (sums) sums.innerHTML = changes.sums;
  }

  /** Sums and cards of every lane may have changed: the page's own answer is put in place of the board. */
  private async redraw(): Promise<void> {
    const answer = await fetch(location.href);
    if (!answer.ok || this.held) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>(".board");
    if (!fresh) return;
    const closed = [...this.board.querySelectorAll<HTMLDetailsElement>(".lane:not([open])")];
    for (const { dataset } of closed) {
      fresh.querySelector(`.lane[data-owner="${dataset["owner"]}"]`)?.removeAttribute("open");
    }
    const focused = document.activeElement?.closest<HTMLElement>("[data-deal]")?.dataset["deal"];
    this.cursor = fresh.dataset["boardCursorValue"] ?? this.cursor;
    this.board.replaceChildren(...fresh.children);
    htmx.process(this.board);
    if (focused) this.card(Number(focused))?.focus();
    const sums = document.querySelector("#board-sums");
    sums?.replaceChildren(...(page.querySelector("#board-sums")?.childNodes ?? []));
  }

  private card(id: number): HTMLElement | null {
    return this.board.querySelector(`[data-deal="${id}"]`);
  }

  private leave(card: HTMLElement | null): void {
    if (!card) return;
    card.classList.add("deal-leaving");
    setTimeout(() => card.remove(), 250);
  }

  private put({ id, stage, order, html }: Changes["cards"][number]): void {
    const list = this.board.querySelector<HTMLElement>(`.board-cards[data-stage="${stage}"]`);
    if (!list) return this.leave(this.card(id));
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.firstElementChild as HTMLElement;
    const old = this.card(id);
    const focused = old === document.activeElement;
    if (old?.outerHTML === fresh.outerHTML) return;
    const arrived = old?.parentElement !== list;
    if (old && !arrived && Number(old.dataset["order"]) === order) old.replaceWith(fresh);
    else {
      old?.remove();
      list.insertBefore(fresh, this.place(list, order));
    }
    fresh.classList.add(arrived ? "deal-arrived" : "deal-changed");
    setTimeout(() => fresh.classList.remove("deal-arrived", "deal-changed"), 1600);
    htmx.process(fresh);
    if (focused) fresh.focus();
  }

  /** Before the first card that comes later in the board's own order; on top in any other order. */
  private place(list: HTMLElement, order: number): Element | null {
    const rows = [...list.children] as HTMLElement[];
    if (this.how === "sorted") return rows[0] ?? null;
    return rows.find((row) => !row.dataset["deal"] || Number(row.dataset["order"]) > order) ?? null;
  }

  private head(stage: string, html: string): void {
    const head = this.board.querySelector(`[data-board-target="sums"][data-stage="${stage}"]`);
    if (head && head.innerHTML !== html) head.innerHTML = html;
  }
}
