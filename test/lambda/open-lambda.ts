import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { RuntimeApi, type Outcome } from './runtime-api.ts';

const runtimeClient = fileURLToPath(import.meta.resolve('aws-lambda-ric'));
const useRapidClient = fileURLToPath(new URL('use-rapid-client.ts', import.meta.url));

/** One container of a function: its bundle under the runtime client that Lambda itself uses. */
export interface Lambda {
  loaded(): Promise<Outcome | 'ready'>;
  invoke(event: unknown, leftMs?: number): Promise<Outcome>;
  /** What it wrote to standard output, line by line: what goes to its log group. */
  lines(): readonly Record<string, unknown>[];
  /** Whatever it wrote, for a failing test to show. */
  output(): string;
  close(): Promise<void>;
}

/** @param environment what is deployed with the function; nothing else of this process reaches it */
export async function openLambda(
  bundleFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Lambda> {
  const api = new RuntimeApi();
  const address = await api.open();
  const child = spawn(process.execPath, ['--import', useRapidClient, runtimeClient, 'index.handler'], {
    cwd: bundleFolder,
    env: { ...lambdaEnvironment(bundleFolder, address), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => ((out += chunk), (all += chunk)));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (all += chunk));
  const exited = once(child, 'exit');
  return {
    loaded: async () => api.loaded(),
    invoke: async (event, leftMs) => api.invoke(event, leftMs),
    lines: () =>
      out
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    output: () => all,
    close: async () => {
      child.kill('SIGKILL');
      await exited;
      api.close();
    },
  };
}

/** What Lambda sets for every function. */
function lambdaEnvironment(taskRoot: string, runtimeApi: string) {
  return {
    _HANDLER: 'index.handler',
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: 'test',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: 'test',
    AWS_LAMBDA_LOG_STREAM_NAME: 'test',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
  };
}
