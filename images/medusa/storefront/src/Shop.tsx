import { lazy } from "react";
import { Route, Routes } from "react-router";
import { CartPage } from "./cart/CartPage.tsx";
import { CategoryPage } from "./catalog/CategoryPage.tsx";
import { HomePage } from "./catalog/HomePage.tsx";
import { ProductPage } from "./catalog/ProductPage.tsx";
import { NotFoundPage } from "./feedback/NotFoundPage.tsx";
import { Layout } from "./shop/Layout.tsx";

// Most visits are for looking: the code of all else comes when it is needed.
const SearchPage = lazy(() => import("./search/SearchPage.tsx").then((all) => ({ default: all.SearchPage })));
const CheckoutPage = lazy(() => import("./checkout/CheckoutPage.tsx").then((all) => ({ default: all.CheckoutPage })));
const OrderPage = lazy(() => import("./orders/OrderPage.tsx").then((all) => ({ default: all.OrderPage })));
const FindOrderPage = lazy(() => import("./orders/FindOrderPage.tsx").then((all) => ({ default: all.FindOrderPage })));
const AccountPage = lazy(() => import("./account/AccountPage.tsx").then((all) => ({ default: all.AccountPage })));
const SignInPage = lazy(() => import("./account/SignInPage.tsx").then((all) => ({ default: all.SignInPage })));
const RegisterPage = lazy(() => import("./account/RegisterPage.tsx").then((all) => ({ default: all.RegisterPage })));

/** Every page of the shop. The server names them too: `fixedPages.ts` of the backend. */
export function Shop() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<HomePage />} />
        <Route path="categories/:handle" element={<CategoryPage />} />
        <Route path="products/:handle" element={<ProductPage />} />
        <Route path="search" element={<SearchPage />} />
        <Route path="cart" element={<CartPage />} />
        <Route path="checkout" element={<CheckoutPage />} />
        <Route path="order/:id" element={<OrderPage />} />
        <Route path="find-order" element={<FindOrderPage />} />
        <Route path="account" element={<AccountPage />} />
        <Route path="account/sign-in" element={<SignInPage />} />
        <Route path="account/register" element={<RegisterPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
