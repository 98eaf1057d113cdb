import { randomUUID } from 'node:crypto';

import type { InlineMedium } from '../functions/domain/accept-with-media.ts';
import { ConfigError } from '../functions/domain/errors.ts';
import { findUrlFault } from '../functions/domain/find-url-fault.ts';
import { handPostId } from '../functions/domain/post-by-hand.ts';
import type { Post, PostMedia } from '../functions/domain/post.ts';
import { findLatenessFault } from '../functions/triggers/find-lateness-fault.ts';
import { inlineMedium, textsOfThread, type HandRequest } from '../local/accept-hand-post.ts';
import type { Given } from './command.ts';
import { knownAccount } from './known-account.ts';
import type { OpenPlace } from './place.ts';
import { readInput } from './read-input.ts';

/**
 * What the command line asks for.
 *
 * @throws ConfigError, RejectedTriggerError for what cannot be meant
 */
export async function readHandPost(given: Given, place: OpenPlace): Promise<HandRequest> {
  const account = accountOf(given, place);
  const id = handPostId(account, keyOf(given));
  const { media, inlineMedia } = await readMedia(given, id);
  const [first, ...others] = textsOf(given);
  const post: Post = { account, text: first, media, ...referencesOf(given) };
  refuseLateness(post, place);
  return {
    id,
    label: 'by hand',
    posts: [post, ...others.map((text): Post => ({ account, text, media: [] }))],
    inlineMedia,
  };
}

function accountOf(given: Given, place: OpenPlace): string {
  const [only = '', ...others] = Object.keys(place.config.accounts);
  const name = given.text('account');
  if (name === undefined && others.length > 0)
    throw new ConfigError(`the config has several accounts: say --account ${[only, ...others].join(' or ')}`);
  return knownAccount(name ?? only, place);
}

function keyOf(given: Given): string {
  const key = given.text('key') ?? randomUUID();
  if (/^\P{Cc}{1,255}$/u.test(key)) return key;
  throw new ConfigError('--key must have 1 to 255 characters, control characters not among them');
}

function textsOf(given: Given): readonly [string, ...string[]] {
  const [text = '', ...others] = given.positionals;
  if (others.length > 0) throw new ConfigError('put the text in quotes: it came as several words');
  if (!given.flag('thread')) return [text];
  return textsOfThread(text);
}

function referencesOf(given: Given): Partial<Post> {
  const replyTo = given.text('reply-to');
  const at = given.text('schedule-at');
  return {
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(at === undefined ? {} : { scheduleAtEpochMs: timeOf(at) }),
  };
}

/** RFC 3339 with offset; seconds may be left out, since people do. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

function timeOf(text: string): number {
  const epochMs = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  if (!Number.isNaN(epochMs) && hasSuchDay(text)) return epochMs;
  throw new ConfigError(`--schedule-at must be a time such as 2026-12-24T18:00:00+01:00, got ${text.slice(0, 50)}`);
}

function hasSuchDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

function refuseLateness({ account, scheduleAtEpochMs }: Post, { config }: OpenPlace): void {
  const mostHours = config.accounts[account]?.maxLatenessHours;
  if (scheduleAtEpochMs === undefined || mostHours === undefined) return;
  const fault = findLatenessFault(scheduleAtEpochMs, Date.now(), mostHours);
  if (fault !== undefined) throw new ConfigError(`--schedule-at ${fault}`);
}

interface NamedFile {
  readonly file: string;
  altText?: string;
}

async function readMedia(
  given: Given,
  id: string,
): Promise<{ media: readonly PostMedia[]; inlineMedia: readonly InlineMedium[] }> {
  const read = await Promise.all(namedFiles(given).map(async (named, index) => readMedium(named, id, index)));
  return {
    media: read.map(({ medium }) => medium),
    inlineMedia: read.flatMap(({ inline }) => (inline === undefined ? [] : [inline])),
  };
}

/** A file is read now; an address is fetched by the engine, from the public internet alone. */
async function readMedium(
  { file, altText }: NamedFile,
  id: string,
  index: number,
): Promise<{ readonly medium: PostMedia; readonly inline?: InlineMedium }> {
  const described = altText === undefined ? {} : { altText };
  if (/^https?:/i.test(file)) {
    const fault = findUrlFault(file, { allowHttp: false, allowPrivateHosts: [] });
    if (fault !== undefined) throw new ConfigError(`--media ${fault.message}`);
    return { medium: { from: 'url', url: file, ...described } };
  }
  const inline = inlineMedium(id, index, await readInput(file));
  return { medium: { from: 'stored', ref: { area: 'work', key: inline.key }, ...described }, inline };
}

/** Each --alt belongs to the --media before it. */
function namedFiles({ inOrder }: Given): readonly NamedFile[] {
  const files: NamedFile[] = [];
  for (const { name, value } of inOrder) {
    if (name === 'media') files.push({ file: value });
    if (name !== 'alt') continue;
    const last = files.at(-1);
    if (last === undefined) throw new ConfigError('--alt says what the --media before it shows: there is none yet');
    if (last.altText !== undefined) throw new ConfigError(`${last.file.slice(0, 200)} has two --alt`);
    last.altText = value;
  }
  return files;
}
