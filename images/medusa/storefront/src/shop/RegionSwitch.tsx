import { useRegion } from "./RegionProvider.tsx";

/** Lets the shopper choose where to buy; absent where the store sells in one region only. */
export function RegionSwitch() {
  const { region, regions, choose } = useRegion();
  if (regions.length < 2 || region === undefined) return undefined;
  return (
    <select
      aria-label="Shop in"
      className="-ml-2 h-11 w-fit cursor-pointer rounded-full border border-transparent bg-transparent px-2 text-sm hover:border-line"
      value={region.id}
      onChange={(event) => choose(event.target.value)}
    >
      {regions.map(({ id, name, currency_code }) => (
        <option key={id} value={id}>
          {name} · {currency_code.toUpperCase()}
        </option>
      ))}
    </select>
  );
}
