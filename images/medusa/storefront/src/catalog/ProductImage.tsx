import { useState } from "react";

interface ProductImageProps {
  readonly src: string | null | undefined;
  readonly alt: string;
  readonly className?: string;
  /** The picture that the page opens with: don't wait until it is scrolled to. */
  readonly eager?: boolean;
}

/** A product's picture, or a quiet placeholder where it has none or can't be loaded. */
export function ProductImage({ src, alt, className = "", eager = false }: ProductImageProps) {
  const [broken, setBroken] = useState<string>();
  if (!src || src === broken) {
    return (
      <span className={`grid place-items-center text-muted ${className}`} role="img" aria-label={alt}>
        <svg viewBox="0 0 24 24" className="w-1/4 max-w-16" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M5 8h14l-1 12H6zM9 10V7a3 3 0 0 1 6 0v3" strokeWidth="1.2" />
        </svg>
      </span>
    );
  }
  return (
    <img
      src={src}
      alt={alt}
      loading={eager ? "eager" : "lazy"}
      decoding="async"
      onError={() => setBroken(src)}
      className={`object-cover ${className}`}
    />
  );
}
