import { Controller } from "@hotwired/stimulus";

/** A sum shows its thousands as it is typed, in the digits it is typed with; the caret stays where it was. */
export default class extends Controller<HTMLInputElement> {
  override connect(): void {
    this.group();
  }

  group(): void {
    const input = this.element;
    const digitsBefore = count(input.value.slice(0, input.selectionStart ?? input.value.length));
    const grouped = group(input.value);
    if (grouped === input.value) return;
    input.value = grouped;
    if (document.activeElement === input) {
      const caret = place(grouped, digitsBefore);
      input.setSelectionRange(caret, caret);
    }
  }
}

const DIGIT = /[0-9۰-۹٠-٩]/;
const PERSIAN = /[۰-۹٠-٩]/;

/** Separates the thousands of a plain number; anything else (words, signs) is left as typed. */
export function group(value: string): string {
  const [whole = "", ...rest] = value.replace(/[,٬،\s]/g, "").split(/[.٫]/);
  if (!/^-?[0-9۰-۹٠-٩]+$/.test(whole) || rest.length > 1) return value;
  const [comma, point] = PERSIAN.test(whole) ? ["٬", "٫"] : [",", "."];
  const separated = whole.replace(/([0-9۰-۹٠-٩])(?=([0-9۰-۹٠-٩]{3})+$)/g, `$1${comma}`);
  return rest.length === 1 ? `${separated}${point}${rest[0]}` : separated;
}

function count(value: string): number {
  return [...value].filter((letter) => DIGIT.test(letter)).length;
}

function place(value: string, digits: number): number {
  let seen = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (seen === digits) return at;
    if (DIGIT.test(value[at] ?? "")) seen += 1;
  }
  return value.length;
}
