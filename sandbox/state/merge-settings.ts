import * as z from 'zod';

import { type Settings, settingsSchema } from './settings.ts';

/** The settings after a partial change: groups merge, everything else replaces; or one text naming every fault. */
export function mergeSettings(current: Settings, change: unknown): Settings | string {
  if (!isRecord(change)) return 'settings must be a JSON object';
  const parsed = settingsSchema.safeParse(merge(current, change));
  return parsed.success ? parsed.data : z.prettifyError(parsed.error);
}

function merge(
  current: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...current };
  for (const [name, value] of Object.entries(change)) {
    const before = Object.hasOwn(current, name) ? current[name] : undefined;
    merged[name] = isRecord(before) && isRecord(value) ? merge(before, value) : value;
  }
  return merged;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
