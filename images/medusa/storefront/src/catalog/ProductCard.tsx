import type { HttpTypes } from "@medusajs/types";
import { Link } from "react-router";
import { PriceTag } from "./PriceTag.tsx";
import { ProductImage } from "./ProductImage.tsx";
import { lowestPrice } from "./price.ts";
import { available } from "./variants.ts";

/** A product in a grid. */
export function ProductCard({ product, eager = false }: { product: HttpTypes.StoreProduct; eager?: boolean }) {
  const lowest = lowestPrice(product);
  const soldOut = (product.variants ?? []).every((variant) => available(variant) === 0);
  return (
    <Link to={`/products/${product.handle}`} className="group block rounded-2xl">
      <span className="relative block aspect-square overflow-hidden rounded-2xl bg-sand">
        <ProductImage
          src={product.thumbnail}
          alt=""
          eager={eager}
          className="h-full w-full transition-transform duration-500 group-hover:scale-[1.04]"
        />
        {soldOut && (
          <span className="absolute top-3 left-3 rounded-full bg-paper px-3 py-1 font-medium text-sm">Sold out</span>
        )}
      </span>
      <span className="mt-4 flex flex-col gap-0.5 px-1 sm:flex-row sm:items-baseline sm:justify-between sm:gap-4">
        <span className="font-medium group-hover:underline group-hover:underline-offset-4">{product.title}</span>
        {lowest && <PriceTag price={lowest.price} from={lowest.varies} />}
      </span>
    </Link>
  );
}
