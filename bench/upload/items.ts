import type { MediaKind } from '../../functions/domain/x-account.ts';

/** One job to measure: a post with one medium. */
export interface Item {
  readonly name: string;
  /** For people, as in `200 KB jpeg`. */
  readonly title: string;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/gif' | 'video/mp4';
  readonly kind: MediaKind;
  readonly totalBytes: number;
  /** How often each contender has its turn when the command line does not say. */
  readonly rounds: number;
  /** Posts of one turn, whose figures are divided by their number: a single small one is lost in noise. */
  readonly posts: number;
  /** How many of them run at a time: more than one share connections, one after the other each makes its own. */
  readonly inFlight: number;
}

const MB = 1_000_000;
const jpeg = { kind: 'photo', mediaType: 'image/jpeg', totalBytes: 200_000 } as const;
const png = { kind: 'photo', mediaType: 'image/png', totalBytes: 4.9 * MB } as const;
const gif = { kind: 'animated-gif', mediaType: 'image/gif' } as const;
const video = { kind: 'video', mediaType: 'video/mp4', posts: 1, inFlight: 1, rounds: 3 } as const;

/** Every job there is. */
const all: readonly Item[] = [
  { ...jpeg, name: 'jpeg', title: '200 KB jpeg', posts: 10, inFlight: 1, rounds: 5 },
  { ...png, name: 'png', title: '4.9 MB png', posts: 5, inFlight: 1, rounds: 5 },
  { ...gif, name: 'gif', title: '15 MB gif', totalBytes: 15 * MB, posts: 3, inFlight: 1, rounds: 5 },
  { ...video, name: 'video200', title: '200 MB mp4', totalBytes: 200 * MB },
  { ...video, name: 'video512', title: '512 MB mp4', totalBytes: 512 * MB },
  { ...jpeg, name: 'burst', title: '200 KB jpeg, 10 in flight', posts: 200, inFlight: 10, rounds: 5 },
  { ...gif, name: 'small-gif', title: '2 MB gif', totalBytes: 2 * MB, posts: 1, inFlight: 1, rounds: 3 },
  { ...video, name: 'small-video', title: '9 MB mp4', totalBytes: 9 * MB },
];

/** By the name the command line knows it by. */
export const items: ReadonlyMap<string, Item> = new Map(all.map((item) => [item.name, item]));

/** What is posted before the clock starts. */
export const warmUpItem: Item = { ...jpeg, name: 'warm-up', title: 'warm-up', posts: 1, inFlight: 1, rounds: 1 };

/** The name of the item's object in the store. */
export function keyOf({ mediaType, totalBytes }: Item): string {
  return `${totalBytes}.${mediaType.split('/')[1] ?? ''}`;
}
