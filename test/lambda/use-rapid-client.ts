import { registerHooks } from 'node:module';

/** Loaded before the runtime client: gives it our part in the place of the one that was not compiled. */
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier.endsWith('rapid-client.node')
      ? { url: new URL('rapid-client.ts', import.meta.url).href, shortCircuit: true }
      : nextResolve(specifier, context),
});
