/** What every request of the page shares: the CSRF token, and words for what went wrong. */

export interface Toast {
  message: string;
  undo_url?: string;
  level?: "error";
  link?: { url: string; text: string };
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export function showToast(toast: Toast): void {
  document.body.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: toast }));
}

/** The body's own words, so that scripts hold no language. */
export function text(name: string): string {
  return document.body.dataset[`text${name}`] ?? "";
}

export function goToSignIn(): void {
  const url = new URL(document.body.dataset["signInUrl"] || "/", location.href);
  url.searchParams.set("next", location.pathname + location.search);
  location.assign(url);
}

/** Tells the user what a refused answer means; answers whether something was said. */
export function explain(status: number): void {
  if (status === 401) return goToSignIn();
  const names: Record<number, string> = { 403: "Forbidden", 404: "Gone", 410: "Gone", 413: "Large", 429: "Slow" };
  showToast({ message: text(names[status] ?? "Server"), level: "error" });
}

export async function post(url: string, body?: BodyInit): Promise<Response | null> {
  try {
    return await fetch(url, {
      method: "POST",
      body: body ?? null,
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
      credentials: "same-origin",
    });
  } catch {
    showToast({ message: text("Network"), level: "error" });
    return null;
  }
}

export function prepareHtmx(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { headers, verb } = (event as CustomEvent).detail;
    if (verb !== "get") headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    // An answer that brings its own toast has said it already.
    if (!xhr.getResponseHeader("HX-Trigger")?.includes('"toast"')) explain(xhr.status);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => showToast({ message: text("Network"), level: "error" }));
  }
}
