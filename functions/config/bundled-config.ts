import type { PigeonpostConfig } from './config-schema.ts';

declare const PIGEONPOST_CONFIG: PigeonpostConfig;

/** `pigeonpost.config.ts` as it was when the bundle was built: the build evaluates and checks it, and puts it here as JSON. */
export const bundledConfig: PigeonpostConfig = PIGEONPOST_CONFIG;
