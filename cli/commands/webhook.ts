import { ConfigError } from '../../functions/domain/errors.ts';
import type { Command } from '../command.ts';
import { sendCall } from '../webhook/send-call.ts';
import { showSecret } from '../webhook/show-secret.ts';

/** Secrets of webhooks, and calls to try them with. */
export const webhookCommand: Command = {
  name: 'webhook',
  summary: 'Make, show or rotate the secret of a webhook, or send it a signed call.',
  usage: `secret NAME [--rotate | --drop-previous] [--from FILE] [--api-key]
       npm run pigeonpost -- webhook send NAME FILE [--id ID] [--type TYPE] [--url URL]

  secret             show it; make it when there is none yet
  --rotate           a new one; the old one is taken too until --drop-previous
  --drop-previous    take the old one no longer
  --from FILE        the secret that the sender gave you, from a file, or - for standard input
  --api-key          a new bearer token with which the sender may ask for its posts

  send               call it with the bytes of FILE (- for standard input), signed by its scheme
  --id ID            of the delivery; the same one again is a repeat (default: a new one)
  --type TYPE        content type (default application/json)
  --url URL          another address than that of the engine or deployment`,
  options: {
    rotate: { type: 'boolean' },
    'drop-previous': { type: 'boolean' },
    from: { type: 'string' },
    'api-key': { type: 'boolean' },
    id: { type: 'string' },
    type: { type: 'string' },
    url: { type: 'string' },
  },
  run: async (given, place) => {
    const [action, name, file, ...others] = given.positionals;
    if (action === 'secret' && name !== undefined && file === undefined) return showSecret(name, given, place);
    if (action === 'send' && name !== undefined && file !== undefined && others.length === 0) {
      return sendCall(name, file, given, place);
    }
    throw new ConfigError('say webhook secret NAME, or webhook send NAME FILE');
  },
};
