import type { HttpTypes } from "@medusajs/types";
import { useState } from "react";
import { ProductImage } from "./ProductImage.tsx";

/** A product's pictures: one large, the others to choose from. */
export function ProductGallery({ product }: { product: HttpTypes.StoreProduct }) {
  const pictures = [...new Set([...(product.images ?? []).map(({ url }) => url), product.thumbnail])].filter(
    (url) => url !== null && url !== undefined && url !== "",
  );
  const [chosen, choose] = useState(0);
  return (
    <div className="lg:sticky lg:top-24 lg:self-start">
      <div className="animate-enter overflow-hidden rounded-3xl bg-sand">
        <ProductImage src={pictures[chosen]} alt={product.title} eager className="aspect-square w-full" />
      </div>
      {pictures.length > 1 && (
        <ul className="mt-4 flex gap-3 overflow-x-auto p-1">
          {pictures.map((url, index) => (
            <li key={url}>
              <button
                type="button"
                aria-label={`Picture ${index + 1} of ${pictures.length}`}
                aria-pressed={index === chosen}
                onClick={() => choose(index)}
                className="block size-20 overflow-hidden rounded-xl border-2 border-transparent aria-pressed:border-ink"
              >
                <ProductImage src={url} alt="" className="size-full" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
