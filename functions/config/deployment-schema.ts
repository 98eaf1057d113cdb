import * as z from 'zod';

/**
 * Names of deployments. `pigeonpost-<stage>` is the stack's name and begins those of its buckets, which may have 63
 * characters in all: CloudFormation would cut a longer one.
 */
export const stageName = z
  .string()
  .regex(/^(?=.{1,16}$)[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be 1 to 16 of a-z and 0-9, with single "-" between' });

const hostName = z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
  error: 'must be a host name in lower case, as in "hooks.example.org"',
});

const certificateArn = z.string().regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, {
  error: 'must be the ARN of a certificate of AWS Certificate Manager, in the region of the deployment',
});

/** What a deployment has of its own; read when its stack is made, never by a function. */
export const deploymentSchema = z.strictObject({
  /** Who hears of alarms; each address confirms once, by mail. */
  alarmEmails: z.array(z.email({ error: 'must be an e-mail address' })).default([]),
  /** An address of one's own for the webhooks; its DNS record is yours to make. */
  webhookDomain: z.strictObject({ name: hostName, certificateArn }).exactOptional(),
});

export type DeploymentConfig = z.output<typeof deploymentSchema>;
