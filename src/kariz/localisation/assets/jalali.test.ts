import { describe, expect, it } from "vitest";
import cases from "../tests/date_cases.json";
import nowruz from "../tests/nowruz.json";
import {
  FIRST_DAY, LAST_DAY, addMonths, formatDate, fromIso, join, monthLength, split, toIso, weekday, type Calendar,
} from "./jalali.ts";
import { DateError, parseDate, type Order } from "./jalali_reading.ts";
import { parseMoment } from "./moment_reading.ts";

const today = fromIso(cases.today) ?? Number.NaN;

describe("the calendar", () => {
  it("begins every year on the day the server says", () => {
    for (const [year, iso] of Object.entries(nowruz)) {
      expect(toIso(join(Number(year), 1, 1, "jalali") ?? Number.NaN), year).toBe(iso);
    }
  });

  it("says what Intl says, and comes back, for every day of the known years", () => {
    const intl = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
      year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC",
    });
    for (let day = FIRST_DAY; day <= LAST_DAY; day += 1) {
      const { year, month, day: number } = split(day, "jalali");
      if (join(year, month, number, "jalali") !== day) expect.fail(`${toIso(day)} does not come back`);
      if (day % 13 === 0 && !intl.format(day * 86_400_000).startsWith(`${month}/${number}/${year}`)) {
        expect.fail(`${toIso(day)} is ${intl.format(day * 86_400_000)}, not ${year}/${month}/${number}`);
      }
    }
  });

  it("knows leap years, missing days and the ends of its years", () => {
    expect(monthLength(1403, 12, "jalali")).toBe(30);
    expect(monthLength(1404, 12, "jalali")).toBe(29);
    expect(monthLength(2028, 2, "gregorian")).toBe(29);
    expect(join(1404, 12, 30, "jalali")).toBeUndefined();
    expect(join(1499, 1, 1, "jalali")).toBeUndefined();
    expect(weekday(today)).toBe(0);
    expect(addMonths(LAST_DAY, 1, "jalali")).toBeUndefined();
    expect(toIso(addMonths(fromIso("2026-09-22") ?? 0, 1, "jalali") ?? 0)).toBe("2026-10-22");
  });
});

describe("reading", () => {
  it.each(cases.read as [string, Calendar, string][])("understands «%s» (%s)", (text, calendar, iso) => {
    expect(toIso(parseDate(text, today, calendar))).toBe(iso);
  });

  it.each(cases.refuse as [string, Calendar, string][])("refuses «%s» (%s): %s", (text, calendar, code) => {
    expect(() => parseDate(text, today, calendar)).toThrow(new DateError(code as DateError["code"]));
  });

  it.each(cases.ordered as [string, Order, string][])("begins «%s» with the %s", (text, order, iso) => {
    expect(toIso(parseDate(text, today, "gregorian", order))).toBe(iso);
  });

  it("refuses very long texts at once", () => {
    for (const text of ["1".repeat(1000), "شنبه ".repeat(100), "1405/".repeat(1000), "آ\u200c".repeat(5000)]) {
      expect(() => parseDate(text, today, "jalali")).toThrow(new DateError("too_long"));
    }
  });

  it("reads back every style it shows", () => {
    for (let day = FIRST_DAY; day <= LAST_DAY; day += 1009) {
      for (const calendar of ["jalali", "gregorian"] as const) {
        for (const language of ["fa", "en"] as const) {
          for (const style of ["short", "long", "full"] as const) {
            expect(parseDate(formatDate(day, calendar, "persian", language, style), today, calendar)).toBe(day);
          }
        }
      }
    }
  });
});

describe("showing", () => {
  it("has the server's styles", () => {
    const shown = (["short", "long", "day", "full", "month"] as const).map((style) => formatDate(today, "jalali", "persian", "fa", style));
    expect(shown).toEqual(["۱۴۰۵/۰۹/۰۲", "۲ آذر ۱۴۰۵", "دوشنبه ۲ آذر", "دوشنبه ۲ آذر ۱۴۰۵", "آذر ۱۴۰۵"]);
    expect(formatDate(today, "gregorian", "latin", "en", "long")).toBe("23 November 2026");
    expect(formatDate(today, "gregorian", "latin", "en")).toBe("2026-11-23");
    expect(formatDate(today, "gregorian", "latin", "en", "short", "month")).toBe("11/23/2026");
    expect(formatDate(today, "gregorian", "latin", "en", "short", "day")).toBe("23/11/2026");
    expect(formatDate(today, "gregorian", "latin", "en", "full", "month")).toBe("Monday, November 23, 2026");
    expect(formatDate(today, "jalali", "latin", "en", "short", "month")).toBe("1405/09/02");
  });
});

describe("a day with its time", () => {
  const told = (text: string, calendar: Calendar) => {
    const { day, minutes } = parseMoment(text, today, calendar);
    const clock = minutes === undefined ? "" : `T${new Date(minutes * 60_000).toISOString().slice(11, 16)}`;
    return toIso(day) + clock;
  };

  it.each([...cases.moments, ...cases.days_alone] as [string, Calendar, string][])("understands «%s» (%s)", (text, calendar, iso) => {
    expect(told(text, calendar)).toBe(iso);
  });

  it.each(cases.refuse_moments as [string, Calendar, string][])("refuses «%s» (%s): %s", (text, calendar, code) => {
    expect(() => parseMoment(text, today, calendar)).toThrow(new DateError(code as DateError["code"]));
  });

  it("leaves a zone of its own to the server", () => {
    expect(parseMoment("2026-11-23T11:00:00Z", today, "gregorian").abroad).toBe(true);
  });
});
