import { pageRoutes } from '../page/page-routes.ts';
import { listAccounts, makeAccounts } from './accounts.ts';
import type { ControlRoute } from './control-route.ts';
import { faultRoutes } from './faults.ts';
import { readMedia } from './media.ts';
import { listMessages } from './messages.ts';
import { listPosts } from './posts.ts';
import { listRequests } from './requests.ts';
import { reset } from './reset.ts';
import { changeSettings, readSettings } from './settings.ts';

export const controlRoutes: readonly ControlRoute[] = [
  listPosts,
  readMedia,
  listRequests,
  listMessages,
  readSettings,
  changeSettings,
  reset,
  makeAccounts,
  listAccounts,
  ...faultRoutes,
  ...pageRoutes,
];
