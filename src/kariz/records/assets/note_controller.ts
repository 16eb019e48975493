import { Controller } from "@hotwired/stimulus";

/** Light formatting of a note: the marks of Markdown set around or before what is chosen. Ctrl-Enter keeps the note. */
export default class extends Controller<HTMLElement> {
  static override targets = ["text"];
  declare readonly textTarget: HTMLTextAreaElement;

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === "Enter") return this.act(event, () => this.textTarget.form?.requestSubmit());
    // By the key's place: «ذ» and «ه» stand on B and I.
    if (event.code === "KeyB") this.act(event, () => this.around("**"));
    else if (event.code === "KeyI") this.act(event, () => this.around("*"));
    else if (event.code === "KeyL") this.act(event, () => this.link());
  }

  wrap({ params }: { params: { mark: string } }): void {
    this.around(params.mark);
  }

  /** Every line that is chosen begins with the mark, or no more when all do. */
  begin({ params }: { params: { mark: string } }): void {
    const { value, selectionStart, selectionEnd } = this.textTarget;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionEnd);
    const to = end < 0 ? value.length : end;
    const lines = value.slice(from, to).split("\n");
    const has = lines.every((line) => line.startsWith(params.mark));
    const changed = lines.map((line) => (has ? line.slice(params.mark.length) : params.mark + line));
    this.put(changed.join("\n"), from, to);
  }

  link(): void {
    const { value, selectionStart, selectionEnd } = this.textTarget;
    const words = value.slice(selectionStart, selectionEnd);
    const address = /^https?:\/\//.test(words);
    this.put(address ? `[](${words})` : `[${words}](https://)`, selectionStart, selectionEnd);
    const at = address ? selectionStart + 1 : this.textTarget.selectionStart - 1;
    this.textTarget.setSelectionRange(at, at);
  }

  mention(): void {
    const { value, selectionStart, selectionEnd } = this.textTarget;
    const apart = selectionStart && !/\s/.test(value[selectionStart - 1] ?? "") ? " @" : "@";
    this.put(apart, selectionStart, selectionEnd);
  }

  private around(mark: string): void {
    const { value, selectionStart, selectionEnd } = this.textTarget;
    const words = value.slice(selectionStart, selectionEnd);
    // One star is italic, two are bold, three are both.
    const stars = /\**$/.exec(value.slice(0, selectionStart))?.[0].length ?? 0;
    const outside = (mark === "*" ? stars % 2 === 1 : stars >= 2) && value.startsWith(mark, selectionEnd);
    if (outside) {
      this.put(words, selectionStart - mark.length, selectionEnd + mark.length);
      this.textTarget.setSelectionRange(selectionStart - mark.length, selectionEnd - mark.length);
      return;
    }
    this.put(`${mark}${words}${mark}`, selectionStart, selectionEnd);
    this.textTarget.setSelectionRange(selectionStart + mark.length, selectionEnd + mark.length);
  }

  private put(words: string, from: number, to: number): void {
    this.textTarget.setRangeText(words, from, to, "end");
    this.textTarget.focus();
    this.textTarget.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private act(event: KeyboardEvent, what: () => void): void {
    event.preventDefault();
    what();
  }
}
