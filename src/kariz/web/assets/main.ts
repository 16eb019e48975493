import { Application, type ControllerConstructor } from "@hotwired/stimulus";
import "htmx.org";
import "./main.css";
import "./logo.svg";
import { directFields } from "./directions.ts";
import { prepareHtmx } from "./requests.ts";

const modules = import.meta.glob<{ default: ControllerConstructor }>("../../*/assets/**/*_controller.ts", { eager: true });

const application = Application.start();
for (const [path, module] of Object.entries(modules)) {
  const name = path.split("/").pop() ?? "";
  application.register(name.replace("_controller.ts", "").replaceAll("_", "-"), module.default);
}
prepareHtmx();
directFields(document.body);

interface Passing {
  ready: Promise<void>;
  finished: Promise<void>;
}

// A page may pass into the next one while the window is hidden or another page is asked for: nothing is lost by that.
for (const name of ["pageswap", "pagereveal"]) {
  addEventListener(name, (event) => {
    const passing = (event as Event & { viewTransition?: Passing | null }).viewTransition;
    for (const end of [passing?.ready, passing?.finished]) end?.catch(() => undefined);
  });
}
addEventListener("unhandledrejection", (event) => {
  const reason: unknown = event.reason;
  if (reason instanceof DOMException && reason.message.startsWith("Transition was")) event.preventDefault();
});
