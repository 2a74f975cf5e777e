/**
 * What the shop remembers in the browser. Where the browser forbids it (private windows, blocked storage), the shop works
 * on and forgets at the next visit.
 */
export const storage = {
  read(key: string): string | undefined {
    try {
      return localStorage.getItem(`shop.${key}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(key: string, value: string | undefined): void {
    try {
      if (value === undefined) localStorage.removeItem(`shop.${key}`);
      else localStorage.setItem(`shop.${key}`, value);
    } catch {
      // See above: not remembered.
    }
  },
};
