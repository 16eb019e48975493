import { Controller } from "@hotwired/stimulus";
import { openWindow } from "./windows.ts";

/** So long after `g` a letter names a place. */
export const SEQUENCE_MS = 1200;

/**
 * Keys of the whole page, by their place on the keyboard, so that they work under a Persian layout too.
 * `?` this list · `/` search · `c` create · `j` the page's list · `g` + letter goes to a place · Ctrl/Cmd-Z undoes the last change.
 * The list says in `data-list` what is gone to in it. Commands and places carry their letters in the palette: `data-letter`, `data-go`.
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["sheet"];
  declare readonly sheetTarget: HTMLDialogElement;
  declare readonly hasSheetTarget: boolean;
  private goingSince = 0;

  override connect(): void {
    window.addEventListener("kariz:shortcuts", this.shown);
  }

  override disconnect(): void {
    window.removeEventListener("kariz:shortcuts", this.shown);
  }

  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || isTyping(event.target)) return;
    if (event.ctrlKey || event.metaKey) return this.withControl(event);
    if (event.altKey || document.querySelector("dialog[open]")) return;
    const letter = letterOf(event);
    const going = Date.now() - this.goingSince < SEQUENCE_MS;
    this.goingSince = 0;
    if (event.key === "?" || event.key === "؟") this.act(event, () => this.show());
    else if (event.key === "/") this.act(event, () => this.ask("kariz:search"));
    else if (going) this.follow(event, `[data-go="${letter}"]`);
    else if (letter === "g" && !event.shiftKey) this.goingSince = Date.now();
    else if (letter && !event.shiftKey) this.start(event, letter);
  }

  /** A page's own keys, in its `<template data-shortcuts-more>`, stand before those of every page. */
  show(): void {
    const more = document.querySelector<HTMLTemplateElement>("template[data-shortcuts-more]");
    if (more && this.hasSheetTarget) {
      this.sheetTarget.querySelector("dl")?.prepend(more.content.cloneNode(true));
      more.remove();
    }
    if (this.hasSheetTarget) openWindow(this.sheetTarget);
  }

  hide(): void {
    this.sheetTarget.close();
  }

  private readonly shown = (): void => this.show();

  private withControl(event: KeyboardEvent): void {
    if (letterOf(event) === "z" && !event.shiftKey) this.act(event, () => this.ask("kariz:undo-last"));
  }

  private start(event: KeyboardEvent, letter: string): void {
    const command = document.querySelector(`[role="option"][data-letter="${letter}"]`);
    if (command) this.follow(event, `[data-letter="${letter}"]`);
    else if (letter === "c") {
      const first = document.querySelector<HTMLElement>("[data-create]");
      if (first) this.act(event, () => first.click());
    } else if (letter === "j") this.begin(event);
  }

  /** To the page's table or first card. */
  begin(event: Event): void {
    const list = document.querySelector<HTMLElement>("[data-list]");
    const first = list?.querySelector<HTMLElement>(list.dataset["list"] ?? "");
    if (!first) return;
    event.preventDefault();
    first.focus();
    first.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private follow(event: KeyboardEvent, selector: string): void {
    const link = document.querySelector<HTMLElement>(`[role="option"]${selector}`);
    if (link && letterOf(event)) this.act(event, () => link.click());
  }

  private act(event: KeyboardEvent, what: () => void): void {
    event.preventDefault();
    what();
  }

  private ask(name: string): void {
    window.dispatchEvent(new CustomEvent(name));
  }
}

/** The Latin letter on the key, whatever the layout writes; empty for other keys. */
export function letterOf(event: KeyboardEvent): string {
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
