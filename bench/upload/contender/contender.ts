import type { Item } from '../items.ts';
import type { Addresses } from '../targets/protocol.ts';

/** The four values of an account; the targets look at none of them, the sandbox at all. */
export interface BenchKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
}

/** Somebody who can do the whole job. */
export interface Contender {
  /** Gets the item's object, uploads it, posts it with that text: the post's id. */
  post(item: Item, text: string): Promise<string>;
  close(): Promise<void>;
}

export type OpenContender = (addresses: Addresses, keys: BenchKeys) => Promise<Contender>;
