import type { PigeonpostConfig } from './config-schema.ts';

/**
 * `pigeonpost.config.ts` as it was when the bundle was built. The build evaluates and checks it, and puts a module that
 * holds it as JSON in the place of this one, which declares it and has nothing to run.
 */
export declare const bundledConfig: Omit<PigeonpostConfig, 'deployments'>;
