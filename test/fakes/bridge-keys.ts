import type { BridgeKey } from '../../functions/triggers/v1-bridge/bridge-key.ts';

/** The pairs that X's documents sign their examples with; the vendor's sample, no credentials. */
export const sampleKeys = {
  consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
  consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  accessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
  accessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
} as const;

/** A key of the bridge for the account `main`. */
export function bridgeKey(changes: Partial<BridgeKey> = {}): BridgeKey {
  return { id: 'sample', account: 'main', createdAt: '2026-01-01T00:00:00.000Z', ...sampleKeys, ...changes };
}
