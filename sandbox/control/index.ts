import type { ControlRoute } from './control-route.ts';
import { reset } from './reset.ts';
import { changeSettings, readSettings } from './settings.ts';

export const controlRoutes: readonly ControlRoute[] = [readSettings, changeSettings, reset];
