import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { onTestFinished, vi } from 'vitest';

import { runCommandLine } from '../../cli/run-command-line.ts';
import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { secretOutputName, stackOutputs } from '../../functions/config/stack-outputs.ts';
import { openAws, type OpenedAws } from '../fakes/aws/open-aws.ts';
import { temporaryFolder } from '../local/engine/temporary-folder.ts';
import type { Said } from './command-line.ts';

/** A deployment `prod` in an AWS on this machine, and the commands on it. */
export class Deployment {
  readonly aws: OpenedAws;
  readonly folder = temporaryFolder();

  private constructor(aws: OpenedAws, config: ConfigInput) {
    this.aws = aws;
    writeFileSync(join(this.folder, 'pigeonpost.config.ts'), `export default ${JSON.stringify(config)};\n`);
  }

  static async open(
    config: ConfigInput = { accounts: { main: {} } },
    outputs: Readonly<Record<string, string>> = {},
  ): Promise<Deployment> {
    const aws = await openAws();
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await aws.close();
    });
    const { url } = aws.server;
    for (const [name, value] of Object.entries({ ...onThisMachine, AWS_ENDPOINT_URL: url })) vi.stubEnv(name, value);
    const secrets = ['account/main', ...Object.keys(config.webhooks ?? {}).map((name) => `webhook/${name}`), 'bridge'];
    for (const name of secrets) aws.secrets.set(`arn:${name}`, undefined);
    aws.stacks.set('pigeonpost-prod', {
      status: 'UPDATE_COMPLETE',
      outputs: [
        ...Object.entries({ ...outputsOf(url), ...outputs }).map(([key, value]) => ({ key, value })),
        ...secrets.map((name) => ({ key: secretOutputName(name), value: `arn:${name}`, description: name })),
      ],
    });
    for (const [name, attributes] of Object.entries(queues)) aws.queues.set(name, attributes);
    return new Deployment(aws, config);
  }

  /** What the command says, and its exit code. */
  async run(...argv: readonly string[]): Promise<Said> {
    let [out, err] = ['', ''];
    const terminal = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
    const place = ['--stage', 'prod', '--config', join(this.folder, 'pigeonpost.config.ts')];
    const [name = '', ...rest] = argv;
    return { code: await runCommandLine([name, ...place, ...rest], terminal), out, err };
  }

  /** The JSON answer of a command that succeeds. */
  async json(...argv: readonly string[]): Promise<unknown> {
    const { code, out, err } = await this.run(...argv, '--json');
    if (code !== 0) throw new Error(`exit code ${code}: ${err}`);
    return JSON.parse(out) as unknown;
  }
}

/** Nothing of whoever runs the tests, and nothing outside this machine. */
const onThisMachine = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
} as const;

const empty = { ApproximateNumberOfMessages: '0' } as const;
const queues = {
  hints: empty,
  'hints-dead': empty,
  intake: { ...empty, QueueArn: 'arn:aws:sqs:eu-central-1:000000000000:intake' },
  'intake-dead': empty,
  fetches: empty,
  'fetches-dead': empty,
} as const;

function outputsOf(url: string): Record<string, string> {
  return {
    [stackOutputs.stage]: 'prod',
    [stackOutputs.dropBucket]: 'the-drop',
    [stackOutputs.workBucket]: 'the-work',
    [stackOutputs.webhookUrl]: 'https://hooks.example/webhooks/',
    [stackOutputs.bridgeUrl]: 'https://hooks.example',
    [stackOutputs.dashboardUrl]: 'https://console.example/dashboard',
    [stackOutputs.logTable]: 'log',
    [stackOutputs.hintsQueueUrl]: `${url}/000000000000/hints`,
    [stackOutputs.hintsDeadLettersUrl]: `${url}/000000000000/hints-dead`,
    [stackOutputs.intakeQueueUrl]: `${url}/000000000000/intake`,
    [stackOutputs.intakeDeadLettersUrl]: `${url}/000000000000/intake-dead`,
    [stackOutputs.fetchesQueueUrl]: `${url}/000000000000/fetches`,
    [stackOutputs.fetchesDeadLettersUrl]: `${url}/000000000000/fetches-dead`,
    [stackOutputs.alarmTopicArn]: 'arn:aws:sns:eu-central-1:000000000000:alarms',
  };
}
