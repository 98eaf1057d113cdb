/** What a call is charged as in the modern era. */
export type PriceName = keyof typeof pricesUsd;

/** X's prices for self-serve from 20 April 2026. */
export const pricesUsd = {
  post: 0.015,
  'post-with-url': 0.2,
  'summoned-reply': 0.01,
  'media-metadata': 0.005,
  'user-read': 0.01,
  'owned-read': 0.001,
  delete: 0.01,
};

/** The balance after paying, or undefined when it does not cover the price. null never runs out. */
export function pay(balanceUsd: number | null, price: PriceName): number | null | undefined {
  if (balanceUsd === null) return null;
  // Counted in hundredths of a cent: the smallest price is ten of them, and sums of decimals drift.
  const left = Math.round(balanceUsd * 10_000) - Math.round(pricesUsd[price] * 10_000);
  return left < 0 ? undefined : left / 10_000;
}
