/** Reading dates as people type them: twin of `date_reading.py`; `tests/date_cases.json` holds both to it. */
import { FIRST_DAY, LAST_DAY, MAX_YEAR, MIN_YEAR, addMonths, isKnown, join, modulo, split, weekday } from "./jalali.ts";
import {
  DAY_WORDS,
  MONTH_WORDS,
  NUMBER_WORDS,
  UNIT_WORDS,
  WEEKDAY_WORDS,
  fold,
  type Calendar,
} from "./jalali_words.ts";

export type Refusal = "empty" | "too_long" | "unknown" | "ambiguous" | "no_such_day" | "out_of_range" | "weekday_mismatch" | "no_such_time";

/** What a Gregorian day in numbers begins with in the company's country; nobody says it for "year" and "". */
export type Order = "day" | "month" | "year" | "";

/** A text that is no date, with the server's code for the fault. */
export class DateError extends Error {
  constructor(readonly code: Refusal) {
    super(code);
  }
}

const MAX_LENGTH = 64;
const SATURDAY = 5;
const FIRST_YEAR = split(FIRST_DAY, "gregorian").year;
const LAST_YEAR = split(LAST_DAY, "gregorian").year;

const whole = (source: string) => new RegExp(`^(?:${source})$`, "u");
const SEP = " ?[\\/.\\-,، ] ?";
const NUMERIC = whole(`(\\d{1,4})${SEP}(\\d{1,2})${SEP}(\\d{1,4})`);
const COMPACT = whole("(\\d{4})(\\d{2})(\\d{2})");
const NO_YEAR = whole("(\\d{1,2}) ?[\\/\\-] ?(\\d{1,2})");
const NAME = "([\\p{L}_]+?)(?: ?ماه)?\\.?";
const DAY_FIRST = whole(
  `(\\d{1,2})(?:st|nd|rd|th|ام|م)?[ \\/\\-]?(?:of )?${NAME}(?:[ ,،\\/\\-'’]+|$)(\\d{4}|\\d{2})?`,
);
const GLUED = whole(`(\\d{1,2})${NAME}(\\d{4})`);
const MONTH_FIRST = whole(`${NAME} ?(\\d{1,2})(?:st|nd|rd|th)?(?:[ ,\\/'’]+(\\d{4}|\\d{2}))?`);
const YEAR_FIRST = whole(`(\\d{4})[ ,،\\/\\-]?${NAME}[ \\/\\-]?(\\d{1,2})`);
const WEEKDAY_AHEAD = whole("([^\\d]+?|[1-5] ?شنبه)[,،]? (?=\\S*\\d)(.+)");
const WEEKDAY_BEFORE_MONTH = whole("([a-z]+)\\.?,? ([a-z]+\\.? \\d.*)");

const AFTER = "بعدی|بعد|اینده|دیگر|دیگه";
const BEFORE = "پیش|قبل|گذشته";
const NUMBERS = `\\d{1,4}|${[...NUMBER_WORDS.keys()].join("|")}`;
const SIGNED = whole("([+\\-])(\\d{1,4})([dwmy])?");
const PERSIAN_STEP = whole(`(${NUMBERS})?(روز|هفته|ماه|سال)ی?(?:(${AFTER})|(${BEFORE}))`);
const ENGLISH_STEP = whole(
  `(in)?(${NUMBERS})(days?|weeks?|months?|years?)(?:(later|fromnow|fromtoday)|(ago))?`,
);
const ENGLISH_NEXT = whole("(?:(next)|last)(week|month|year)");
const EDGE = whole(
  `(?:the)?(?:(اخر|پایان|انتهای|endof)|اول|startof|firstof)(?:the)?(?:این|this)?(next)?(ماه|سال|month|year)ی?(${AFTER})?`,
);
const DAYS = [...WEEKDAY_WORDS.keys()].sort((a, b) => b.length - a.length).join("|");
const WEEKDAY = whole(
  `(?:on)?(?:next|this|coming|این)?(${DAYS})ی?(?:هفتهی?(?:${AFTER})|(${AFTER})|اینهفته)?|(?:last)(${DAYS})|(${DAYS})ی?(?:${BEFORE})`,
);
const OF_NEXT_WEEK = whole(`(${DAYS})ی?هفتهی?(?:${AFTER})`);

