/** The days of one month as an ARIA grid: weeks are rows, one day can hold the focus. */
import { WEEKDAYS } from "./jalali_words.ts";
import {
  formatDate,
  isKnown,
  join,
  localise,
  modulo,
  monthLength,
  split,
  weekday,
  type Calendar,
  type Digits,
  type Language,
} from "./jalali.ts";

export interface Look {
  calendar: Calendar;
  digits: Digits;
  language: Language;
}

const SATURDAY = 5;
const MONDAY = 0;
const DAY =
  "size-10 rounded-field text-center text-sm cursor-pointer hover:bg-base-300 " +
  "aria-[current=date]:font-bold aria-[current=date]:text-brand aria-[current=date]:underline underline-offset-4 " +
  "aria-selected:bg-primary aria-selected:text-primary-content aria-selected:hover:bg-primary";

/** The first day of the week, Monday being 0. */
export function weekStart({ calendar, language }: Look): number {
  return calendar === "jalali" || language === "fa" ? SATURDAY : MONDAY;
}

/** The table of the month that `focused` lies in. Each day's cell has its number in `data-day`. */
export function monthGrid(focused: number, selected: number | undefined, today: number, look: Look): HTMLTableElement {
  const table = document.createElement("table");
  table.setAttribute("role", "grid");
  table.append(head(look));
  const { year, month } = split(focused, look.calendar);
  const first = join(year, month, 1, look.calendar) ?? focused;
  const last = first + (monthLength(year, month, look.calendar) ?? 1) - 1;
  const body = table.createTBody();
  for (let week = first - modulo(weekday(first) - weekStart(look), 7); week <= last; week += 7) {
    const row = body.insertRow();
    for (let day = week; day < week + 7; day += 1) {
      const cell = row.insertCell();
      if (day >= first && day <= last && isKnown(day)) fill(cell, day, day === focused, look);
      if (day === selected && cell.dataset["day"]) cell.setAttribute("aria-selected", "true");
      if (day === today && cell.dataset["day"]) cell.setAttribute("aria-current", "date");
    }
  }
  return table;
}

function head(look: Look): HTMLTableSectionElement {
  const section = document.createElement("thead");
  const row = section.insertRow();
  for (let place = 0; place < 7; place += 1) {
    const name = WEEKDAYS[look.language][(weekStart(look) + place) % 7] ?? "";
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.className = "h-8 text-xs font-medium text-muted";
    cell.abbr = name;
    cell.title = name;
    cell.textContent = look.language === "fa" ? name.slice(0, 1) : name.slice(0, 2);
    row.append(cell);
  }
  return section;
}

function fill(cell: HTMLTableCellElement, day: number, focused: boolean, look: Look): void {
  cell.className = DAY;
  cell.setAttribute("role", "gridcell");
  cell.setAttribute("aria-selected", "false");
  cell.setAttribute("aria-label", formatDate(day, look.calendar, look.digits, look.language, "full"));
  cell.dataset["day"] = String(day);
  cell.tabIndex = focused ? 0 : -1;
  cell.textContent = localise(String(split(day, look.calendar).day), look.digits);
}
