const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,CH";
const PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوژآ";

/** What the same keys write on the other keyboard layout; empty for words of both scripts or of neither. */
export function otherLayout(words: string): string {
  const persian = [...words].some((char) => PERSIAN.includes(char));
  const latin = /[a-z]/i.test(words);
  if (persian === latin) return "";
  const [from, to] = persian ? [PERSIAN, LATIN] : [LATIN, PERSIAN];
  const swap = (char: string): string => {
    const at = from.indexOf(char) >= 0 ? from.indexOf(char) : from.indexOf(char.toLowerCase());
    return at < 0 ? char : (to[at] ?? char);
  };
  return [...words].map(swap).join("").toLowerCase();
}

/** Arabic ye and kaf, half-spaces, digits and case do not keep words from being found. */
export function fold(words: string): string {
  return words
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .replaceAll("\u200c", "")
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .toLowerCase();
}

/** How well a command's words hold what was typed: 2 when its name begins so, 1 when all words are there, else 0. */
export function fits(typed: string, label: string, words: string): 0 | 1 | 2 {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  if (!wanted.length) return 1;
  const name = fold(label);
  const all = fold(words);
  const held = (word: string): boolean => all.includes(word);
  const fit = (meant: string[]): 0 | 1 | 2 => {
    if (!meant.length || !meant.every(held)) return 0;
    return ` ${name}`.includes(` ${meant.join(" ")}`) ? 2 : 1;
  };
  return fit(wanted) || fit(fold(otherLayout(typed)).split(/\s+/).filter(Boolean));
}
