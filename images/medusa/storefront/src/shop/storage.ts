const memory = new Map<string, string>();

/**
 * What the shop remembers in the browser. Where the browser forbids it (private windows, blocked storage), the shop works
 * on and forgets when the page is left.
 */
export const storage = {
  read(key: string): string | undefined {
    try {
      return localStorage.getItem(`shop.${key}`) ?? undefined;
    } catch {
      return memory.get(key);
    }
  },
  write(key: string, value: string | undefined): void {
    try {
      if (value === undefined) localStorage.removeItem(`shop.${key}`);
      else localStorage.setItem(`shop.${key}`, value);
    } catch {
      if (value === undefined) memory.delete(key);
      else memory.set(key, value);
    }
  },
};
