import type { StoreDetail } from "../api/types.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { useShopAnswer } from "../progress/useShopAnswer.ts";
import { whyNotOpen } from "../stores/phases.ts";

/** The width at which the shop is drawn before it is made small. */
const DRAWN_WIDTH = 1280;

/** The shop as a shopper sees it, small. Where it isn't open, why. */
export function ShopThumbnail({ store }: { store: StoreDetail }) {
  const simulated = usePlatform().data?.simulated === true;
  const open = whyNotOpen(store) === undefined && !simulated;
  // A frame can't tell that nothing answers: it would show the browser's own error.
  const answer = useShopAnswer(store.name, open).data;
  const shut = whyNotOpen(store) ?? (simulated ? "Pods are simulated on this machine, so no shop runs." : undefined);
  return (
    <figure className="overflow-hidden rounded-lg border bg-surface shadow-card">
      <div className="relative aspect-[16/9] overflow-hidden bg-sunken [container-type:inline-size]">
        <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 p-6 text-center">
          <span
            aria-hidden
            className="flex size-14 items-center justify-center rounded-xl bg-accent-soft text-xl font-semibold text-accent uppercase"
          >
            {(store.displayName || store.name).charAt(0)}
          </span>
          <span className="max-w-sm text-sm text-muted">{shut ?? answer?.detail}</span>
        </div>
        {open && answer?.answers === true && (
          <iframe
            // A picture, not a way in: the shop is another origin and can't reach the page around it.
            src={store.links.shop}
            title={`The shop of ${store.name}`}
            sandbox="allow-scripts allow-same-origin"
            loading="lazy"
            tabIndex={-1}
            referrerPolicy="no-referrer"
            className="pointer-events-none absolute top-0 left-0 origin-top-left border-0 bg-surface"
            style={{
              width: DRAWN_WIDTH,
              height: (DRAWN_WIDTH * 9) / 16,
              transform: `scale(calc(100cqw / ${DRAWN_WIDTH}px))`,
            }}
          />
        )}
      </div>
      <figcaption className="truncate border-t px-4 py-2.5 text-sm text-muted">{store.links.shop}</figcaption>
    </figure>
  );
}
