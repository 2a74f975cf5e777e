/** A product of the sample catalogue. Prices in whole currency units. */
export interface SampleProduct {
  readonly title: string;
  readonly handle: string;
  readonly category: string;
  readonly description: string;
  readonly usd: number;
  readonly eur: number;
  readonly grams: number;
  readonly option: { readonly title: string; readonly values: readonly string[] };
}

const sizes = { title: "Size", values: ["S", "M", "L", "XL"] } as const;
const oneSize = { title: "Size", values: ["One size"] } as const;

/** What a new store sells until its owner changes it. The picture of each is `samples/<handle>.svg`. */
export const sampleCatalogue: readonly SampleProduct[] = [
  {
    title: "Blue Shirt",
    handle: "blue-shirt",
    category: "Shirts",
    description: "A soft cotton shirt in a deep sky blue. Cut straight, washed once, and better every year.",
    usd: 29.99,
    eur: 27.99,
    grams: 220,
    option: sizes,
  },
  {
    title: "Striped Shirt",
    handle: "striped-shirt",
    category: "Shirts",
    description: "Cream and navy stripes on heavy jersey, the way harbour towns have worn it for a century.",
    usd: 34.5,
    eur: 31.9,
    grams: 240,
    option: sizes,
  },
  {
    title: "Red Hat",
    handle: "red-hat",
    category: "Hats",
    description: "A bright red cap with a curved brim and an adjustable strap. Easy to find in a crowd.",
    usd: 14.99,
    eur: 13.99,
    grams: 110,
    option: oneSize,
  },
  {
    title: "Green Beanie",
    handle: "green-beanie",
    category: "Hats",
    description: "A ribbed merino beanie in forest green, warm without the itch.",
    usd: 18.99,
    eur: 17.5,
    grams: 90,
    option: oneSize,
  },
  {
    title: "Morning Mug",
    handle: "morning-mug",
    category: "Mugs",
    description: "A stoneware mug that holds 350 ml and keeps the first coffee warm. Safe in the dishwasher.",
    usd: 12.5,
    eur: 11.5,
    grams: 380,
    option: { title: "Glaze", values: ["Sunrise", "Midnight"] },
  },
  {
    title: "Canvas Tote",
    handle: "canvas-tote",
    category: "Bags",
    description: "A sturdy tote of unbleached canvas with long handles and a pocket for keys.",
    usd: 24,
    eur: 22,
    grams: 300,
    option: oneSize,
  },
  {
    title: "Day Backpack",
    handle: "day-backpack",
    category: "Bags",
    description: "Eighteen litres, a padded laptop sleeve and a rain-proof roll top, in warm ochre.",
    usd: 64,
    eur: 59,
    grams: 760,
    option: { title: "Colour", values: ["Ochre", "Slate"] },
  },
];
