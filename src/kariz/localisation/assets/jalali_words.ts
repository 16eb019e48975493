/** The words of dates, folded and without spaces, as `jalali_reading.ts` looks them up: twin of `date_words.py`. */

export type Calendar = "jalali" | "gregorian";
export type Language = "fa" | "en";

export const MONTHS: Record<Calendar, Record<Language, readonly string[]>> = {
  jalali: {
    fa: ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"],
    en: ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"],
  },
  gregorian: {
    fa: ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"],
    en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  },
};

/** By the server's count: Monday is 0. */
export const WEEKDAYS: Record<Language, readonly string[]> = {
  fa: ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

const LETTERS = new Map<string, string>([
  ...[..."يىېۍێ"].map((letter) => [letter, "ی"] as const),
  ...[..."كڪ"].map((letter) => [letter, "ک"] as const),
  ...[..."ةۀەہھۃۂ"].map((letter) => [letter, "ه"] as const),
  ...[..."أإآٱ"].map((letter) => [letter, "ا"] as const),
  ["ؤ", "و"],
  ["ئ", "ی"],
  ["ء", ""],
  ["ـ", ""],
]);

/** The form two spellings of one text share: twin of `text.fold`. */
export function fold(text: string): string {
  const decomposed = text.normalize("NFKD").toLowerCase().normalize("NFKD");
  return [...decomposed].map(foldLetter).join("").split(" ").filter(Boolean).join(" ");
}

function foldLetter(letter: string): string {
  if (/[\p{Z}\t-\r\x1c-\x1f\x85]/u.test(letter)) return " ";
  const known = LETTERS.get(letter);
  if (known !== undefined) return known;
  if (/\p{Nd}/u.test(letter)) return digitOf(letter);
  return /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Cs}]/u.test(letter) ? "" : letter;
}

/** The digits of every script stand in runs of ten. */
function digitOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

export function joined(text: string): string {
  return fold(text).replaceAll(" ", "");
}

function monthWords(): Map<string, readonly [Calendar, number]> {
  const words = new Map<string, readonly [Calendar, number]>([
    ["امرداد", ["jalali", 5]],
    ["می", ["gregorian", 5]],
    ["جون", ["gregorian", 6]],
    ["جولای", ["gregorian", 7]],
    ["اگوست", ["gregorian", 8]],
    ["sept", ["gregorian", 9]],
    ["day", ["jalali", 10]],
    ["mordaad", ["jalali", 5]],
  ]);
  for (const calendar of ["jalali", "gregorian"] as const) {
    for (const language of ["fa", "en"] as const) {
      MONTHS[calendar][language].forEach((name, at) => words.set(joined(name), [calendar, at + 1]));
    }
  }
  MONTHS.gregorian.en.forEach((name, at) => words.set(name.slice(0, 3).toLowerCase(), ["gregorian", at + 1]));
  return words;
}

function weekdayWords(): Map<string, number> {
  const words = new Map([["ادینه", 4], ["tues", 1], ["thur", 3], ["thurs", 3], ["پنچشنبه", 3]] as [string, number][]);
  for (const language of ["fa", "en"] as const) WEEKDAYS[language].forEach((name, at) => words.set(joined(name), at));
  WEEKDAYS.en.forEach((name, at) => words.set(name.slice(0, 3).toLowerCase(), at));
  [6, 0, 1, 2, 3].forEach((weekday, at) => words.set(`${at + 1}شنبه`, weekday));
  return words;
}

export const MONTH_WORDS = monthWords();
export const WEEKDAY_WORDS = weekdayWords();

export const DAY_WORDS = new Map<string, number>([
  ["امروز", 0],
  ["فردا", 1],
  ["پسفردا", 2],
  ["دیروز", -1],
  ["پریروز", -2],
  ["today", 0],
  ["tomorrow", 1],
  ["dayaftertomorrow", 2],
  ["thedayaftertomorrow", 2],
  ["yesterday", -1],
]);

export const NUMBER_WORDS = new Map<string, number>([
  ...["یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده"].map((word, at) => [word, at + 1] as const),
  ...["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].map((word, at) => [word, at + 1] as const),
  ["a", 1],
  ["an", 1],
]);

export type Unit = "d" | "w" | "m" | "y";

/** The unit a word begins with: «روز», "days", "d" and so on. */
export const UNIT_WORDS: Record<string, Unit> = {
  روز: "d",
  هفته: "w",
  ماه: "m",
  سال: "y",
  d: "d",
  w: "w",
  m: "m",
  y: "y",
  day: "d",
  days: "d",
  week: "w",
  weeks: "w",
  month: "m",
  months: "m",
  year: "y",
  years: "y",
};
