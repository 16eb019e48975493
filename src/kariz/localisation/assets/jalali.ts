/**
 * Days in the Jalali and the Gregorian calendar: twin of `calendar.py` and `date_showing.py`. A day is its count
 * from 1970-01-01; the browser's own `Intl` decides when a Jalali year begins.
 */
import { MONTHS, WEEKDAYS, type Calendar, type Language } from "./jalali_words.ts";

export type { Calendar, Language } from "./jalali_words.ts";
export type Digits = "persian" | "latin";
/** What Gregorian days begin with in numbers; "" for the year, and words where there is room. */
export type DateForm = "year" | "month" | "day" | "";
export type DateStyle = "short" | "long" | "day" | "full" | "month";

/** A day by its numbers in one calendar. */
export interface Parts {
  year: number;
  month: number;
  day: number;
}

const MS_A_DAY = 86_400_000;
export const MIN_YEAR = 1206;
export const MAX_YEAR = 1498;
export const FIRST_DAY = gregorianDay(1827, 3, 22);
export const LAST_DAY = gregorianDay(2120, 3, 20);

const persian = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { month: "numeric", day: "numeric", timeZone: "UTC" });
const nowruzes = new Map<number, number>();

function gregorianDay(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / MS_A_DAY;
}

/** The day of 1 Farvardin, which falls between 19 and 23 March. */
function nowruz(year: number): number {
  let found = nowruzes.get(year);
  if (found === undefined) {
    found = gregorianDay(year + 621, 3, 19);
    while (persian.formatToParts(found * MS_A_DAY).find((part) => part.type === "month")?.value !== "1") found += 1;
    nowruzes.set(year, found);
  }
  return found;
}

export function isKnown(day: number): boolean {
  return day >= FIRST_DAY && day <= LAST_DAY;
}

/** The numbers of a day; a day outside the known years has none in the Jalali calendar. */
export function split(day: number, calendar: Calendar): Parts {
  const at = new Date(day * MS_A_DAY);
  const parts = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  if (calendar === "gregorian") return parts;
  if (!isKnown(day)) throw new RangeError(`day ${day} is outside the known years`);
  const before = parts.year - 621;
  const year = before <= MAX_YEAR && day >= nowruz(before) ? before : before - 1;
  const passed = day - nowruz(year);
  const month = passed < 186 ? Math.floor(passed / 31) : 6 + Math.floor((passed - 186) / 30);
  return { year, month: month + 1, day: passed - daysBefore(month) + 1 };
}

function daysBefore(month: number): number {
  return month <= 6 ? month * 31 : 186 + (month - 6) * 30;
}

/** The days of a month, or undefined where there is no such month. */
export function monthLength(year: number, month: number, calendar: Calendar): number | undefined {
  if (month < 1 || month > 12) return undefined;
  if (calendar === "gregorian") {
    if (year < 1 || year > 9999) return undefined;
    return gregorianDay(year, month + 1, 1) - gregorianDay(year, month, 1);
  }
  if (year < MIN_YEAR || year > MAX_YEAR) return undefined;
  if (month < 12) return month <= 6 ? 31 : 30;
  const next = year === MAX_YEAR ? LAST_DAY + 1 : nowruz(year + 1);
  return next - nowruz(year) - daysBefore(11);
}

/** The day of the numbers, or undefined where it does not exist. */
export function join(year: number, month: number, day: number, calendar: Calendar): number | undefined {
  const length = monthLength(year, month, calendar);
  if (length === undefined || day < 1 || day > length) return undefined;
  return calendar === "gregorian" ? gregorianDay(year, month, day) : nowruz(year) + daysBefore(month - 1) + day - 1;
}

/** The same day some months later, or that month's last day when it is shorter; undefined when out of reach. */
export function addMonths(day: number, months: number, calendar: Calendar): number | undefined {
  const parts = split(day, calendar);
  const index = parts.year * 12 + parts.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = modulo(index, 12) + 1;
  const length = monthLength(year, month, calendar);
  return length === undefined ? undefined : join(year, month, Math.min(parts.day, length), calendar);
}

export function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}

/** The day of the week: Monday is 0. */
export function weekday(day: number): number {
  return modulo(day + 3, 7);
}

export function toIso(day: number): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/** The day of an ISO text such as 2026-11-23; undefined for any other text. */
export function fromIso(text: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found ? join(Number(found[1]), Number(found[2]), Number(found[3]), "gregorian") : undefined;
}

/** The day it is by the browser's own clock. */
export function today(): number {
  const now = new Date();
  return gregorianDay(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

export function localise(text: string, digits: Digits): string {
  return digits === "persian" ? text.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit))) : text;
}

export function formatDate(
  day: number,
  calendar: Calendar,
  digits: Digits,
  language: Language,
  style: DateStyle = "short",
  form: DateForm = "",
): string {
  const shown = isKnown(day) ? calendar : "gregorian";
  const parts = split(day, shown);
  const two = (number: number) => String(number).padStart(2, "0");
  const year = String(parts.year).padStart(4, "0");
  const isTurned = shown === "gregorian" && (form === "month" || form === "day");
  if (style === "short" && isTurned) {
    const [first, second] = form === "month" ? [parts.month, parts.day] : [parts.day, parts.month];
    return localise([two(first), two(second), year].join("/"), digits);
  }
  if (style === "short") {
    return localise([year, two(parts.month), two(parts.day)].join(shown === "jalali" ? "/" : "-"), digits);
  }
  const month = MONTHS[shown][language][parts.month - 1] ?? "";
  const name = WEEKDAYS[language][weekday(day)] ?? "";
  if (isTurned && form === "month" && language === "en" && style !== "month") {
    const ahead = (style === "long" ? "" : `${name}, `) + `${month} ${parts.day}`;
    return localise(style === "day" ? ahead : `${ahead}, ${parts.year}`, digits);
  }
  const texts = {
    long: `${parts.day} ${month} ${parts.year}`,
    day: `${name} ${parts.day} ${month}`,
    full: `${name} ${parts.day} ${month} ${parts.year}`,
    month: `${month} ${parts.year}`,
  };
  return localise(texts[style], digits);
}
