import type { Cell, Row } from "./grid_rows.ts";
import type { Conflict } from "./grid_save.ts";

/** A row as the server has it now; a cell that is being edited or sent stays as it is. */
export function replaceRow(row: Row, fresh: Row, edited: Cell | undefined): void {
  row.dataset["version"] = fresh.dataset["version"] ?? "";
  const byColumn = new Map([...row.cells].map((cell) => [cell.dataset["c"], cell]));
  for (const cell of [...fresh.cells].slice(1)) {
    const old = byColumn.get(cell.dataset["c"]);
    if (!old || old === edited || old.classList.contains("grid-sent")) continue;
    old.replaceChildren(...cell.childNodes);
    for (const name of ["data-typed", "data-version", "title"]) {
      const value = cell.getAttribute(name);
      if (value === null) old.removeAttribute(name);
      else old.setAttribute(name, value);
    }
  }
}

/** Somebody came first: says what stands there now, and asks whose value it shall be. */
export function askWhose(
  cell: Cell,
  conflict: Conflict,
  texts: Record<string, string>,
  answer: (mine: boolean) => void,
): void {
  const box = document.createElement("div");
  box.className = "grid-conflict";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-label", conflict.message);
  const words = document.createElement("p");
  words.textContent = `${conflict.message} ${(texts["now"] ?? "").replace("{value}", conflict.now || "—")}`;
  const end = (mine: boolean): void => {
    box.remove();
    answer(mine);
  };
  const mine = button(texts["mine"] ?? "", "btn-primary", () => end(true));
  box.append(words, mine, button(texts["theirs"] ?? "", "btn-plain", () => end(false)));
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") end(false);
  });
  cell.append(box);
  mine.focus();
}

function button(text: string, css: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn-sm ${css}`;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
