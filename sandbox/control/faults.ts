import * as z from 'zod';

import { faultSchema } from '../faults/fault.ts';
import { type ControlRoute, controlError, controlReply } from './control-route.ts';

const PATH = '/_sandbox/faults';
const oneOrMany = z.union([faultSchema, z.array(faultSchema)]);

/** GET /_sandbox/faults: those in force with what they have seen and done. */
const listFaults: ControlRoute = {
  method: 'GET',
  path: PATH,
  handle: (_request, { world }) => controlReply(200, { faults: world.faults.all }),
};

/** POST /_sandbox/faults: sets one fault or a list of them. */
const setFaults: ControlRoute = {
  method: 'POST',
  path: PATH,
  handle(request, { world }) {
    const wishes = oneOrMany.safeParse(request.json);
    if (!wishes.success) return controlError(400, explain(request.json));
    const ids = [wishes.data].flat().map((wish) => world.faults.add(wish).id);
    return controlReply(201, { faults: world.faults.all.filter(({ id }) => ids.includes(id)) });
  },
};

/** DELETE /_sandbox/faults: takes all of them away and lets go what they hold. */
const clearFaults: ControlRoute = {
  method: 'DELETE',
  path: PATH,
  handle(request, { world }) {
    const known = world.faults.remove(request.param('id'));
    return known ? controlReply(200, { faults: world.faults.all }) : controlError(404, 'no fault with that id');
  },
};

/** DELETE /_sandbox/faults/:id: takes one away. */
const removeFault: ControlRoute = {
  method: 'DELETE',
  path: `${PATH}/:id`,
  handle(request, { world }) {
    const known = world.faults.remove(request.route['id'] ?? '');
    return known ? controlReply(200, { faults: world.faults.all }) : controlError(404, 'no fault with that id');
  },
};

export const faultRoutes: readonly ControlRoute[] = [listFaults, setFaults, clearFaults, removeFault];

/** A union would say only that nothing fits, so each fault is looked at by itself. */
function explain(body: unknown): string {
  const failures = [body].flat().map((fault) => faultSchema.safeParse(fault).error);
  return failures
    .map((error) => (error === undefined ? '' : z.prettifyError(error)))
    .join('\n')
    .trim();
}
