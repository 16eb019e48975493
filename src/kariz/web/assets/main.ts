import "./main.css";

import { Application, type ControllerConstructor } from "@hotwired/stimulus";
import "htmx.org";

// Every area brings its controllers: pipeline/assets/deal_card_controller.ts is "deal-card".
const controllers = import.meta.glob<ControllerConstructor>("../../*/assets/**/*_controller.ts", {
  eager: true,
  import: "default",
});

const application = Application.start();
for (const [path, controller] of Object.entries(controllers)) {
  const file = path.slice(path.lastIndexOf("/") + 1).replace("_controller.ts", "");
  application.register(file.replaceAll("_", "-"), controller);
}
