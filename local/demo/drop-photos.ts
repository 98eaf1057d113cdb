import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Which sample goes under which route; one name shows that spaces and plus signs survive S3's encoding. */
const SAMPLES = [
  ['modern', 'sunrise.jpg'],
  ['modern', 'night city + moon.jpg'],
  ['classic', 'lighthouse.jpg'],
  ['classic', 'pigeon.png'],
] as const;

/** The sample photos in the drop folder, as a person would copy them; their keys. */
export async function dropPhotos(dropFolder: string, tell: (line: string) => void): Promise<readonly string[]> {
  for (const [folder, name] of SAMPLES) {
    await mkdir(join(dropFolder, folder), { recursive: true });
    await copyFile(join(import.meta.dirname, 'photos', name), join(dropFolder, folder, name));
    tell(`  dropped ${folder}/${name}`);
  }
  return SAMPLES.map(([folder, name]) => `${folder}/${name}`);
}
