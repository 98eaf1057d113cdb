import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ConfigInput } from '../../functions/config/config-schema.ts';

/** One way of docs/image-drop.md: files as a person would drop them, and the posts that show what became of them. */
export interface Story {
  /** Of its picture, without ending. */
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The keys whose posts are shown. */
  readonly shown: readonly string[];
}

const photos = join(import.meta.dirname, '../../local/demo/photos');
const photo = (name: string): Uint8Array => readFileSync(join(photos, name));

const settleSeconds = 0.3;

export const storiesConfig: ConfigInput = {
  accounts: { pigeonpost: {} },
  drops: [
    { prefix: 'main/', account: 'pigeonpost', settleSeconds },
    {
      prefix: 'press/',
      account: 'pigeonpost',
      settleSeconds,
      caption: '{{ caption | default: name }} (photo: the loft)',
    },
    { prefix: 'long/', account: 'pigeonpost', settleSeconds, thread: true },
  ],
};

export const stories: readonly Story[] = [
  {
    name: 'beside-the-picture',
    files: { 'main/sunrise.md': photo('sunrise.md'), 'main/sunrise.jpg': photo('sunrise.jpg') },
    shown: ['main/sunrise.jpg'],
  },
  { name: 'in-the-picture', files: { 'main/lighthouse.jpg': photo('lighthouse.jpg') }, shown: ['main/lighthouse.jpg'] },
  {
    name: 'template',
    files: { 'press/night city.jpg': photo('night city + moon.jpg') },
    shown: ['press/night city.jpg'],
  },
  {
    name: 'album',
    files: {
      'main/round/post.yaml': photo('round.yaml'),
      'main/round/night city + moon.jpg': photo('night city + moon.jpg'),
      'main/round/pigeon.png': photo('pigeon.png'),
    },
    shown: ['main/round/post.yaml'],
  },
  {
    name: 'text-alone',
    files: { 'main/notice/post.md': '---\nmedia: []\n---\nNo round tonight: fog. Letters go out at first light.' },
    shown: ['main/notice/post.md'],
  },
  {
    name: 'reply',
    files: {
      'main/lifted/post.yaml': 'text: The fog has lifted, we are off.\nmedia: []\nreplyTo: main/notice/post.md\n',
    },
    shown: ['main/lifted/post.yaml', 'main/notice/post.md'],
  },
  {
    name: 'thread',
    files: {
      'long/pigeon.txt':
        'What a carrier pigeon needs to know. She flies at sixty kilometres an hour and finds home over hundreds of them, by the sun, by the smell of the land and by what she remembers of the roofs. ' +
        'What she does not know is where you are. So a letter goes one way: from wherever she was carried to, home. For an answer you need a second pigeon.',
      'long/pigeon.png': photo('pigeon.png'),
    },
    shown: ['long/pigeon.png'],
  },
];
