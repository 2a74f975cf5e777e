import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { CartPage } from "./cart/CartPage.tsx";
import { CategoryPage } from "./catalog/CategoryPage.tsx";
import { HomePage } from "./catalog/HomePage.tsx";
import { ProductPage } from "./catalog/ProductPage.tsx";
import { NotFoundPage } from "./feedback/NotFoundPage.tsx";
import { PageSkeleton } from "./feedback/PageSkeleton.tsx";
import { Layout } from "./shop/Layout.tsx";

// Most visits end before the checkout: its code comes when it is needed.
const CheckoutPage = lazy(() => import("./checkout/CheckoutPage.tsx").then((all) => ({ default: all.CheckoutPage })));
const OrderPage = lazy(() => import("./checkout/OrderPage.tsx").then((all) => ({ default: all.OrderPage })));

/** Every page of the shop. */
export function Shop() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Routes>
        <Route element={<Layout />}>
          <Route index element={<HomePage />} />
          <Route path="categories/:handle" element={<CategoryPage />} />
          <Route path="products/:handle" element={<ProductPage />} />
          <Route path="cart" element={<CartPage />} />
          <Route path="checkout" element={<CheckoutPage />} />
          <Route path="order/:id" element={<OrderPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
