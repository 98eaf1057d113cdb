import { randomBytes } from 'node:crypto';

import { XRefusedError } from '../../../domain/errors.ts';
import { adviceOf } from '../answers/own-outcomes.ts';
import { type Answer, parseAnswer } from '../answers/parse-answer.ts';
import { exchange, type HttpReply } from '../http/exchange.ts';
import type { RequestBody } from '../http/request-body.ts';
import { TransportError } from '../http/transport-error.ts';
import { encodeParams, signRequest } from '../oauth/sign-request.ts';
import { journalExchange } from './journal-exchange.ts';
import { labelOf, type Session, type XCall } from './session.ts';

/** An answer, with the time at which its request left. */
export type Sent = Answer & { readonly sentAtEpochMs: number };

/**
 * X's answer to the call: signed anew, sent once, written to the journal.
 *
 * @throws TransportError when no whole answer came
 * @throws XRefusedError `READ_ONLY`
 */
export async function sendOnce(session: Session, call: XCall): Promise<Sent> {
  if (session.readOnly && call.method !== 'GET') throw readOnly(call);
  const url = urlOf(call);
  const body = call.body?.();
  const sentAtEpochMs = session.clock();
  const note = noteFor(session, call, body, sentAtEpochMs);
  try {
    // The create call wants a connection that is surely alive: a dead one would leave its outcome unknown.
    const pool = await session.pools.open(url.origin, call.step === 'create');
    const { signal, method } = call;
    const deadlines = session.deadlines[call.deadline];
    const headers = headersFor(session, call, url, body);
    const reply = await exchange(pool, { method, url, headers, body: body?.bytes ?? null, deadlines, signal });
    session.pools.answered(url.origin);
    const answer = parseAnswer(reply, session.redact);
    note({ reply, requestId: answer.x.requestId });
    return { ...answer, sentAtEpochMs };
  } catch (error) {
    if (error instanceof TransportError) note({ error });
    throw error;
  } finally {
    body?.dispose?.();
  }
}

function urlOf({ baseUrl, path, query }: XCall): URL {
  return new URL(`${baseUrl}${path}${query === undefined ? '' : `?${encodeParams(query)}`}`);
}

function headersFor(
  { keys, accountClock }: Session,
  { method }: XCall,
  url: URL,
  body: RequestBody | undefined,
): Record<string, string> {
  const moment = { nonce: randomBytes(16).toString('hex'), timestampSeconds: accountClock.timestampSeconds() };
  const authorization = signRequest({ method, url, formFields: body?.formFields ?? [] }, keys, moment);
  const always = { authorization, accept: 'application/json', 'user-agent': 'pigeonpost' };
  if (body === undefined) return always;
  return { ...always, 'content-type': body.contentType, 'content-length': String(body.totalBytes) };
}

type Note = (ending: { reply?: HttpReply; requestId?: string | undefined; error?: TransportError }) => void;

function noteFor(session: Session, call: XCall, body: RequestBody | undefined, sentAtEpochMs: number): Note {
  const { account, tokenFingerprint, clock, journal } = session;
  return ({ reply, requestId, error }) => {
    journalExchange(journal, {
      account,
      tokenFingerprint,
      method: call.method,
      path: call.path,
      ...(reply === undefined ? {} : { status: reply.status, headers: reply.headers, requestId }),
      ...(error === undefined ? {} : { failure: error.code, wasSent: error.wasSent }),
      durationMs: clock() - sentAtEpochMs,
      sentBytes: body?.totalBytes ?? 0,
      receivedBytes: reply?.body.length ?? 0,
      isRoutine: call.isRoutine ?? false,
    });
  };
}

function readOnly(call: XCall): XRefusedError {
  return new XRefusedError('READ_ONLY', `${labelOf(call)} was not sent: in a dry run X is only read`, {
    advice: adviceOf('READ_ONLY'),
  });
}
