/** A day as people type it (1405/01/31, also with Persian digits) and as it is kept (2026-04-20). */

const numbers = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

type Day = [year: number, month: number, day: number];

function jalali(at: Date): Day {
  const part = (type: string) => Number(numbers.formatToParts(at).find((p) => p.type === type)?.value);
  return [part("year"), part("month"), part("day")];
}

/** The typed Jalali day in ISO form; undefined where it is no day. The browser's own calendar decides. */
export function jalaliToIso(typed: string): string | undefined {
  const latin = typed.trim().replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x06f0));
  const found = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(latin);
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number) as Day;
  // New Year falls on 19 to 22 March and the first six months have 31 days: the day is within three of this guess.
  const passed = (month - 1) * 31 - Math.max(0, month - 7) + day - 1;
  for (let shift = -3; shift <= 3; shift++) {
    const at = new Date(Date.UTC(year + 621, 2, 21 + passed + shift));
    const [y, m, d] = jalali(at);
    if (y === year && m === month && d === day) return at.toISOString().slice(0, 10);
  }
  return undefined;
}

export function isoToJalali(iso: string, digits: string): string {
  const at = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return "";
  const [year, month, day] = jalali(at);
  const text = `${year}/${String(month).padStart(2, "0")}/${String(day).padStart(2, "0")}`;
  return digits === "persian" ? text.replace(/\d/g, (d) => String.fromCharCode(0x06f0 + Number(d))) : text;
}
