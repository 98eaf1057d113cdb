import { v1Error } from '../errors/v1-error.ts';
import type { SandboxRequest } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';

const PERMALINK =
  /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/[A-Za-z0-9_]{1,15}\/status(?:es)?\/(\d{1,19})(?:[/?#].*)?$/i;
const MESSAGE_LINK = /^https?:\/\/(?:www\.)?(?:twitter|x)\.com\/messages\/compose\?/i;

/**
 * Id of the Tweet that `attachment_url` quotes; undefined without one, or when it is a link to a direct message.
 * @throws Refusal when the link is neither, or stands beside media.
 */
export function readAttachment(request: SandboxRequest, mediaCount: number): string | undefined {
  const url = request.param('attachment_url') ?? '';
  const attachments =
    [url, request.param('card_uri') ?? ''].filter((part) => part !== '').length + (mediaCount > 0 ? 1 : 0);
  const quotedId = PERMALINK.exec(url)?.[1];
  if (url !== '' && quotedId === undefined && !MESSAGE_LINK.test(url)) {
    throw new Refusal(v1Error(400, 44, 'attachment_url parameter is invalid.'));
  }
  if (attachments > 1)
    throw new Refusal(v1Error(403, 386, 'The Tweet exceeds the number of allowed attachment types.'));
  return quotedId;
}
