import { RejectedTriggerError } from '../../domain/errors.ts';

/** Every name that a caption may use; null where nothing is known. */
export interface CaptionFields {
  /** From the sidecar, the object's metadata, or the description in the picture. */
  readonly caption: string | null;
  readonly altText: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly creator: string | null;
  /** The file's name without folder and ending. */
  readonly name: string;
  readonly key: string;
  readonly account: string;
}

/** More than any caption takes; a template that never ends is stopped by it. */
const limits = { parseLimit: 20_000, renderLimit: 500, memoryLimit: 1_000_000 };

/**
 * The text that a route's Liquid template makes of what is known.
 *
 * @throws RejectedTriggerError `CAPTION_TEMPLATE` when it names what does not exist, or cannot be read
 */
export async function renderCaption(template: string, fields: CaptionFields): Promise<string> {
  const { Liquid } = await import('liquidjs');
  const strict = { strictFilters: true, strictVariables: true, ownPropertyOnly: true };
  // Without files: a template includes nothing of the machine.
  const liquid = new Liquid({ ...strict, ...limits, templates: {} });
  try {
    return String(await liquid.parseAndRender(template, fields)).trim();
  } catch (cause) {
    const [reason = ''] = String((cause as Error).message).split('\n');
    throw new RejectedTriggerError('CAPTION_TEMPLATE', `the caption of the route: ${reason.slice(0, 200)}`, {
      cause,
      advice: 'Correct caption in the config, restart, then redrive the post.',
    });
  }
}
