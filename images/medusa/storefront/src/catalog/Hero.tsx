import type { HttpTypes } from "@medusajs/types";
import { Link } from "react-router";
import { useShop } from "../shop/useShop.ts";
import { ProductImage } from "./ProductImage.tsx";

const tilt = ["rotate-[-5deg] translate-y-3", "z-10 scale-115", "rotate-[5deg] translate-y-3"];

/** The shop's first impression: what it stands for, and three of its products. */
export function Hero({ products }: { products: readonly HttpTypes.StoreProduct[] }) {
  const { storeName, tagline } = useShop().config;
  const pictured = products.filter(({ thumbnail }) => thumbnail).slice(0, 3);
  return (
    <section className="shop-width pt-4 sm:pt-6">
      <div className="grid items-center gap-10 overflow-hidden rounded-3xl bg-sand px-6 py-12 sm:px-12 lg:grid-cols-[1.05fr_1fr] lg:gap-4 lg:py-24">
        <div className="animate-enter">
          <p className="font-medium text-accent-text">{storeName}</p>
          <h1 className="mt-3 text-balance font-display text-[clamp(2.75rem,7vw,5.25rem)] leading-[1.02] tracking-tight">
            {tagline ?? "Good things, well made."}
          </h1>
          <a href="#products" className="button-primary mt-8">
            Shop now
          </a>
        </div>
        <ul className="grid min-h-32 grid-cols-3 items-center gap-2 px-2 pb-4 lg:min-h-72 lg:gap-3 lg:pb-0">
          {pictured.map((product, index) => (
            <li key={product.id} className={`animate-enter ${tilt[index] ?? ""}`}>
              <Link
                to={`/products/${product.handle}`}
                aria-label={product.title}
                className="block overflow-hidden rounded-2xl shadow-[0_18px_40px_-18px_rgb(28_25_23/0.45)] transition-transform duration-300 hover:-translate-y-2"
              >
                <ProductImage src={product.thumbnail} alt="" eager className="aspect-square w-full bg-paper" />
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
