import { createQueryClient } from "./api/queryClient.ts";
import { askAhead } from "./app/askAhead.ts";
import { applyDevelopmentUser } from "./identity/developmentUser.ts";
import "./styles.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root to draw in");

applyDevelopmentUser();
const client = createQueryClient();
// The API answers while the code that draws its answers is still being read.
askAhead(client, window.location);
void import("./app/draw.tsx").then(({ draw }) => draw(root, client));
