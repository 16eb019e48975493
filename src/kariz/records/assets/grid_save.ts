import { csrfToken, explain, goToSignIn, showToast, text, type Toast } from "../../web/assets/requests.ts";
import type { Row } from "./grid_rows.ts";

export interface Conflict {
  message: string;
  now: string;
  html: string;
  row: string;
}

export type Answer =
  | { kind: "saved"; row: string; toast: Toast }
  | { kind: "wrong"; errors: string[] }
  | { kind: "conflict"; conflict: Conflict }
  | { kind: "failed" };

/** Sends cells one after the other, so that each names the version that the one before has made. */
export class GridSave {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly plural: string) {}

  cell(row: Row, column: string, value: string, columns: string, own: string | undefined): Promise<Answer> {
    const sent = this.queue.then(() => {
      const body = new URLSearchParams({ value, columns, version: own ?? row.dataset["version"] ?? "" });
      return this.send(`/tables/${this.plural}/${row.dataset["id"]}/${column}/`, body);
    });
    this.queue = sent.catch(() => undefined);
    return sent;
  }

  /** The rows of these records anew, as markup. */
  async rows(ids: readonly string[], columns: string): Promise<Row[]> {
    const asked = new URLSearchParams({ ids: ids.join(","), columns });
    const answer = await fetch(`/tables/${this.plural}/rows/?${asked}`, { headers: { "HX-Request": "true" } });
    return answer.ok ? parsed(await answer.text()) : [];
  }

  /** What cells of the column can be chosen from; with `record` only what that one can have. */
  async options(column: string, record = ""): Promise<[string, string][]> {
    const asked = record ? `?${new URLSearchParams({ record })}` : "";
    const answer = await fetch(`/tables/${this.plural}/options/${column}/${asked}`, { headers: { "HX-Request": "true" } });
    return answer.ok ? ((await answer.json()) as { options: [string, string][] }).options : [];
  }

  async layout(columns: string): Promise<void> {
    const body = new URLSearchParams({ columns });
    await fetch(`/tables/${this.plural}/layout/`, { method: "POST", body, headers: this.headers });
  }

  private async send(url: string, body: URLSearchParams): Promise<Answer> {
    let answer: Response;
    try {
      answer = await fetch(url, { method: "POST", body, headers: this.headers });
    } catch {
      showToast({ message: text("Network"), level: "error" });
      return { kind: "failed" };
    }
    if (answer.status === 401) goToSignIn();
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return { kind: "saved", row: said.row, toast: said.toast };
    if (said.conflict) return { kind: "conflict", conflict: said.conflict };
    if (said.errors) return { kind: "wrong", errors: said.errors };
    explain(answer.status);
    return { kind: "failed" };
  }

  private get headers(): Record<string, string> {
    return { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
  }
}

/** Table rows out of markup; a template keeps them from being dropped. */
export function parsed(markup: string): Row[] {
  const template = document.createElement("template");
  template.innerHTML = `<table><tbody>${markup}</tbody></table>`;
  return [...template.content.querySelectorAll("tr")];
}
