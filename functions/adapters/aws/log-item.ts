import type { AttributeValue } from '@aws-sdk/client-dynamodb';

import { laneOf } from '../../domain/lane-of.ts';
import { isFinal, publicStates } from '../../domain/publication-state.ts';
import type { LogItem, Publication } from '../../domain/publication.ts';
import { KEPT_AFTER_END_DAYS, logTable } from './log-table.ts';

export type Attributes = Record<string, AttributeValue>;

const DAY_SECONDS = 24 * 3600;
/** Comes right after `#`, which ends the account in a key of the index `due`. */
const AFTER_SEPARATOR = '$';

/**
 * An item of the log as DynamoDB keeps it: the whole of it as JSON, so that it comes back exactly as it went, with
 * attributes for what is searched.
 *
 * @param writeId of the transaction: by it we recognise our own write when its answer got lost
 */
export function toAttributes(item: LogItem, writeId: string): Attributes {
  return {
    id: { S: item.id },
    kind: { S: item.kind },
    version: { N: String(item.version) },
    writeId: { S: writeId },
    json: { S: JSON.stringify(item) },
    ...(item.kind === 'publication' ? searched(item) : {}),
    ...((item.kind === 'mark' || item.kind === 'claim') && item.expiresAtEpochSeconds !== undefined
      ? { [logTable.ttlAttribute]: { N: String(item.expiresAtEpochSeconds) } }
      : {}),
  };
}

function searched(row: Publication): Attributes {
  const { account, state, source, dueAtEpochMs, updatedAtEpochMs } = row;
  const expiresAt = Math.floor(updatedAtEpochMs / 1000) + KEPT_AFTER_END_DAYS * DAY_SECONDS;
  return {
    account: { S: account },
    state: { S: publicStates[state] },
    source: { S: source },
    acceptedAt: { S: acceptedAt(row) },
    ...(dueAtEpochMs === null ? {} : { due: { S: dueKey(laneOf(row), Math.ceil(dueAtEpochMs)) } }),
    ...(isFinal(state) ? { expiresAt: { N: String(expiresAt) } } : {}),
  };
}

/** Sorts as the rows were accepted; the id tells apart what came in the same millisecond. */
export function acceptedAt({ acceptedAtEpochMs, id }: Publication): string {
  return `${sortable(acceptedAtEpochMs)}#${id}`;
}

/** Sorts by lane (`laneOf`), which is an account most often, then by time. */
export function dueKey(lane: string, epochMs: number): string {
  return `${lane}#${sortable(epochMs)}`;
}

/** What `dueKey` was made of. */
export function readDueKey(key: string): { readonly account: string; readonly dueAtEpochMs: number } {
  const at = key.lastIndexOf('#');
  return { account: key.slice(0, at), dueAtEpochMs: Number(key.slice(at + 1)) };
}

/** Before every key of the account. */
export function beforeKeysOf(account: string): string {
  return `${account}#`;
}

/** After every key of the account, before those of any other that comes later. */
export function afterKeysOf(account: string): string {
  return account + AFTER_SEPARATOR;
}

/** Sixteen digits hold every moment that a date can. */
function sortable(epochMs: number): string {
  return String(epochMs).padStart(16, '0');
}

/** The item as it was put; undefined for nothing, and for an item of another kind. */
export function fromAttributes<Kind extends LogItem['kind']>(
  kind: Kind,
  attributes: Attributes | undefined,
): Extract<LogItem, { kind: Kind }> | undefined {
  const json = attributes?.['json']?.S;
  if (json === undefined || attributes?.['kind']?.S !== kind) return undefined;
  return JSON.parse(json) as Extract<LogItem, { kind: Kind }>;
}
