import type { Journal } from './journal.ts';
import type { Tweet } from './tweet.ts';

const LIVE = 'tweets';
const DELETED = 'deleted-tweets';

/** Live Tweets by id, by author and by text; of deleted ones, only whose they were. */
export class TweetStore {
  readonly #journal: Journal;
  readonly #byId = new Map<string, Tweet>();
  readonly #byAuthor = new Map<string, Tweet[]>();
  /** Live Tweets of the same author and text, latest last: the duplicate check must not look at all the rest. */
  readonly #byText = new Map<string, Tweet[]>();
  readonly #deletedAuthors = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const { value } of journal.load(LIVE)) this.#index(value as Tweet);
    for (const { key, value } of journal.load(DELETED)) this.#deletedAuthors.set(key, value as string);
  }

  get(id: string): Tweet | undefined {
    return this.#byId.get(id);
  }

  /** Author of a Tweet that was deleted. */
  deletedAuthor(id: string): string | undefined {
    return this.#deletedAuthors.get(id);
  }

  /** Oldest first. */
  all(): readonly Tweet[] {
    return [...this.#byId.values()];
  }

  /** Oldest first. */
  byAuthor(userId: string): readonly Tweet[] {
    return this.#byAuthor.get(userId) ?? [];
  }

  /** The latest live Tweet of that author with that text. */
  latestWithText(userId: string, text: string): Tweet | undefined {
    return this.#byText.get(textKey(userId, text))?.at(-1);
  }

  add(tweet: Tweet): void {
    this.#index(tweet);
    this.#journal.put(LIVE, tweet.id, tweet);
  }

  delete(tweet: Tweet): void {
    this.#byId.delete(tweet.id);
    drop(this.#byAuthor, tweet.userId, tweet);
    drop(this.#byText, textKey(tweet.userId, tweet.text), tweet);
    this.#deletedAuthors.set(tweet.id, tweet.userId);
    this.#journal.delete(LIVE, tweet.id);
    this.#journal.put(DELETED, tweet.id, tweet.userId);
  }

  clear(): void {
    for (const map of [this.#byId, this.#byAuthor, this.#byText, this.#deletedAuthors]) map.clear();
  }

  #index(tweet: Tweet): void {
    this.#byId.set(tweet.id, tweet);
    push(this.#byAuthor, tweet.userId, tweet);
    push(this.#byText, textKey(tweet.userId, tweet.text), tweet);
  }
}

/** Texts are the same when they look the same: composed alike and without white space around. */
function textKey(userId: string, text: string): string {
  return `${userId}\n${text.normalize('NFC').trim()}`;
}

function push(map: Map<string, Tweet[]>, key: string, tweet: Tweet): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [tweet]);
  else list.push(tweet);
}

function drop(map: Map<string, Tweet[]>, key: string, tweet: Tweet): void {
  const list = map.get(key) ?? [];
  // Mostly the latest one goes, so look from the end.
  const at = list.lastIndexOf(tweet);
  if (at >= 0) list.splice(at, 1);
  if (list.length === 0) map.delete(key);
}
