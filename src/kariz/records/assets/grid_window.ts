import type { GridRows, Row } from "./grid_rows.ts";

const AHEAD = "1500px";

/**
 * Keeps a long table light: a page of rows that is far from what is seen leaves the document, a gap of its height
 * stays; and the next page is asked for before its place comes into sight.
 */
export class GridWindow {
  private readonly far: IntersectionObserver;
  private readonly next: IntersectionObserver;
  private readonly watched = new WeakSet<Element>();

  constructor(
    private readonly rows: GridRows,
    scroller: HTMLElement,
    private readonly keep: (row: Row) => boolean,
    more: (body: HTMLElement) => void,
  ) {
    const around = { root: scroller, rootMargin: `${AHEAD} 0px` };
    this.far = new IntersectionObserver((entries) => {
      for (const entry of entries) this.turn(entry.target as HTMLTableSectionElement, entry.isIntersecting);
    }, around);
    this.next = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) more(entry.target as HTMLElement);
    }, around);
  }

  /** To be called whenever rows came: watches what is new. */
  watch(): void {
    for (const body of this.rows.table.tBodies) {
      if (this.watched.has(body)) continue;
      this.watched.add(body);
      if (body.matches(".grid-page")) this.far.observe(body);
      else if (body.matches(".grid-more")) this.next.observe(body);
    }
  }

  stop(): void {
    this.far.disconnect();
    this.next.disconnect();
  }

  /** Brings the rows of a page back into the document. */
  show(body: HTMLTableSectionElement): void {
    const kept = this.rows.away.get(body);
    if (!kept) return;
    this.rows.away.delete(body);
    body.replaceChildren(...kept);
  }

  private turn(body: HTMLTableSectionElement, near: boolean): void {
    if (near) return this.show(body);
    const rows = this.rows.rowsOf(body);
    if (body.hidden || this.rows.away.has(body) || rows.length === 0 || rows.some(this.keep)) return;
    const height = body.getBoundingClientRect().height;
    if (!height) return;
    const gap = document.createElement("tr");
    gap.className = "grid-gap";
    gap.setAttribute("aria-hidden", "true");
    const cell = gap.insertCell();
    cell.colSpan = this.rows.columns.length;
    cell.style.blockSize = `${height}px`;
    this.rows.away.set(body, rows);
    body.replaceChildren(gap);
  }
}
