import type { Journal } from './journal.ts';
import type { Tweet } from './tweet.ts';

const TABLE = 'tweets';

/** Live Tweets by id and by author, in the order they came. */
export class TweetStore {
  readonly #journal: Journal;
  readonly #byId = new Map<string, Tweet>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const { value } of journal.load(TABLE)) this.#byId.set((value as Tweet).id, value as Tweet);
  }

  get(id: string): Tweet | undefined {
    return this.#byId.get(id);
  }

  add(tweet: Tweet): void {
    this.#byId.set(tweet.id, tweet);
    this.#journal.put(TABLE, tweet.id, tweet);
  }

  clear(): void {
    this.#byId.clear();
  }
}
