import "./notes.css";
import { Controller } from "@hotwired/stimulus";
import htmx from "htmx.org";
import { csrfToken, goToSignIn } from "../../web/assets/requests.ts";

const LIMIT_AT_ONCE = 2;

/**
 * Files of a record: chosen, dropped anywhere on the page, or a picture pasted. Each is sent on its own with its
 * progress and can be stopped; one that is too large is told before a byte of it goes.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["input", "sending", "place"];
  static override values = { url: String, largest: Number, room: Number, large: String, full: String, failed: String, cancel: String, pasted: String };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly sendingTarget: HTMLElement;
  declare readonly placeTarget: HTMLElement;
  declare readonly hasPlaceTarget: boolean;
  declare readonly urlValue: string;
  declare readonly largestValue: number;
  declare roomValue: number;
  declare readonly largeValue: string;
  declare readonly fullValue: string;
  declare readonly failedValue: string;
  declare readonly cancelValue: string;
  declare readonly pastedValue: string;
  private waiting: (() => void)[] = [];
  private running = 0;

  override connect(): void {
    if (!this.hasPlaceTarget) return;
    window.addEventListener("dragover", this.over);
    window.addEventListener("dragleave", this.out);
    window.addEventListener("drop", this.drop);
    window.addEventListener("paste", this.paste);
  }

  override disconnect(): void {
    window.removeEventListener("dragover", this.over);
    window.removeEventListener("dragleave", this.out);
    window.removeEventListener("drop", this.drop);
    window.removeEventListener("paste", this.paste);
  }

  chosen(): void {
    this.send([...(this.inputTarget.files ?? [])]);
    this.inputTarget.value = "";
  }

  private readonly over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.placeTarget.dataset["over"] = "true";
  };

  private readonly out = (event: DragEvent): void => {
    if (!event.relatedTarget) delete this.placeTarget.dataset["over"];
  };

  private readonly drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    delete this.placeTarget.dataset["over"];
    if (!files.length) return;
    event.preventDefault();
    this.send(files);
    this.element.scrollIntoView({ block: "nearest" });
  };

  /** A picture of the screen has no name of its own; text that comes with it belongs to the field. */
  private readonly paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    this.send(files.map((file) => (/^image\.\w+$/.test(file.name) ? this.named(file) : file)));
  };

  private named(file: File): File {
    const now = new Date().toISOString().slice(0, 16).replace("T", " ").replace(":", "-");
    return new File([file], `${this.pastedValue} ${now}.${file.name.split(".").pop() ?? "png"}`, { type: file.type });
  }

  private send(files: File[]): void {
    for (const file of files) {
      const row = this.row(file.name);
      if (file.size > this.largestValue) this.refuse(row, this.largeValue);
      else if (file.size > this.roomValue) this.refuse(row, this.fullValue);
      else {
        this.roomValue -= file.size;
        this.waiting.push(() => this.start(file, row));
      }
    }
    this.next();
  }

  private next(): void {
    while (this.running < LIMIT_AT_ONCE && this.waiting.length) {
      this.running += 1;
      this.waiting.shift()?.();
    }
    if (!this.running && !this.waiting.length) this.redraw();
  }

  /** The list is drawn anew once; what went wrong stays to be read (`hx-preserve`). */
  private redraw(): void {
    const done = this.sendingTarget.querySelectorAll("[data-done]");
    if (!done.length) return;
    done.forEach((row) => row.remove());
    for (const name of ["files:changed", "record:changed"]) htmx.trigger(document.body, name, {});
  }

  private start(file: File, row: HTMLElement): void {
    const request = new XMLHttpRequest();
    const bar = row.querySelector("progress");
    const body = new FormData();
    body.append("file", file, file.name);
    request.open("POST", this.urlValue);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    };
    request.onload = () => {
      if (request.status === 401) goToSignIn();
      if (request.status === 201) row.dataset["done"] = "true";
      else this.refuse(row, reason(request) || this.failedValue);
    };
    request.onerror = () => this.refuse(row, this.failedValue);
    request.onabort = () => row.remove();
    request.onloadend = () => {
      this.running -= 1;
      this.next();
    };
    row.querySelector("button")?.addEventListener("click", () => request.abort(), { once: true });
    request.send(body);
  }

  private refuse(row: HTMLElement, why: string): void {
    const told = document.createElement("span");
    told.className = "field-error";
    told.textContent = why;
    row.querySelector("progress")?.replaceWith(told);
    row.querySelector("button")?.addEventListener("click", () => row.remove(), { once: true });
  }

  private row(name: string): HTMLElement {
    const row = document.createElement("li");
    const title = document.createElement("bdi");
    const bar = document.createElement("progress");
    const stop = document.createElement("button");
    row.className = "file-row";
    title.className = "min-w-0 flex-1 truncate";
    title.textContent = name;
    bar.className = "file-progress";
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    stop.type = "button";
    stop.className = "btn btn-quiet btn-xs";
    stop.textContent = this.cancelValue;
    stop.setAttribute("aria-label", `${this.cancelValue}: ${name}`);
    row.append(title, bar, stop);
    this.sendingTarget.append(row);
    return row;
  }
}

function reason(request: XMLHttpRequest): string {
  try {
    return String((JSON.parse(request.responseText) as { error?: string }).error ?? "");
  } catch {
    return "";
  }
}
