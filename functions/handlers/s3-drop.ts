import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

import type { DropConfig } from '../config/config-schema.ts';
import { acceptDrop } from '../domain/accept-drop.ts';
import { PigeonpostError } from '../domain/errors.ts';
import { rejectTrigger } from '../domain/reject-trigger.ts';
import { takeManifest } from '../drops/album-mark.ts';
import { reportNoRoute } from '../drops/report-no-route.ts';
import { takeSidecar, type TakeSidecarPorts } from '../drops/take-sidecar.ts';
import { wakeAlbum } from '../drops/wake-album.ts';
import { answerPerRecord } from '../middleware/answer-per-record.ts';
import { isManifest } from '../triggers/s3-drop/manifest-keys.ts';
import { objectToDrop } from '../triggers/s3-drop/object-to-drop.ts';
import { parseS3Event, type ObjectCreated, type S3Message } from '../triggers/s3-drop/parse-s3-event.ts';
import { isNoDrop, routeDrop } from '../triggers/s3-drop/route-drop.ts';
import { sidecarEnding } from '../triggers/s3-drop/sidecar-keys.ts';

export interface S3DropPorts extends TakeSidecarPorts {
  readonly routes: readonly DropConfig[];
}

/**
 * The Lambda behind the intake queue: an object appeared in the drop bucket, so a gathering row is written. `publish`
 * goes on from there: `gatherDrop`, `uploadMedia`, `saveIntent`, `createPost`, `settlePosted`.
 */
export function createS3DropHandler(ports: S3DropPorts) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) =>
    answerPerRecord(event, ports.journal, async (record) => takeMessage(record.body, ports)),
  );
}

async function takeMessage(body: string, ports: S3DropPorts): Promise<void> {
  let message: S3Message;
  try {
    message = parseS3Event(body);
  } catch (error) {
    if (!(error instanceof PigeonpostError)) throw error;
    return rejectTrigger('drop', 'a message of the intake queue', body, error, ports);
  }
  for (const { label, input, error } of message.unreadable) await rejectTrigger('drop', label, input, error, ports);
  for (const object of message.objects) await takeObject(object, ports);
}

async function takeObject(object: ObjectCreated, ports: S3DropPorts): Promise<void> {
  // First of all: nothing that we write ourselves may trigger us.
  if (isNoDrop(object.key)) return;
  const route = routeDrop(object.key, ports.routes);
  if (route === undefined) return reportNoRoute(object, ports);
  if (isManifest(object.key, route)) return takeManifest(object, route, ports);
  const isInAlbum = await wakeAlbum(object.key, route, ports);
  if (isInAlbum || sidecarEnding(object.key) === undefined) await acceptDrop(objectToDrop(object, route), ports);
  else await takeSidecar(object, route, ports);
}
