/** Letters of scripts that are written from right to left; and any letter. */
const RIGHT = /^[\u0590-\u08ff\ufb1d-\ufefc]/;
const LETTER = /\p{L}/u;
const MOSTLY = 0.4;
const SHORT = 200;

/** As `reads_from_right` of the server: a text that begins with Latin letters and is Persian all the same. */
export function readsFromRight(text: string): boolean {
  const first = LETTER.exec(text)?.[0];
  if (!first || RIGHT.test(first)) return false;
  const firsts = text.slice(0, SHORT).split(/\s+/).flatMap((word) => LETTER.exec(word)?.[0] ?? []);
  return firsts.filter((letter) => RIGHT.test(letter)).length >= MOSTLY * firsts.length;
}

const FIELDS = ":is(input, textarea):is([dir=auto], [data-dir=auto])";

/** Fields in which people write show it in its own direction, as it stands there and as it is typed. */
export function directFields(page: HTMLElement): void {
  const turn = (field: HTMLInputElement | HTMLTextAreaElement): void => {
    const dir = readsFromRight(field.value) ? "rtl" : "auto";
    if (field.dir === dir) return;
    field.dataset["dir"] = "auto";
    field.dir = dir;
  };
  const all = (root: Element): void => root.querySelectorAll<HTMLInputElement>(FIELDS).forEach(turn);
  page.addEventListener("input", (event) => {
    const field = event.target as HTMLElement;
    if (field.matches(FIELDS)) turn(field as HTMLInputElement);
  });
  page.addEventListener("htmx:load", (event) => all(event.target as Element));
  all(page);
}
