import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  type DomainMappingOptions,
  DomainName,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { BundledFunction } from './bundled-function.ts';
import { type FunctionSetting, sharedEnv } from './function-setting.ts';
import type { MediaDrop } from './media-drop.ts';
import type { PostQueue } from './post-queue.ts';
import type { Secrets } from './secrets.ts';
import type { WorkBucket } from './work-bucket.ts';

/** An address of one's own for the webhooks. */
export interface WebhookDomain {
  /** As in `hooks.example.org`. Its DNS record is made by who owns the zone. */
  readonly name: string;
  /** A certificate of AWS Certificate Manager for that name, in the region of the deployment. */
  readonly certificateArn: string;
}

export interface WebhookApiProps {
  readonly setting: FunctionSetting;
  readonly hints: PostQueue;
  /** Of rows whose media are to be fetched. */
  readonly fetches: PostQueue;
  readonly drop: MediaDrop;
  readonly work: WorkBucket;
  readonly secrets: Secrets;
  /** Names of the webhooks' secrets. */
  readonly secretNames: readonly string[];
  /**
   * Calls a second, steady, over all webhooks; more are answered 429.
   *
   * @default 20 - X takes 100 posts in 15 minutes from an account: what comes faster for long could only wait
   */
  readonly callsPerSecond?: number;
  /**
   * Calls at once above the steady rate.
   *
   * @default 100 - a sender that repeats what it could not deliver brings them together
   */
  readonly burstCalls?: number;
  /** Webhooks that take less: calls a minute by their names. */
  readonly callsPerMinute?: Readonly<Record<string, number>>;
  /** @default - the address that API Gateway gives; with a domain that one is switched off */
  readonly domain?: WebhookDomain;
}

/** What is logged of a call: never a header, a query or a body, since signatures and tokens travel in them. */
const accessLine = {
  at: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  sourceIp: '$context.identity.sourceIp',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/**
 * `POST /webhooks/{name}` on the internet, `/posts/{id}` to ask for what became of a call, `/openapi` to read of both:
 * throttled, logged, and answered by a function that checks each call's signature or token before it reads anything else.
 */
export class WebhookApi extends Construct {
  readonly function: BundledFunction<'webhook'>;
  readonly api: HttpApi;
  /** Without a path and without a slash at the end. */
  readonly address: string;
  /** Ends in `/webhooks/`; the name of a webhook follows. */
  readonly url: string;
  /** Where the CNAME record of the domain has to point; absent without a domain. */
  readonly domainTarget: string | undefined;

  constructor(scope: Construct, id: string, props: WebhookApiProps) {
    super(scope, id);
    const { domain } = props;
    this.function = this.#addFunction(props);
    this.api = new HttpApi(this, 'Api', {
      // Shown in the console; several may have the same.
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
    });
    const owned = domain === undefined ? undefined : this.#addDomain(domain);
    this.domainTarget = owned?.regionalDomainName;
    const stage = this.#addStage(props, owned);
    const integration = new HttpLambdaIntegration('Webhook', this.function.function);
    this.#addRoutes(integration);
    this.#throttle(stage, integration, props.callsPerMinute ?? {});
    this.address = domain === undefined ? this.api.apiEndpoint : `https://${domain.name}`;
    this.url = `${domain === undefined ? stage.url : `https://${domain.name}/`}webhooks/`;
  }

  #addFunction({
    setting,
    hints,
    fetches,
    drop,
    work,
    secrets,
    secretNames,
  }: WebhookApiProps): BundledFunction<'webhook'> {
    const fn = new BundledFunction(this, 'Webhook', {
      name: 'webhook',
      bundlesFolder: setting.bundlesFolder,
      environment: {
        ...sharedEnv(setting),
        HINTS_QUEUE_URL: hints.queue.queueUrl,
        DROP_BUCKET: drop.bucket.bucketName,
        WORK_BUCKET: work.bucket.bucketName,
        FETCH_QUEUE_URL: fetches.queue.queueUrl,
        SECRET_IDS: Stack.of(this).toJsonString(secrets.arnsOf(secretNames)),
      },
      description: 'Takes signed webhook calls into the publication log',
      // API Gateway gives up after 30 s; senders after some 10.
      timeout: Duration.seconds(29),
      // A third of a processor: senders wait for the answer, and a body of 4.5 MB is decoded and hashed first.
      memorySizeMebibytes: 512,
    });
    setting.log.grantAccept(fn);
    hints.grantSend(fn);
    fetches.grantSend(fn);
    drop.grantRead(fn);
    work.grantStage(fn);
    work.grantRenew(fn);
    secrets.grantRead(fn, secretNames);
    return fn;
  }

  #addStage({ callsPerSecond = 20, burstCalls = 100 }: WebhookApiProps, domain?: DomainName): HttpStage {
    const logs = new LogGroup(this, 'Calls', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const domainMapping: { domainMapping?: DomainMappingOptions } =
      domain === undefined ? {} : { domainMapping: { domainName: domain } };
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: callsPerSecond, burstLimit: burstCalls },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLine)),
      },
      ...domainMapping,
    });
  }

  #addRoutes(integration: HttpLambdaIntegration): void {
    const routes = [
      ...['/webhooks/{name}', '/webhooks/{name}/uploads'].flatMap((path) =>
        this.api.addRoutes({ path, methods: [HttpMethod.POST], integration }),
      ),
      ...this.api.addRoutes({ path: '/posts/{id}', methods: [HttpMethod.GET, HttpMethod.DELETE], integration }),
    ];
    const open = ['/openapi.json', '/openapi'].flatMap((path) =>
      this.api.addRoutes({ path, methods: [HttpMethod.GET], integration }),
    );
    for (const route of open) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The description of the API is the same for everybody, and holds nothing of this deployment.',
      });
    }
    acknowledgeSignatures(routes);
  }

  /** API Gateway throttles by route, so that a webhook with a limit of its own needs a route of its own. */
  #throttle(stage: HttpStage, integration: HttpLambdaIntegration, limits: Readonly<Record<string, number>>): void {
    const { defaultChild } = stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error('the stage is no stage of API Gateway any more');
    const settings = Object.entries(limits).map(([name, perMinute]) => {
      const path = `/webhooks/${name}`;
      const routes = this.api.addRoutes({ path, methods: [HttpMethod.POST], integration });
      acknowledgeSignatures(routes);
      // A stage knows settings only of routes that are there.
      stage.node.addDependency(...routes);
      return [`POST ${path}`, { ThrottlingRateLimit: perMinute / 60, ThrottlingBurstLimit: perMinute }];
    });
    if (settings.length > 0) defaultChild.routeSettings = Object.fromEntries(settings);
  }

  #addDomain({ name, certificateArn }: WebhookDomain): DomainName {
    return new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
  }
}

function acknowledgeSignatures(routes: readonly HttpRoute[]): void {
  for (const route of routes) {
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The function is the authoriser: a signature covers the raw body, which no authoriser of API Gateway sees.',
    });
  }
}
