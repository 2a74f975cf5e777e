/** Names of stores as people choose them: they crowd at `b`, `m` and `s` and are rare at `q` and `x`, as in a phone book. */

// biome-ignore format: a word a line would fill pages
const first = [
  "acme", "alpine", "amber", "anna", "arctic", "atlas", "autumn", "bamboo", "bella", "berlin", "big", "birch", "black",
  "blue", "bold", "bright", "brooklyn", "cactus", "carla", "cedar", "city", "clever", "coast", "copper", "corner",
  "cosy", "daily", "dapper", "desert", "dream", "eagle", "early", "east", "emerald", "family", "fancy", "fern", "fjord",
  "forest", "fox", "fresh", "garden", "gentle", "gold", "good", "grand", "green", "happy", "harbour", "hazel", "hello",
  "honey", "indigo", "iron", "island", "ivy", "jade", "jolly", "juniper", "kind", "kings", "lake", "lemon", "lily",
  "little", "lotus", "lucky", "luna", "made-by-mara", "magnolia", "maple", "marble", "marias", "meadow", "midnight",
  "milk-and", "mint", "misty", "modern", "moon", "moss", "mountain", "my", "nordic", "north", "nova", "oak", "ocean",
  "old-town", "olive", "orchid", "paper", "peach", "pearl", "pepper", "pine", "pink", "prairie", "pure", "quiet",
  "rainy-day", "raven", "red", "river", "robin", "rose", "royal", "rusty", "saffron", "sage", "salt", "sams", "sand",
  "scarlet", "sea", "shiny", "silver", "simple", "sky", "slow", "small", "smart", "snow", "soft", "solar", "south",
  "spring", "star", "stella", "stone", "storm", "studio", "sugar", "summer", "sunny", "super", "sweet", "swift", "tall",
  "the", "thistle", "tiny", "toms", "topaz", "true", "twin", "urban", "valley", "velvet", "vintage", "violet", "warm",
  "west", "white", "wild", "willow", "winter", "wonder", "xavers", "yellow", "young", "zen", "zoes",
];

// biome-ignore format: a word a line would fill pages
const second = [
  "apparel", "art", "bakery", "bags", "bazaar", "bikes", "books", "boots", "boutique", "brew", "candles", "candy",
  "carpets", "ceramics", "chairs", "cheese", "chocolate", "clocks", "coffee", "cookies", "cosmetics", "crafts", "decor",
  "denim", "dress", "electronics", "eyewear", "fashion", "flowers", "foods", "frames", "furniture", "games", "garage",
  "gear", "gifts", "glass", "goods", "guitars", "hats", "herbs", "home", "jewels", "kids", "kitchen", "knits", "lamps",
  "leather", "linen", "market", "music", "nuts", "optics", "outdoor", "outfitters", "paints", "pets", "plants",
  "pottery", "prints", "records", "roasters", "rugs", "sauce", "shirts", "shoes", "skates", "soap", "socks", "spices",
  "sports", "supply", "surf", "tea", "tools", "toys", "trading", "vinyl", "wares", "watches", "wine", "wool", "yarn",
];

/** The `index`-th name, different for each index up to some forty thousand. */
export function storeNameOf(index: number): string {
  const combinations = first.length * second.length;
  const round = Math.floor(index / combinations);
  // A stride without a common factor visits every combination once, in an order that looks like chance.
  const place = ((index % combinations) * stride) % combinations;
  const name = `${first[place % first.length]}-${second[Math.floor(place / first.length)]}`;
  return round === 0 ? name : `${name}-${["shop", "online", "store"][round - 1] ?? round}`;
}

const stride = 7919;
