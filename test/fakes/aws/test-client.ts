import { clientSettings, type ClientSettings } from '../../../functions/adapters/aws/client-settings.ts';

/** How the deployed client of that service is set up, turned to a server on this machine. */
export function testClient(
  service: keyof typeof clientSettings,
  endpoint: string,
  changes: Partial<ClientSettings> = {},
) {
  return {
    ...clientSettings[service],
    ...changes,
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}
