const FIELDS = ":is(input:not([type=hidden]), select, textarea, [contenteditable=true]):not([disabled])";

/** Where the focus of a window that opens belongs, the best first: a space that is typed at once must not close it. */
const PLACES = [
  "[autofocus]",
  '.dialog-body [aria-invalid="true"]',
  `.dialog-body ${FIELDS}`,
  ".dialog-foot .btn-primary, .dialog-body .btn-primary",
  ".dialog-body :is(button, a[href]):not([disabled])",
  ".dialog-foot button:not([disabled])",
];

/** Shows the window under its own heading's name, with the focus on the first thing to do, not on the cross. */
export function openWindow(box: HTMLDialogElement): void {
  const heading = box.querySelector("h1, h2")?.textContent?.trim();
  if (heading) box.setAttribute("aria-label", heading);
  if (!box.open) box.showModal();
  focusInside(box);
}

/**
 * The first field of an open window, its main button where it has no field, else the window itself; what stands there
 * already is left. A hand on glass gets no field, whose keyboard would cover the window, but not the cross either.
 */
export function focusInside(box: HTMLDialogElement): void {
  const here = document.activeElement;
  if (here && box.contains(here) && !here.matches(".dialog-head *, dialog")) return;
  if (!matchMedia("(pointer: fine)").matches) {
    box.tabIndex = -1;
    return box.focus();
  }
  for (const place of PLACES) {
    const first = [...box.querySelectorAll<HTMLElement>(place)].find(waits);
    if (first) return first.focus();
  }
  box.tabIndex = -1;
  box.focus();
}

/** A list that has its answer is no place to type. */
function waits(element: HTMLElement): boolean {
  if (element instanceof HTMLSelectElement && element.value && !element.autofocus) return false;
  return element.checkVisibility?.() ?? true;
}
