import { authenticate, defineMiddlewares } from "@medusajs/framework/http";
import { redirectHosts } from "../shop/redirectHosts";
import { serveShop } from "../shop/serveShop";
import { serveUpload } from "../shop/serveUpload";

export default defineMiddlewares({
  routes: [
    { matcher: "/*", middlewares: [redirectHosts] },
    // Exports hold customers' data: for the admin's users only.
    { matcher: "/uploads/private-*", methods: ["GET"], middlewares: [authenticate("user", ["session", "bearer"])] },
    { matcher: "/uploads/*", methods: ["GET"], middlewares: [serveUpload] },
    { matcher: "/*", methods: ["GET"], middlewares: [serveShop] },
  ],
});
