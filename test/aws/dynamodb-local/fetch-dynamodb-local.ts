import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../node_modules/.cache');
const jars = join(cache, 'dynamodb-local-2.6.1');
const FETCH_WITHIN_MS = 300_000;

/** Where the jars of DynamoDB Local lie, fetched through Maven the first time; else why they cannot be had here. */
export async function fetchDynamoDbLocal(): Promise<{ readonly jars?: string; readonly missing?: string }> {
  if ((await javaVersion()) < 17) return { missing: 'Java 17 or later (apt-get install openjdk-17-jre-headless)' };
  if (existsSync(jars)) return { jars };
  try {
    await copyInto(join(cache, `dynamodb-local-${process.pid}`));
    return { jars };
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { missing: isAbsent ? 'Maven (apt-get install maven)' : 'Maven Central, which gave no DynamoDBLocal' };
  }
}

/** Into a folder of its own first: half a set of jars must not be taken for a whole one. */
async function copyInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
  try {
    await run('mvn', ['-B', '-q', '-f', join(import.meta.dirname, 'pom.xml'), ...goal], { timeout: FETCH_WITHIN_MS });
    await rename(folder, jars);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 0 when there is none. */
async function javaVersion(): Promise<number> {
  try {
    const { stderr } = await run('java', ['-version']);
    return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
