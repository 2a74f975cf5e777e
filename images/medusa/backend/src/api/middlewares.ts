import { authenticate, defineMiddlewares } from "@medusajs/framework/http";
import { serveShop } from "../shop/serveShop";
import { serveUpload } from "../shop/serveUpload";

export default defineMiddlewares({
  routes: [
    // Exports hold customers' data: for the admin's users only.
    { matcher: "/uploads/private-*", methods: ["GET"], middlewares: [authenticate("user", ["session", "bearer"])] },
    { matcher: "/uploads/*", methods: ["GET"], middlewares: [serveUpload] },
    { matcher: "/*", methods: ["GET"], middlewares: [serveShop] },
  ],
});
