/** Reading a day with its time as people type them: twin of `moment_reading.py`; `tests/date_cases.json` holds both. */
import { refuse, foldedDate, parseDate, relative, type Order } from "./jalali_reading.ts";
import type { Calendar } from "./jalali_words.ts";

export interface Moment {
  day: number;
  /** Minutes after midnight; undefined where no time was named. */
  minutes: number | undefined;
  /** The text names a zone of its own, in which only the server reckons. */
  abroad: boolean;
}

const TIME =
  /^(?<day>.*?)(?:^|[ ,،]+|(?<=\d)t)(?:(?:ساعت|at) ?)?(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)? ?(?<half>am|pm|a\.m\.|p\.m\.|ق\.? ?ظ\.?|ب\.? ?ظ\.?|صبح|عصر)?(?<zone>z|[+-]\d{2}:?\d{2})?$/u;
const HOUR =
  /^(?<day>.*?)(?:^|[ ,،]+)(?:(?:ساعت|at) ?(?<hour>\d{1,2})|(?<clock>\d{1,2}) ?(?=[ap]m$)) ?(?<half>am|pm|صبح|عصر)?$/u;
const BARE = /^(?<day>\D+?)[ ,،]+(?<hour>\d{1,2})(?<half> ?(?:صبح|عصر))?$/u;
const AFTERNOON = ["pm", "بظ", "عصر"];

/** The moment a text means, in the zone of the page. Throws DateError. */
export function parseMoment(text: string, today: number, calendar: Calendar, order: Order = ""): Moment {
  const folded = foldedDate(text);
  const found = (TIME.exec(folded) ?? HOUR.exec(folded) ?? bare(folded, today, calendar))?.groups;
  if (!found) return { day: parseDate(folded, today, calendar, order), minutes: undefined, abroad: false };
  const words = (found["day"] ?? "").replace(/^[ ,،]+|[ ,،]+$/gu, "");
  const day = words ? parseDate(found["day"] ?? "", today, calendar, order) : today;
  return { day, minutes: minutes(found), abroad: found["zone"] !== undefined };
}

function bare(folded: string, today: number, calendar: Calendar): RegExpExecArray | null {
  const found = BARE.exec(folded);
  const word = found?.groups?.["day"] ?? "";
  return relative(word.replaceAll(" ", ""), today, calendar) === undefined ? null : found;
}

function minutes(found: Record<string, string | undefined>): number {
  let hour = Number(found["hour"] ?? found["clock"] ?? 0);
  const half = (found["half"] ?? "").replace(/[. ]/gu, "");
  if (half && hour >= 1 && hour <= 12) hour = (hour % 12) + (AFTERNOON.includes(half) ? 12 : 0);
  const [minute, second] = [Number(found["minute"] ?? 0), Number(found["second"] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) refuse("no_such_time");
  return hour * 60 + minute;
}