/**
 * The day a person means. A four-digit year decides the calendar; `calendar` decides two-digit years, «ماه بعد»
 * and «آخر ماه». Throws DateError.
 */
export function parseDate(text: string, today: number, calendar: Calendar, order: Order = ""): number {
  const folded = foldedDate(text);
  const day = relative(folded.replaceAll(" ", ""), today, calendar) ?? absolute(folded, today, calendar, order);
  return isKnown(day) ? day : refuse("out_of_range");
}

export function foldedDate(text: string): string {
  if ([...text].length > 10 * MAX_LENGTH) refuse("too_long");
  const folded = fold(text);
  if ([...folded].length > MAX_LENGTH) refuse("too_long");
  return folded || refuse("empty");
}

export function refuse(code: Refusal): never {
  throw new DateError(code);
}

/** The day that a folded text without spaces counts from today, or undefined. */
export function relative(text: string, today: number, calendar: Calendar): number | undefined {
  const named = DAY_WORDS.get(text);
  if (named !== undefined) return today + named;
  let found = SIGNED.exec(text);
  if (found) return step(today, Number(`${found[1]}${found[2]}`), found[3] ?? "d", calendar);
  found = PERSIAN_STEP.exec(text);
  if (found) return step(today, count(found[1]) * (found[4] ? -1 : 1), found[2], calendar);
  found = ENGLISH_STEP.exec(text);
  if (found && [found[1], found[4], found[5]].filter(Boolean).length === 1) {
    return step(today, count(found[2]) * (found[5] ? -1 : 1), found[3], calendar);
  }
  found = ENGLISH_NEXT.exec(text);
  if (found) return step(today, found[1] ? 1 : -1, found[2], calendar);
  found = EDGE.exec(text);
  if (found) return edge(today, Boolean(found[1]), found[3], Boolean(found[2] ?? found[4]), calendar);
  return dayOfWeek(text, today);
}

function count(word: string | undefined): number {
  return word === undefined ? 1 : (NUMBER_WORDS.get(word) ?? Number(word));
}

function step(today: number, steps: number, word: string | undefined, calendar: Calendar): number {
  const unit = UNIT_WORDS[word ?? ""] ?? "d";
  if (unit === "d") return today + steps;
  if (unit === "w") return today + 7 * steps;
  return addMonths(today, unit === "m" ? steps : 12 * steps, calendar) ?? refuse("out_of_range");
}

/** The first or last day of this month or year, or of the one after. */
function edge(today: number, last: boolean, word: string | undefined, following: boolean, calendar: Calendar): number {
  const months = UNIT_WORDS[word ?? ""] === "m" ? 1 : 12;
  const { year, month } = split(today, calendar);
  const first = join(year, months === 1 ? month : 1, 1, calendar) ?? refuse("out_of_range");
  const ahead = (spans: number) => addMonths(first, spans * months, calendar) ?? refuse("out_of_range");
  const start = following ? ahead(1) : first;
  return last ? ahead(following ? 2 : 1) - 1 : start;
}

function dayOfWeek(text: string, today: number): number | undefined {
  let found = OF_NEXT_WEEK.exec(text);
  if (found) {
    const saturday = today - modulo(weekday(today) - SATURDAY, 7) + 7;
    return saturday + modulo(named(found[1]) - SATURDAY, 7);
  }
  found = WEEKDAY.exec(text);
  if (!found) return undefined;
  const earlier = found[3] ?? found[4];
  if (earlier) return today - (modulo(weekday(today) - named(earlier) - 1, 7) + 1);
  return today + modulo(named(found[1]) - weekday(today) - 1, 7) + 1;
}

function named(word: string | undefined): number {
  return WEEKDAY_WORDS.get(word ?? "") ?? refuse("unknown");
}

