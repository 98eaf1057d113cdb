import { type FunctionEnv, type FunctionName, strictEnvOf } from '../../functions/config/env.ts';

export const ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:';

/** The environment of that function in a deployment whose services stand on this machine. */
export function deployedEnv(
  name: FunctionName,
  { aws, x }: { readonly aws: string; readonly x: string },
): Readonly<Record<string, string>> {
  const all: FunctionEnv<'publish'> & FunctionEnv<'webhook'> = {
    LOG_LEVEL: 'info',
    METRICS_NAMESPACE: 'Pigeonpost/test',
    LOG_TABLE: 'log',
    HINTS_QUEUE_URL: `${aws}/000000000000/hints`,
    FETCH_QUEUE_URL: `${aws}/000000000000/fetches`,
    DROP_BUCKET: 'the-drop',
    WORK_BUCKET: 'the-work',
    SECRET_IDS: JSON.stringify({
      'account/main': `${ARN}account`,
      'webhook/cms': `${ARN}webhook`,
      bridge: `${ARN}bridge`,
    }),
    X_API_URL: x,
  };
  const own = Object.fromEntries(Object.entries(all).filter(([key]) => key in strictEnvOf(name).shape));
  strictEnvOf(name).parse(own);
  return { ...own, AWS_ENDPOINT_URL: aws };
}
