import { Application, type ControllerConstructor } from "@hotwired/stimulus";
import "htmx.org";
import "./main.css";
import "./logo.svg";
import { prepareHtmx } from "./requests.ts";

const modules = import.meta.glob<{ default: ControllerConstructor }>("../../*/assets/**/*_controller.ts", { eager: true });

const application = Application.start();
for (const [path, module] of Object.entries(modules)) {
  const name = path.split("/").pop() ?? "";
  application.register(name.replace("_controller.ts", "").replaceAll("_", "-"), module.default);
}
prepareHtmx();
