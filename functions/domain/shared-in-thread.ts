import type { Post } from './post.ts';

/** What holds for each post of a thread, not for the thread as a whole. */
export function sharedInThread(post: Post): Omit<Post, 'text' | 'media'> {
  const { account, replySettings, sensitive, madeWithAi, paidPartnership, additionalOwners } = post;
  return {
    account,
    ...(replySettings === undefined ? {} : { replySettings }),
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(madeWithAi === undefined ? {} : { madeWithAi }),
    ...(paidPartnership === undefined ? {} : { paidPartnership }),
    ...(additionalOwners === undefined ? {} : { additionalOwners }),
  };
}
