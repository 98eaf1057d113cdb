import { creditsDepleted } from '../errors/credits-depleted.ts';
import { Refusal } from '../http/refusal.ts';
import { type PriceName, pay } from '../state/credits.ts';
import type { World } from '../state/world.ts';

/** Throws X's 402 when the credits do not cover that price; takes nothing. Before 2026 nothing cost anything. */
export function requireCredits(world: World, price: PriceName): void {
  if (world.settings.era === 'modern' && pay(world.settings.creditsUsd, price) === undefined) {
    throw new Refusal(creditsDepleted(), `the credits do not cover ${price}`);
  }
}

/** Takes the price. */
export function charge(world: World, price: PriceName): void {
  if (world.settings.era !== 'modern') return;
  const left = pay(world.settings.creditsUsd, price);
  if (left !== undefined) world.change({ ...world.settings, creditsUsd: left });
}
