import { readFileSync } from 'node:fs';

import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { callerFor, type Caller } from '../sandbox/signed-request.ts';

export const HOSTILE = `<script>alert(1)</script> "><img src=x onerror=alert(1)> ' onfocus='alert(1) ${'W'.repeat(120)}`;

export interface FilledSandbox {
  readonly sandbox: RunningSandbox;
  readonly first: Caller;
  /** Id of the post that has an answer. */
  readonly questionId: string;
}

const photo = 'photo-800x320.jpg';

/** A sandbox with a post of every kind, and requests that were refused. */
export async function fillSandbox(): Promise<FilledSandbox> {
  const sandbox = await startSandbox();
  const [first, second] = sandbox.accounts.map((account) => callerFor(sandbox.url, account)) as [Caller, Caller];
  await post(first, { status: HOSTILE });
  const questionId = await post(first, {
    status: 'Which hill? https://example.com/hills #hills',
    media_ids: await upload(first, photo, 'A sun over a hill'),
    place_id: 'df51dec6f4ee2b2c',
  });
  await post(second, { status: '@pigeonpost The far one.', in_reply_to_status_id: questionId });
  const four = [];
  for (const altText of ['One', 'Two', HOSTILE.slice(0, 900), undefined])
    four.push(await upload(first, photo, altText));
  await post(first, { status: 'Four', media_ids: four.join(',') });
  await post(first, { status: 'Moves', media_ids: await upload(first, 'animated-64x48-6-frames.gif', 'A wave') });
  await post(first, { status: 'Film', media_ids: await uploadFilm(first) });
  await post(first, {
    status: 'Look away',
    media_ids: await upload(first, photo, 'Nothing bad'),
    possibly_sensitive: 'true',
  });
  await first({ path: '/2/tweets', json: { text: 'Quoting', quote_tweet_id: questionId } });
  await callerFor(sandbox.url, { ...sandbox.accounts[0]!, consumerSecret: 'wrong' })({
    path: '/1.1/statuses/update.json',
    form: { status: HOSTILE },
  });
  return { sandbox, first, questionId };
}

export async function post(caller: Caller, form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await caller({ path: '/1.1/statuses/update.json', form });
  if (answer.status !== 200) throw new Error(`the sandbox answered ${answer.status}: ${answer.text}`);
  return String(answer.at('id_str'));
}

async function upload(caller: Caller, file: string, altText: string | undefined): Promise<string> {
  const multipart = new FormData();
  multipart.set('media', new Blob([fixture(file)]), file);
  const id = String((await caller({ path: '/1.1/media/upload.json', multipart })).at('media_id_string'));
  const json = { media_id: id, alt_text: { text: altText } };
  if (altText !== undefined) await caller({ path: '/1.1/media/metadata/create.json', json });
  return id;
}

async function uploadFilm(caller: Caller): Promise<string> {
  const path = '/1.1/media/upload.json';
  const bytes = fixture('clip-320x240-2s.mp4');
  const init = { command: 'INIT', total_bytes: String(bytes.length), media_type: 'video/mp4' };
  const started = await caller({ path, form: { ...init, media_category: 'tweet_video' } });
  const id = String(started.at('media_id_string'));
  const part = new FormData();
  for (const [name, value] of Object.entries({ command: 'APPEND', media_id: id, segment_index: '0' }))
    part.set(name, value);
  part.set('media', new Blob([bytes]), 'part');
  await caller({ path, multipart: part });
  let answer = await caller({ path, form: { command: 'FINALIZE', media_id: id } });
  while (['pending', 'in_progress'].includes(String(answer.at('processing_info', 'state')))) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    answer = await caller({ path: `${path}?command=STATUS&media_id=${id}` });
  }
  return id;
}

function fixture(name: string): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`../fixtures/media/${name}`, import.meta.url));
}
