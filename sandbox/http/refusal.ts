import type { Reply } from './endpoint.ts';

/** Thrown anywhere below a handler: the request is refused with this reply and nothing was done. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reply: Reply;

  constructor(reply: Reply, why = 'refused') {
    super(why);
    this.reply = reply;
  }
}
