import { describe, expect, it } from 'vitest';

import type { ConfigInput } from '../../functions/config/config-schema.ts';
import { plainId, propertiesOf, resourcesOf, writtenOut } from './resources.ts';
import { sampleConfig, synthesise } from './synthesise.ts';

const template = synthesise();
const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000';
const ownDomain: ConfigInput = {
  ...sampleConfig,
  deployments: { prod: { webhookDomain: { name: 'hooks.example.org', certificateArn } } },
};

describe('the webhooks and the bridge on the internet', () => {
  it('have six routes, each to the function that checks its signatures and tokens', () => {
    const routes = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Route'));
    expect(routes.map(({ Properties }) => Properties['RouteKey'])).toEqual([
      'POST /webhooks/{name}',
      'POST /webhooks/{name}/uploads',
      'GET /posts/{id}',
      'DELETE /posts/{id}',
      'GET /openapi.json',
      'GET /openapi',
      'ANY /1.1/{proxy+}',
    ]);
    const integrations = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Integration'));
    expect(integrations.map(({ Properties }) => writtenOut(Properties['IntegrationUri']))).toEqual([
      '<WebhooksWebhookFunction.Arn>',
      '<BridgeV1BridgeFunction.Arn>',
    ]);
    for (const { Properties } of integrations) expect(Properties['PayloadFormatVersion']).toBe('2.0');
  });

  it('are throttled', () => {
    expect(propertiesOf(template, 'WebhooksStage')['DefaultRouteSettings']).toEqual({
      ThrottlingRateLimit: 20,
      ThrottlingBurstLimit: 100,
    });
  });

  it('are throttled more where their config says so, each by a route of its own', () => {
    const [cms, shop] = [{ perMinute: 30 }, {}].map((limit) => ({
      scheme: 'standard-webhooks' as const,
      account: 'main',
      ...limit,
    }));
    const limited = synthesise({ config: { ...sampleConfig, webhooks: { cms: cms!, shop: shop! } } });
    expect(propertiesOf(limited, 'WebhooksStage')['RouteSettings']).toEqual({
      'POST /webhooks/cms': { ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 30 },
    });
    const routes = Object.entries(resourcesOf(limited, 'AWS::ApiGatewayV2::Route'));
    const [own] = routes.filter(([, { Properties }]) => Properties['RouteKey'] === 'POST /webhooks/cms');
    const [stage] = Object.values(resourcesOf(limited, 'AWS::ApiGatewayV2::Stage'));
    expect(stage?.DependsOn?.map(plainId)).toContain(own?.[0]);
    expect(routes.map(([, { Properties }]) => Properties['RouteKey'])).not.toContain('POST /webhooks/shop');
  });

  it('log each call as JSON, without headers, query or body', () => {
    const { DestinationArn, Format } = propertiesOf(template, 'WebhooksStage')['AccessLogSettings'] as {
      DestinationArn: unknown;
      Format: string;
    };
    expect(writtenOut(DestinationArn)).toBe('<WebhooksCalls.Arn>');
    expect(propertiesOf(template, 'WebhooksCalls')['RetentionInDays']).toBe(90);
    const line = JSON.parse(Format) as Record<string, string>;
    expect(line).toMatchObject({ status: '$context.status', path: '$context.path' });
    expect(Object.values(line).filter((value) => !/^\$context\.[\w.]+$/.test(value))).toEqual([]);
    expect(Format).not.toMatch(/header|query|body|authorizer/i);
  });

  it('let API Gateway alone call the functions, for this API', () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).filter(
      ({ Properties }) => Properties['Principal'] === 'apigateway.amazonaws.com',
    );
    const api = 'arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<WebhooksApi>';
    expect(new Set(permissions.map(({ Properties }) => writtenOut(Properties['SourceArn'])))).toEqual(
      new Set(
        ['webhooks/{name}', 'webhooks/{name}/uploads', 'posts/{id}', 'openapi.json', 'openapi', '1.1/{proxy+}'].map(
          (path) => `${api}/*/*/${path}`,
        ),
      ),
    );
  });

  it('stand at the address that API Gateway gives, unless there is a domain', () => {
    expect(resourcesOf(template, 'AWS::ApiGatewayV2::DomainName')).toEqual({});
    expect(propertiesOf(template, 'WebhooksApi')['DisableExecuteApiEndpoint']).not.toBe(true);
  });
});

describe('with a domain of its own', () => {
  const owned = synthesise({ config: ownDomain });

  it('answers there over TLS 1.2, and nowhere else', () => {
    expect(propertiesOf(owned, 'WebhooksDomain')).toMatchObject({
      DomainName: 'hooks.example.org',
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' },
      ],
    });
    expect(propertiesOf(owned, 'WebhooksApi')['DisableExecuteApiEndpoint']).toBe(true);
    const [mapping] = Object.values(resourcesOf(owned, 'AWS::ApiGatewayV2::ApiMapping'));
    expect(mapping?.Properties).toMatchObject({ Stage: '$default' });
  });

  it('says where its record has to point, and names itself in the address', () => {
    const outputs = owned.toJSON()['Outputs'] as Record<string, { Value: unknown }>;
    expect(writtenOut(outputs['WebhookDomainTarget']?.Value)).toBe('<WebhooksDomain.RegionalDomainName>');
    expect(writtenOut(outputs['WebhookUrl']?.Value)).toBe('https://hooks.example.org/webhooks/');
    expect(writtenOut(outputs['BridgeUrl']?.Value)).toBe('https://hooks.example.org');
  });
});
