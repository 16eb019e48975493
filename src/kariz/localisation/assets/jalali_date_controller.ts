import { Controller } from "@hotwired/stimulus";
import {
  addMonths,
  formatDate,
  fromIso,
  isKnown,
  modulo,
  localise,
  today,
  weekday,
  type Calendar,
  type DateForm,
  type Digits,
  type Language,
} from "./jalali.ts";
import { DateError, parseDate, type Order } from "./jalali_reading.ts";
import { parseMoment } from "./moment_reading.ts";
import { monthGrid, weekStart, type Look } from "./month_grid.ts";

const PANEL = "m-0 p-3 rounded-box border border-line bg-base-100 text-base-content shadow-float";
const QUIET = "btn btn-quiet btn-sm";
const GAP_PX = 4;

/**
 * A date typed as people say it, or picked from a month. The text goes to the server as typed; it reads the same.
 * Holds an `input` and the button `open`. Values: `calendar`, `digits`, `language`, `today` (ISO), `order`, `form`, `texts`
 * (open, panel, previous, next, today, clear) and `refusals` (code to sentence); `moment` where a time may follow the
 * day («فردا ساعت ۹»).
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["input", "open"];
  static override values = {
    calendar: String,
    digits: String,
    language: String,
    today: String,
    order: String,
    form: String,
    texts: Object,
    refusals: Object,
    moment: Boolean,
  };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly openTarget: HTMLButtonElement;
  declare readonly calendarValue: Calendar;
  declare readonly digitsValue: Digits;
  declare readonly languageValue: Language;
  declare readonly todayValue: string;
  declare readonly orderValue: Order;
  declare readonly formValue: DateForm;
  declare readonly textsValue: Record<string, string>;
  declare readonly refusalsValue: Record<string, string>;
  declare readonly momentValue: boolean;
  private panel!: HTMLDivElement;
  private heading!: HTMLElement;
  private grid!: HTMLElement;
  private twin!: HTMLElement;
  private understood!: HTMLElement;
  private focused = 0;
  /** The time that was typed, as it is shown: «، ۰۹:۰۰». */
  private time = "";

  override connect(): void {
    this.buildUnderstood();
    this.buildPanel();
    this.element.append(this.understood, this.panel);
    this.inputTarget.classList.add("pe-10");
    this.inputTarget.addEventListener("input", this.read);
    this.inputTarget.addEventListener("change", this.judge);
    this.inputTarget.addEventListener("keydown", this.typing);
    this.openTarget.setAttribute("aria-label", this.textsValue["open"] ?? "");
    this.openTarget.setAttribute("aria-haspopup", "dialog");
    this.openTarget.setAttribute("aria-expanded", "false");
    this.openTarget.popoverTargetElement = this.panel;
    this.openTarget.hidden = false;
    this.read();
  }

  override disconnect(): void {
    this.inputTarget.removeEventListener("input", this.read);
    this.inputTarget.removeEventListener("change", this.judge);
    this.inputTarget.removeEventListener("keydown", this.typing);
    removeEventListener("scroll", this.place, true);
    this.understood.remove();
    this.panel.remove();
  }

  private get look(): Look {
    return { calendar: this.calendarValue, digits: this.digitsValue, language: this.languageValue };
  }

  private get today(): number {
    return fromIso(this.todayValue) ?? today();
  }

  /** The day the text means now, or why it means none. */
  private get meant(): number | DateError {
    this.time = "";
    try {
      if (this.momentValue) return this.moment();
      return parseDate(this.inputTarget.value, this.today, this.calendarValue, this.orderValue);
    } catch (error) {
      if (error instanceof DateError) return error;
      throw error;
    }
  }

  private moment(): number {
    const { day, minutes, abroad } = parseMoment(this.inputTarget.value, this.today, this.calendarValue, this.orderValue);
    if (minutes !== undefined) {
      const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
      const comma = this.languageValue === "fa" ? "،" : ",";
      this.time = abroad ? "" : `${comma} ${localise(clock, this.digitsValue)}`;
    }
    return day;
  }

  private readonly read = (): void => {
    const day = this.meant;
    this.tell(typeof day === "number" ? this.show(day, "full") + this.time : "", false);
  };

  /** Half a text is no fault; what stays in the field when the person leaves it is. */
  private readonly judge = (): void => {
    const day = this.meant;
    if (typeof day === "number" || day.code === "empty") this.inputTarget.removeAttribute("aria-invalid");
    else {
      this.inputTarget.setAttribute("aria-invalid", "true");
      this.tell(this.refusalsValue[day.code] ?? "", true);
    }
  };

  private tell(words: string, wrong: boolean): void {
    this.understood.textContent = words;
    this.understood.className = wrong ? "field-error mt-1" : "field-help mt-1";
    this.understood.hidden = words === "";
  }

  private show(day: number, style: "full" | "long" | "month", calendar = this.calendarValue): string {
    return formatDate(day, calendar, this.digitsValue, this.languageValue, style, this.formValue);
  }

  private readonly typing = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || this.inputTarget.disabled || this.inputTarget.readOnly) return;
    event.preventDefault();
    this.panel.showPopover();
  };

  private readonly toggled = (event: Event): void => {
    const open = (event as ToggleEvent).newState === "open";
    this.openTarget.setAttribute("aria-expanded", String(open));
    if (!open) return removeEventListener("scroll", this.place, true);
    const day = this.meant;
    this.focus(typeof day === "number" ? day : this.today);
    this.place();
    addEventListener("scroll", this.place, { capture: true, passive: true });
  };

  /** Under the field, or above it where there is no room below; fixed, so no box around the field cuts it. */
  private readonly place = (): void => {
    const field = this.inputTarget.getBoundingClientRect();
    const { style } = this.panel;
    style.inset = "auto";
    style.insetInlineStart = style.insetBlockStart = "0";
    const { left, width, height } = this.panel.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const wanted = this.isRtl ? field.right - width : field.left;
    const inside = Math.max(GAP_PX, Math.min(wanted, clientWidth - width - GAP_PX));
    const below = field.bottom + GAP_PX;
    const above = field.top - GAP_PX - height;
    style.insetInlineStart = `${this.isRtl ? left - inside : inside - left}px`;
    style.insetBlockStart = `${below + height > clientHeight && above >= 0 ? above : below}px`;
  };

  private get isRtl(): boolean {
    return getComputedStyle(this.element).direction === "rtl";
  }

  private draw(): void {
    const day = this.meant;
    const table = monthGrid(this.focused, typeof day === "number" ? day : undefined, this.today, this.look);
    table.setAttribute("aria-labelledby", this.heading.id);
    this.grid.replaceChildren(table);
    const month = this.show(this.focused, "month");
    if (this.heading.textContent !== month) this.heading.textContent = month;
    this.twin.textContent = this.show(this.focused, "long", this.calendarValue === "jalali" ? "gregorian" : "jalali");
  }

  private focus(day: number | undefined): void {
    if (day === undefined || !isKnown(day)) return;
    this.focused = day;
    this.draw();
    this.grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  /** Turns the month by its buttons and leaves the focus on them. */
  private turn(months: number): void {
    const day = addMonths(this.focused, months, this.calendarValue);
    if (day === undefined || !isKnown(day)) return;
    this.focused = day;
    this.draw();
  }

  private take(day: number | undefined): void {
    const { inputTarget: input } = this;
    void this.meant;
    const [calendar, digits, language] = [this.calendarValue, this.digitsValue, this.languageValue];
    const picked = day === undefined ? "" : formatDate(day, calendar, digits, language, "short", this.formValue);
    input.value = picked && picked + this.time;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  private close(): void {
    this.panel.hidePopover();
    this.inputTarget.focus();
  }

  private readonly picked = (event: Event): void => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-day]");
    if (cell) this.take(Number(cell.dataset["day"]));
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key === "Tab") return this.keepFocus(event);
    const inGrid = this.grid.contains(document.activeElement);
    if (event.key === "Escape") this.close();
    else if (inGrid && (event.key === "Enter" || event.key === " ")) this.take(this.focused);
    else if (inGrid && this.reach(event) !== null) this.focus(this.reach(event) ?? undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The day a key leads to, undefined where it is out of reach, null where the key leads nowhere. */
  private reach({ key, shiftKey }: KeyboardEvent): number | undefined | null {
    const day = this.focused;
    const ahead = this.isRtl ? "ArrowLeft" : "ArrowRight";
    const place = modulo(weekday(day) - weekStart(this.look), 7);
    const months = shiftKey ? 12 : 1;
    if (key === "ArrowLeft" || key === "ArrowRight") return day + (key === ahead ? 1 : -1);
    if (key === "ArrowUp") return day - 7;
    if (key === "ArrowDown") return day + 7;
    if (key === "Home") return day - place;
    if (key === "End") return day - place + 6;
    if (key === "PageUp") return addMonths(day, -months, this.calendarValue);
    if (key === "PageDown") return addMonths(day, months, this.calendarValue);
    return null;
  }

  private keepFocus(event: KeyboardEvent): void {
    const stops = [...this.panel.querySelectorAll<HTMLElement>('button, [tabindex="0"]')];
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to?.focus();
  }

  private buildUnderstood(): void {
    this.understood = document.createElement("p");
    this.understood.id = `${this.inputTarget.id}_understood`;
    this.understood.setAttribute("aria-live", "polite");
    const described = (this.inputTarget.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (!described.includes(this.understood.id)) described.push(this.understood.id);
    this.inputTarget.setAttribute("aria-describedby", described.join(" "));
  }

  private buildPanel(): void {
    const panel = (this.panel = document.createElement("div"));
    panel.popover = "auto";
    panel.className = PANEL;
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", this.textsValue["panel"] ?? "");
    this.heading = document.createElement("h2");
    this.heading.id = `${this.inputTarget.id}_month`;
    this.heading.className = "text-sm";
    this.heading.setAttribute("aria-live", "polite");
    this.grid = document.createElement("div");
    this.grid.addEventListener("click", this.picked);
    this.twin = document.createElement("bdi");
    this.twin.className = "grow text-center text-xs text-muted";
    const head = line(this.step("previous", -1), this.heading, this.step("next", 1));
    const foot = line(this.button("today", () => this.take(this.today)), this.twin);
    if (!this.inputTarget.required) foot.append(this.button("clear", () => this.take(undefined)));
    panel.append(head, this.grid, foot);
    panel.addEventListener("keydown", this.key);
    panel.addEventListener("toggle", this.toggled);
  }

  private step(text: "previous" | "next", months: number): HTMLButtonElement {
    const found = this.button(text, () => this.turn(months));
    const icon = this.openTarget.querySelector("svg")?.cloneNode(true) as SVGElement | undefined;
    if (!icon) return found;
    const use = icon.querySelector("use");
    use?.setAttribute("href", `${use.getAttribute("href")?.split("#")[0]}#chevron-${months < 0 ? "left" : "right"}`);
    icon.classList.add("icon-flip");
    found.setAttribute("aria-label", found.textContent ?? "");
    found.classList.add("btn-square");
    found.replaceChildren(icon);
    return found;
  }

  private button(text: string, act: () => void): HTMLButtonElement {
    const found = document.createElement("button");
    found.type = "button";
    found.className = QUIET;
    found.textContent = this.textsValue[text] ?? "";
    found.addEventListener("click", act);
    return found;
  }
}

function line(...parts: HTMLElement[]): HTMLElement {
  const found = document.createElement("div");
  found.className = "flex items-center justify-between gap-2";
  found.append(...parts);
  return found;
}
