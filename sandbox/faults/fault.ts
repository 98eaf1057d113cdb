import * as z from 'zod';

const milliseconds = z.int().nonnegative();

const respond = z.strictObject({
  status: z.int().min(200).max(599).default(503),
  headers: z.record(z.string(), z.string()).default({}),
  /** An object becomes JSON; a string goes as it is; null or nothing sends an empty body. */
  body: z.unknown().optional(),
});

/** What happens to a call. Where several are named, they happen in the order given here. */
export const faultActionSchema = z
  .strictObject({
    /** Wait before anything is done. */
    delayMs: milliseconds.optional(),
    /** Destroy the connection: before any work, or after the work was done. */
    cut: z.enum(['before', 'after']).optional(),
    /** Commit only after that time. The caller gets `respond`, or else a broken connection. */
    lateCommitMs: milliseconds.optional(),
    /** Answer this instead of X's own answer. */
    respond: respond.optional(),
    /** Whether `respond`, `html502` and `empty413` come instead of the work or after it. */
    work: z.enum(['skip', 'do']).default('skip'),
    /** The HTML page of an edge that has lost its backend. */
    html502: z.literal(true).optional(),
    /** 413 with no body, as the edge gives it. */
    empty413: z.literal(true).optional(),
    /** 429 although `x-rate-limit-remaining` is that large. */
    limitedWithRemaining: z.int().nonnegative().optional(),
    /** Media processing that never ends. */
    stuckInProgress: z.literal(true).optional(),
    /** A success whose body has no id. */
    withoutId: z.literal(true).optional(),
    /** Wait after the work, before the answer. */
    delayAnswerMs: milliseconds.optional(),
    /** Keep the answer until the fault is deleted. */
    hold: z.literal(true).optional(),
    /** Send only half of the body, then break the connection. */
    truncate: z.literal(true).optional(),
  })
  .refine((action) => Object.keys(action).length > 1, 'name at least one thing that happens');

export type FaultAction = z.infer<typeof faultActionSchema>;

const matchSchema = z.strictObject({
  /** Name of an endpoint or the beginning of one up to a dot, as in `v1.statuses`; `*` is any. */
  endpoint: z.string().min(1).default('*'),
  /** Screen name or user id. */
  account: z.string().optional(),
  /** Only these calls that match, counted from 1 since the fault was set. */
  nth: z.union([z.int().positive(), z.array(z.int().positive())]).optional(),
  /** Every that manieth call that matches. */
  every: z.int().positive().optional(),
  /** At most that often. */
  times: z.int().positive().optional(),
  /** Chance from 0 to 1, drawn from a generator begun with `seed`: the same calls meet the same faults again. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().default(1),
});

export const faultSchema = z.strictObject({
  /** Chosen by the caller, or given by the sandbox. */
  id: z.string().min(1).max(100).optional(),
  match: matchSchema.prefault({}),
  action: faultActionSchema,
});

export type FaultWish = z.infer<typeof faultSchema>;
