const WAIT_MS = 150;

/** The last line of the table, the lines of its groups and the note below, as the server adds them up after a change. */
export class GridTotals {
  private timer = 0;
  private asking: AbortController | null = null;

  constructor(
    private readonly table: HTMLTableElement,
    private readonly plural: string,
    private readonly columns: () => string,
  ) {}

  /** Soon: several changes in a row are added up once. */
  later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), WAIT_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  private async ask(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const asked = new URLSearchParams(location.search);
    asked.set("columns", this.columns());
    const answer = await fetch(`/tables/${this.plural}/totals/?${asked}`, {
      headers: { "HX-Request": "true" },
      signal: asking.signal,
    }).catch(() => null);
    // The table itself is right; sums that cannot be had now come with the next change.
    if (answer?.ok) this.show(await answer.text());
  }

  private show(markup: string): void {
    const template = document.createElement("template");
    template.innerHTML = markup;
    const foot = template.content.querySelector("tfoot");
    if (foot) this.table.querySelector("tfoot")?.replaceChildren(...foot.children);
    const note = template.content.querySelector(".grid-note");
    if (note) this.table.closest("[data-controller~=grid]")?.querySelector(".grid-note")?.replaceChildren(...note.childNodes);
    const fresh = new Map([...template.content.querySelectorAll<HTMLElement>(".grid-part")].map((one) => [one.dataset["group"], one]));
    for (const part of this.table.querySelectorAll<HTMLElement>(".grid-part")) replacePart(part, fresh.get(part.dataset["group"]));
  }
}

/** Its texts alone: the fold and the focus stay. A group that is no longer there has nothing left. */
function replacePart(part: HTMLElement, fresh: HTMLElement | undefined): void {
  const count = part.querySelector(".count");
  if (count) count.textContent = fresh?.querySelector(".count")?.textContent ?? (0).toLocaleString(document.documentElement.lang);
  const [old, now] = [[...part.querySelectorAll("td")], [...(fresh?.querySelectorAll("td") ?? [])]];
  old.slice(2).forEach((cell, at) => cell.replaceChildren(...(now[at + 2]?.childNodes ?? [])));
}
