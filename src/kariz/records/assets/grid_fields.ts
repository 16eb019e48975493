/** The fields that a cell is edited with beside plain text: one choice, several, a record that is searched for. */

/** What an editor asks of a field, whatever it is. */
export interface CellField {
  /** What gets the focus, and the name. */
  input: HTMLElement;
  /** What is sent. */
  value(): string;
  /** How it reads in the cell until the server's row comes; null where it was not changed. */
  shown(): string | null;
  /** The first key that was typed. */
  begin(start: string | null): void;
}

export function textField(form: HTMLElement, before: string, numeric: boolean, dates: Element | null): CellField {
  let field: HTMLInputElement;
  if (dates) {
    form.append(dates);
    field = dates.querySelector("input") as HTMLInputElement;
  } else {
    field = document.createElement("input");
    field.className = "input input-sm";
    field.autocomplete = "off";
    field.dir = "auto";
    if (numeric) field.inputMode = "decimal";
    form.append(field);
  }
  return {
    input: field,
    value: () => field.value,
    shown: () => (field.value === before ? null : field.value),
    begin: (start) => {
      field.value = start ?? before;
      field.focus();
      if (start === null) field.select();
    },
  };
}

/** One of the options; `finish` is called where one is chosen with the mouse. */
export function choiceField(
  form: HTMLElement,
  before: string,
  pairs: readonly [string, string][],
  finish: () => void,
): CellField {
  const field = document.createElement("select");
  field.className = "select select-sm";
  field.append(new Option("—", ""), ...pairs.map(([value, text]) => new Option(text, value)));
  for (const option of field.options) option.selected = option.text === before;
  if (!field.selectedOptions.length) field.selectedIndex = 0;
  let pointed = false;
  field.addEventListener("pointerdown", () => (pointed = true));
  field.addEventListener("keydown", () => (pointed = false));
  field.addEventListener("change", () => pointed && finish());
  form.append(field);
  const text = (): string => field.selectedOptions[0]?.text ?? "";
  return {
    input: field,
    value: () => field.value,
    shown: () => (text() === before || field.value === before ? null : text() === "—" ? "" : text()),
    begin: (start) => {
      field.focus();
      const wanted = start?.toLowerCase();
      const found = wanted && [...field.options].find((option) => option.text.toLowerCase().startsWith(wanted));
      if (found) found.selected = true;
      else if (start === "") field.selectedIndex = 0;
    },
  };
}

const BETWEEN = /\s*[,،;؛]\s*/;

/** Several of the options, a box for each; arrows lead from one to the next. */
export function choicesField(
  form: HTMLElement,
  label: string,
  before: string,
  pairs: readonly [string, string][],
): CellField {
  const group = document.createElement("div");
  group.className = "cell-choices";
  group.setAttribute("role", "group");
  const held = new Set(before.split(BETWEEN));
  for (const [value, text] of pairs) {
    const line = document.createElement("label");
    line.className = "choice";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "checkbox checkbox-sm checkbox-primary";
    box.value = value;
    box.checked = box.defaultChecked = held.has(text) || (BETWEEN.test(text) && before.includes(text));
    const words = document.createElement("span");
    words.textContent = text;
    line.append(box, words);
    group.append(line);
  }
  group.setAttribute("aria-label", label);
  form.append(group);
  const boxes = [...group.querySelectorAll<HTMLInputElement>("input")];
  group.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes[(at + step + boxes.length) % boxes.length]?.focus();
  });
  const chosen = (): HTMLInputElement[] => boxes.filter((box) => box.checked);
  return {
    input: boxes[0] ?? group,
    value: () => chosen().map((box) => box.value).join(","),
    shown: () => {
      if (boxes.every((box) => box.checked === box.defaultChecked)) return null;
      return chosen().map((box) => box.parentElement?.textContent ?? "").join("، ");
    },
    begin: (start) => {
      if (start === "") for (const box of boxes) box.checked = false;
      boxes[0]?.focus();
    },
  };
}

/** A record that is searched for while typing, with the combobox of forms; `finish` is called where one is picked. */
export function recordField(
  form: HTMLElement,
  before: string,
  combo: Element | null,
  url: string,
  finish: () => void,
): CellField {
  const box = combo as HTMLElement;
  const field = box.querySelector("[role=combobox]") as HTMLInputElement;
  const value = box.querySelector("input[type=hidden]") as HTMLInputElement;
  let picked: string | null = null;
  field.value = before;
  box.dataset["comboboxUrlValue"] = url;
  form.append(box);
  box.addEventListener("combobox:picked", (event) => {
    const found = (event as CustomEvent<{ value: string; text: string }>).detail;
    if (!found.value) return;
    picked = found.text;
    finish();
  });
  // Nothing typed takes the value away, whatever the list offers.
  box.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || field.value.trim()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      value.value = "";
      finish();
    },
    { capture: true },
  );
  return {
    input: field,
    value: () => (picked === null ? field.value : value.value),
    shown: () => (picked ?? field.value) === before ? null : (picked ?? field.value),
    begin: (start) => {
      field.value = start ?? before;
      field.focus();
      if (start === null) field.select();
      else field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}
