import { pictureMark } from './trigger.ts';

/** One post as X would show it, by what tells it from others. */
export interface ShownPost {
  readonly postId: string;
  /** The text of a call's post, or the hash of a picture's bytes. */
  readonly mark: string;
}

interface Tweet {
  readonly id_str: string;
  readonly full_text?: string;
  readonly text?: string;
  readonly extended_entities?: { readonly media?: readonly { readonly id_str: string }[] };
}

/** Everything on the sandbox; pictures are judged by the bytes that it holds. */
export async function readPosts(url: string): Promise<readonly ShownPost[]> {
  const { posts } = (await getJson(`${url}/_sandbox/posts`)) as { posts: readonly Tweet[] };
  const shown: ShownPost[] = [];
  for (const tweet of posts) shown.push({ postId: tweet.id_str, mark: await markOfTweet(tweet, url) });
  return shown;
}

async function markOfTweet(tweet: Tweet, url: string): Promise<string> {
  const [medium] = tweet.extended_entities?.media ?? [];
  if (medium === undefined) return tweet.full_text ?? tweet.text ?? '';
  const answer = await fetch(`${url}/_sandbox/media/${medium.id_str}`, { signal: AbortSignal.timeout(10_000) });
  return pictureMark(new Uint8Array(await answer.arrayBuffer()));
}

/** How often each kind of fault acted. */
export async function readFaultCounts(url: string): Promise<Readonly<Record<string, number>>> {
  const { faults } = (await getJson(`${url}/_sandbox/faults`)) as {
    faults: readonly { readonly id: string; readonly acted: number }[];
  };
  return Object.fromEntries(faults.map(({ id, acted }) => [id, acted]));
}

async function getJson(address: string): Promise<unknown> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}
