import { Application, type ControllerConstructor } from "@hotwired/stimulus";

let running: Application | null = null;

/** Puts the page's content in place and starts the controllers that a test needs. */
export async function start(html: string, controllers: Record<string, ControllerConstructor>): Promise<Application> {
  document.body.innerHTML = "";
  await settled();
  running?.stop();
  document.body.innerHTML = html;
  const application = (running = Application.start());
  for (const [name, controller] of Object.entries(controllers)) application.register(name, controller);
  await settled();
  return application;
}

export async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

export function element<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`nothing fits ${selector}`);
  return found;
}

export function press(target: EventTarget, key: string, options: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}
