import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';

import { BundledFunction } from './bundled-function.ts';
import { type FunctionSetting, sharedEnv } from './function-setting.ts';
import type { PostQueue } from './post-queue.ts';
import type { Secrets } from './secrets.ts';
import type { WorkBucket } from './work-bucket.ts';

export interface V1BridgeProps {
  readonly setting: FunctionSetting;
  readonly hints: PostQueue;
  readonly work: WorkBucket;
  readonly secrets: Secrets;
  /** Names of the secrets that it reads: its own, and those of the accounts. */
  readonly secretNames: readonly string[];
  /** The API of the webhooks: stage, throttle, log and domain are one for both. */
  readonly api: HttpApi;
  /**
   * Takes the place of all of X's hosts, as the address of a sandbox.
   *
   * @default - X itself
   */
  readonly xApiUrl?: string;
}

/**
 * X's API v1.1 at `/1.1/` of the webhooks' address, for clients with keys of the bridge. Their posts are rows like any
 * others; what they upload, the function brings to X at once.
 */
export class V1Bridge extends Construct {
  readonly function: BundledFunction<'v1-bridge'>;

  constructor(scope: Construct, id: string, props: V1BridgeProps) {
    super(scope, id);
    const { setting, hints, work, secrets, secretNames } = props;
    this.function = this.#addFunction(props);
    setting.log.grantAccept(this.function);
    hints.grantSend(this.function);
    work.grantStage(this.function);
    secrets.grantRead(this.function, secretNames);
    this.#addRoute(props.api);
  }

  #addFunction({ setting, hints, work, secrets, secretNames, xApiUrl }: V1BridgeProps): BundledFunction<'v1-bridge'> {
    return new BundledFunction(this, 'V1Bridge', {
      name: 'v1-bridge',
      bundlesFolder: setting.bundlesFolder,
      environment: {
        ...sharedEnv(setting),
        HINTS_QUEUE_URL: hints.queue.queueUrl,
        WORK_BUCKET: work.bucket.bucketName,
        SECRET_IDS: Stack.of(this).toJsonString(secrets.arnsOf(secretNames)),
        ...(xApiUrl === undefined ? {} : { X_API_URL: xApiUrl }),
      },
      description: "Answers clients of X's API v1.1",
      // API Gateway gives up after 30 s. A post is waited for 25 s at most.
      timeout: Duration.seconds(29),
      // As much as the webhooks have, and for the same: somebody waits, and a body of 4.5 MB is decoded and hashed.
      memorySizeMebibytes: 512,
    });
  }

  #addRoute(api: HttpApi): void {
    const integration = new HttpLambdaIntegration('Bridge', this.function.function);
    for (const route of api.addRoutes({ path: '/1.1/{proxy+}', methods: [HttpMethod.ANY], integration })) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The function is the authoriser: it checks the OAuth signature over the raw call of each client.',
      });
    }
  }
}
