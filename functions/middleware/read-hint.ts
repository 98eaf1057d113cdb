import type * as z from 'zod';

import { RejectedTriggerError } from '../domain/errors.ts';
import { rejectTrigger } from '../domain/reject-trigger.ts';

type RejectPorts = Parameters<typeof rejectTrigger>[4];

/** What a queue's hints are like, and what to say of a message that is none. */
export interface HintShape<Hint> {
  readonly schema: z.ZodType<Hint>;
  /** As in `a message of the hints queue`. */
  readonly label: string;
  /** As in `names no account`. */
  readonly fault: string;
}

/** The hint in a message. What is none ends where people see it: the dead-letter queue is for what the log could not take. */
export async function readHint<Hint>(
  body: string,
  { schema, label, fault }: HintShape<Hint>,
  ports: RejectPorts,
): Promise<Hint | undefined> {
  const parsed = schema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  await rejectTrigger('command', label, body, new RejectedTriggerError('HINT_INVALID', `${label} ${fault}`), ports);
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
