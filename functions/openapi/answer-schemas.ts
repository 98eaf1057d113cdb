import * as z from 'zod';

import { publicStates } from '../domain/publication-state.ts';

const states = [...new Set(Object.values(publicStates))];

/** Why a post was not made; as the log keeps it. */
const failure = z.strictObject({
  code: z.string().meta({ description: 'Stable and upper case; the page on errors lists them.' }),
  message: z.string(),
  advice: z.string().exactOptional().meta({ description: 'What to do about it.' }),
});

/** What became of a call that asks for a post. */
export const publicationAnswer = z.strictObject({
  id: z.string().meta({ description: 'The same call gives the same id.' }),
  state: z.enum(states),
  url: z.string().meta({
    description: 'Where to ask for it again, on this host; it holds a token, so whoever knows it may ask.',
  }),
  result: z
    .strictObject({ postId: z.string(), url: z.string(), postedAt: z.iso.datetime() })
    .exactOptional()
    .meta({ description: 'The post on X, once it is there.' }),
  failure: failure.exactOptional().meta({ description: 'What went wrong, or what is waited for.' }),
});

export type PublicationAnswer = z.output<typeof publicationAnswer>;

/** A call that was understood and asks for no post. */
export const notPostedAnswer = z.strictObject({
  state: z.literal('not posted'),
  reason: z.string(),
});

export type NotPostedAnswer = z.output<typeof notPostedAnswer>;

/** One fault of a post. */
const fault = z.strictObject({
  path: z.string().meta({ description: 'As in `media[2].altText`; empty for the post as a whole.' }),
  code: z.string(),
  message: z.string(),
});

/** What a call would post, told instead of posting it. */
export const previewAnswer = z.strictObject({
  state: z.literal('dry run'),
  account: z.string(),
  text: z.string(),
  weightedLength: z.int().meta({ description: 'In X’s characters.' }),
  maxWeightedLength: z.int(),
  thread: z
    .array(z.strictObject({ text: z.string(), weightedLength: z.int() }))
    .exactOptional()
    .meta({ description: 'The posts that follow.' }),
  price: z.strictObject({
    totalUsd: z.number(),
    lines: z.array(z.strictObject({ what: z.string(), usd: z.number() })),
  }),
  problems: z.array(fault).meta({ description: 'Why it cannot be posted; empty when it can.' }),
  warnings: z.array(z.string()),
  media: z.array(z.looseObject({ mediaType: z.string(), kind: z.string(), totalBytes: z.int() }).nullable()).meta({
    description: 'What each medium is, told from its bytes; null where they are not there yet, as behind a `url`.',
  }),
});

export type PreviewAnswer = z.output<typeof previewAnswer>;

/** Where a file is to be put that is too large for a call. */
export const uploadAnswer = z.strictObject({
  id: z.string().meta({ description: 'For `media: [{ "upload": id }]` of a call to the same webhook.' }),
  method: z.literal('PUT'),
  url: z.string().meta({ description: 'Takes this file and no other; whoever knows it may put it there.' }),
  headers: z.record(z.string(), z.string()).meta({ description: 'To be sent with the file.' }),
  expiresAt: z.iso.datetime(),
});

export type UploadAnswer = z.output<typeof uploadAnswer>;

/** Every refusal (RFC 9457). */
export const problemAnswer = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.string().meta({ description: 'Stable and upper case; the page on errors lists them.' }),
  detail: z.string(),
  advice: z.string().exactOptional().meta({ description: 'What to do about it.' }),
  errors: z.array(fault).exactOptional().meta({ description: 'Every fault of the post, by its path.' }),
  requestId: z.string().exactOptional().meta({ description: 'What the log of the service knows the call by.' }),
});

export type ProblemAnswer = z.output<typeof problemAnswer>;
