import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Which sample goes where: a picture with a file beside it, one whose words are in its XMP, one with nothing, and an album.
 * One name shows that spaces and plus signs survive S3's encoding.
 */
const SAMPLES: readonly (readonly [file: string, key: string])[] = [
  ['sunrise.jpg', 'modern/sunrise.jpg'],
  ['sunrise.md', 'modern/sunrise.md'],
  ['lighthouse.jpg', 'classic/lighthouse.jpg'],
  ['pigeon.png', 'classic/pigeon.png'],
  ['night city + moon.jpg', 'modern/round/night city + moon.jpg'],
  ['pigeon.png', 'modern/round/pigeon.png'],
  ['round.yaml', 'modern/round/post.yaml'],
];

/** How many posts they are. */
export const DROPPED_POSTS = 4;

/** The sample photos in the drop folder, as a person would copy them. */
export async function dropPhotos(dropFolder: string, tell: (line: string) => void): Promise<void> {
  for (const [file, key] of SAMPLES) {
    const path = join(dropFolder, key);
    await mkdir(dirname(path), { recursive: true });
    await copyFile(join(import.meta.dirname, 'photos', file), path);
    tell(`  dropped ${key}`);
  }
}
