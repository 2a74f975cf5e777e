import type { HttpTypes } from "@medusajs/types";
import { useState } from "react";
import { useCart } from "../cart/CartProvider.tsx";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { OptionSelector } from "./OptionSelector.tsx";
import { PriceTag } from "./PriceTag.tsx";
import { variantPrice } from "./price.ts";
import { QuantityField } from "./QuantityField.tsx";
import { available, findVariant, firstVariant, productOptions, type Selection, selectionOf } from "./variants.ts";

const FEW = 5;

/** What a product is, and the way into the cart. */
export function BuyBox({ product }: { product: HttpTypes.StoreProduct }) {
  const { add, isAdding, addError } = useCart();
  const [selection, select] = useState<Selection>(() => {
    const first = firstVariant(product);
    return first ? selectionOf(first) : {};
  });
  const [quantity, setQuantity] = useState(1);
  const variant = findVariant(product, selection);
  const price = variant && variantPrice(variant);
  const stock = variant ? available(variant) : 0;
  const buyable = variant !== undefined && price !== undefined && stock > 0;
  const change = (next: Selection) => {
    select(next);
    setQuantity(1);
  };
  return (
    <div className="animate-enter lg:py-6">
      <h1 className="text-balance font-display text-5xl leading-tight sm:text-6xl">{product.title}</h1>
      <p className="mt-3 min-h-9 text-2xl">
        {price ? <PriceTag price={price} /> : <span className="text-muted">Not sold here</span>}
      </p>
      {product.description && (
        <p className="mt-5 max-w-prose text-lg text-muted leading-relaxed">{product.description}</p>
      )}
      <div className="mt-8 flex flex-col gap-7">
        {productOptions(product).map((option) => (
          <OptionSelector
            key={option.id}
            option={option}
            value={selection[option.id]}
            isAvailable={(value) => {
              const other = findVariant(product, { ...selection, [option.id]: value });
              return other !== undefined && available(other) > 0;
            }}
            choose={(value) => change({ ...selection, [option.id]: value })}
          />
        ))}
        <div className="flex flex-wrap items-center gap-4">
          <QuantityField label="Quantity" value={quantity} max={stock} disabled={!buyable} change={setQuantity} />
          <button
            type="button"
            className="button-primary min-w-48 flex-1"
            disabled={!buyable}
            // Not disabled meanwhile: it would lose the focus, which comes back to it from the cart.
            aria-busy={isAdding}
            onClick={() => variant && !isAdding && add(variant.id, quantity)}
          >
            {isAdding ? "Adding…" : variant !== undefined && stock === 0 ? "Sold out" : "Add to cart"}
          </button>
        </div>
        {stock > 0 && stock <= FEW && <p className="font-medium text-accent-text">Only {stock} left</p>}
        {addError && <ErrorNotice title="It didn't get into the cart" error={addError} />}
      </div>
    </div>
  );
}
