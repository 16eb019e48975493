import { expect, test } from "vitest";
import { group } from "./thousands_controller.ts";

test.each([
  ["1250000", "1,250,000"],
  ["۱۲۵۰۰۰۰", "۱٬۲۵۰٬۰۰۰"],
  ["1,2,5,0", "1,250"],
  ["-1234.5", "-1,234.5"],
  ["۱۲۳۴/۵", "۱۲۳۴/۵"],
  ["12 هزار", "12 هزار"],
  ["", ""],
])("%s is shown as %s", (typed, shown) => expect(group(typed)).toBe(shown));