function absolute(folded: string, today: number, calendar: Calendar, order: Order): number {
  const ahead = WEEKDAY_BEFORE_MONTH.exec(folded) ?? WEEKDAY_AHEAD.exec(folded);
  const expected = ahead && WEEKDAY_WORDS.get((ahead[1] ?? "").replaceAll(" ", ""));
  if (ahead && expected !== null && expected !== undefined) {
    const day = absolute(ahead[2] ?? "", today, calendar, order);
    return weekday(day) === expected ? day : refuse("weekday_mismatch");
  }
  let found = COMPACT.exec(folded);
  if (found) return exact(Number(found[1]), Number(found[2]), Number(found[3]));
  found = NUMERIC.exec(folded);
  if (found) return numeric(found[1] ?? "", found[2] ?? "", found[3] ?? "", today, calendar, order);
  found = NO_YEAR.exec(folded);
  if (found && calendar === "gregorian" && (order === "day" || order === "month")) {
    return nearest(...turned(Number(found[1]), Number(found[2]), order), calendar, today);
  }
  found = YEAR_FIRST.exec(folded);
  if (found) return byName(found[3], found[2], found[1], today);
  found = DAY_FIRST.exec(folded) ?? GLUED.exec(folded);
  if (found) return byName(found[1], found[2], found[3], today);
  found = MONTH_FIRST.exec(folded);
  if (found) return byName(found[2], found[1], found[3], today);
  return refuse("unknown");
}

function numeric(
  first: string,
  middle: string,
  last: string,
  today: number,
  calendar: Calendar,
  order: Order,
): number {
  const [a, b, c] = [Number(first), Number(middle), Number(last)];
  if (first.length === 4 && last.length <= 2) return exact(a, b, c);
  if (last.length === 4 && first.length <= 2) return kind(c) === "jalali" ? exact(c, b, a) : either(c, a, b, order);
  if (first.length === 2 && last.length <= 2 && calendar === "jalali") {
    return exact(near(a, today, calendar), b, c, calendar);
  }
  if (last.length === 2 && first.length <= 2 && calendar === "gregorian") {
    return either(near(c, today, calendar), a, b, order);
  }
  return refuse("unknown");
}

/** A Gregorian day whose day and month are in either order; refused when both orders give different days. */
function either(year: number, a: number, b: number, order: Order): number {
  if (a <= 12 && b <= 12 && a !== b && order !== "day" && order !== "month") refuse("ambiguous");
  return exact(year, ...turned(a, b, order));
}

/** The month and the day of two numbers, one of which can only be the day, or in their order. */
function turned(a: number, b: number, order: Order): [number, number] {
  return b > 12 || (order === "month" && a <= 12) ? [a, b] : [b, a];
}

function nearest(month: number, day: number, calendar: Calendar, today: number): number {
  const thisYear = split(today, calendar).year;
  const distance = (at: number) => Math.abs(at - today);
  const found = [0, 1, -1]
    .map((shift) => join(thisYear + shift, month, day, calendar))
    .filter((at) => at !== undefined)
    .reduce<number | undefined>((best, at) => (best !== undefined && distance(best) <= distance(at) ? best : at), undefined);
  return found ?? exact(thisYear, month, day, calendar);
}

function byName(day: string | undefined, name: string | undefined, year: string | undefined, today: number): number {
  const known = MONTH_WORDS.get(name ?? "") ?? refuse("unknown");
  const [calendar, month] = known;
  if (year === undefined) return nearest(month, Number(day), calendar, today);
  const number = year.length === 2 ? near(Number(year), today, calendar) : Number(year);
  if (year.length === 4 && kind(number) !== calendar) refuse("no_such_day");
  return exact(number, month, Number(day), calendar);
}

function kind(year: number): Calendar {
  if (year >= MIN_YEAR && year <= MAX_YEAR) return "jalali";
  return year >= FIRST_YEAR && year <= LAST_YEAR ? "gregorian" : refuse("out_of_range");
}

function near(twoDigits: number, today: number, calendar: Calendar): number {
  const thisYear = split(today, calendar).year;
  return thisYear + modulo(twoDigits - thisYear + 50, 100) - 50;
}

function exact(year: number, month: number, day: number, calendar: Calendar = kind(year)): number {
  return join(year, month, day, calendar) ?? refuse("no_such_day");
}
