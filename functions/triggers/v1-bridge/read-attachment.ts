import { V1Error, v1Errors } from './v1-error.ts';

/** The card that stands for "show no card", which clients send out of habit: a post of ours asks for none anyway. */
const NO_CARD = 'tombstone://card';

/**
 * The address of the post that is quoted, or of a direct message; undefined without one. Whether it is such an address
 * the one validator says.
 *
 * @throws V1Error 403/386 where two things are attached, 400/44 for a card: it would be lost without a word
 */
export function readAttachment(parameters: ReadonlyMap<string, string>, mediaCount: number): string | undefined {
  const url = parameters.get('attachment_url')?.trim() ?? '';
  const card = parameters.get('card_uri')?.trim() ?? '';
  const hasCard = card !== '' && card !== NO_CARD;
  const attached = [url !== '', hasCard, mediaCount > 0].filter(Boolean).length;
  if (attached > 1) throw new V1Error(v1Errors.tooManyAttachments);
  if (hasCard) throw new V1Error(v1Errors.parameterInvalid, 'card_uri parameter is invalid.');
  return url === '' ? undefined : url.replace(/^http:/i, 'https:');
}
