import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { InlineMedium } from '../../functions/domain/accept-with-media.ts';
import { checkForAccount } from '../../functions/domain/check-for-account.ts';
import { ConfigError } from '../../functions/domain/errors.ts';
import { handPostId, postByHand } from '../../functions/domain/post-by-hand.ts';
import type { Post, PostMedia } from '../../functions/domain/post.ts';
import { publicStates } from '../../functions/domain/publication-state.ts';
import type { Command, Given } from '../command.ts';
import { knownAccount } from '../known-account.ts';
import type { OpenFolder } from '../open-folder.ts';
import { rowAsJson } from '../show-row.ts';

/** Posts by hand, by the same road as every trigger. */
export const postCommand: Command = {
  name: 'post',
  summary: 'Post by hand: through the same checks, pace and log as everything else.',
  usage: `[TEXT] [options]

  --account NAME      the account (needless when the config has one)
  --media FILE        a picture or video; again for up to four pictures
  --alt TEXT          alt text of the picture named before it; one for each --media, in order
  --reply-to ID       the post this answers
  --schedule-at TIME  not before then: RFC 3339 with offset, as in 2026-12-24T18:00:00+01:00
  --key KEY           the same key posts once, however often the command is run`,
  options: {
    account: { type: 'string' },
    media: { type: 'string', multiple: true },
    alt: { type: 'string', multiple: true },
    'reply-to': { type: 'string' },
    'schedule-at': { type: 'string' },
    key: { type: 'string' },
  },
  run: async (given, folder) => {
    const account = accountOf(given, folder);
    const id = handPostId(account, given.text('key') ?? randomUUID());
    const { media, inlineMedia } = await readMedia(given, id);
    const post = postOf(given, account, media);
    const { publication, isNew } = await postByHand(
      { id, label: 'by hand', post, inlineMedia },
      folder.operate,
      (p, known) => checkForAccount(p, known, folder.config.accounts[account] ?? { altText: 'warn' }, Date.now()),
    );
    const state = publicStates[publication.state];
    const warnings = publication.warnings.map((warning) => `warning: ${warning}\n`).join('');
    return { json: rowAsJson(publication), text: `${isNew ? 'accepted' : 'known'} ${id}: ${state}\n${warnings}` };
  },
};

function accountOf(given: Given, folder: OpenFolder): string {
  const [only = '', ...others] = Object.keys(folder.config.accounts);
  const name = given.text('account');
  if (name === undefined && others.length > 0)
    throw new ConfigError('the config has several accounts: say --account NAME');
  return knownAccount(name ?? only, folder);
}

function postOf(given: Given, account: string, media: readonly PostMedia[]): Post {
  const [text = '', ...others] = given.positionals;
  if (others.length > 0) throw new ConfigError('put the text in quotes: it came as several words');
  const replyTo = given.text('reply-to');
  const at = given.text('schedule-at');
  return {
    account,
    text,
    media,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(at === undefined ? {} : { scheduleAtEpochMs: timeOf(at) }),
  };
}

function timeOf(text: string): number {
  const epochMs = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new ConfigError(`--schedule-at must look like 2026-12-24T18:00:00+01:00`);
  return epochMs;
}

async function readMedia(
  given: Given,
  id: string,
): Promise<{ media: readonly PostMedia[]; inlineMedia: readonly InlineMedium[] }> {
  const altTexts = given.texts('alt');
  const files = given.texts('media');
  if (altTexts.length > files.length) throw new ConfigError('there are more --alt than --media');
  const inlineMedia = await Promise.all(files.map(async (file, index) => ({ index, ...(await staged(file, id)) })));
  const media = inlineMedia.map(({ index, key }): PostMedia => {
    const altText = altTexts[index];
    const ref = { area: 'work', key } as const;
    return { from: 'stored', ref, ...(altText === undefined ? {} : { altText }) };
  });
  return { media, inlineMedia };
}

async function staged(file: string, id: string): Promise<{ key: string; bytes: Uint8Array }> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ConfigError(`${file} cannot be read`, { cause });
  });
  return { key: `staged/${id}/${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}
