/** What a deployment tells of itself, by the names of the stack's outputs: what commands look up with `--stage`. */
export const stackOutputs = {
  stage: 'Stage',
  dropBucket: 'DropBucket',
  workBucket: 'WorkBucket',
  /** Ends in `/webhooks/`; a webhook's name follows. */
  webhookUrl: 'WebhookUrl',
  /** Where clients of X's API v1.1 call instead of `https://api.twitter.com`. */
  bridgeUrl: 'BridgeUrl',
  /** Only with a domain of one's own: where its CNAME record has to point. */
  webhookDomainTarget: 'WebhookDomainTarget',
  dashboardUrl: 'DashboardUrl',
  logTable: 'LogTable',
  hintsQueueUrl: 'HintsQueueUrl',
  hintsDeadLettersUrl: 'HintsDeadLettersUrl',
  intakeQueueUrl: 'IntakeQueueUrl',
  intakeDeadLettersUrl: 'IntakeDeadLettersUrl',
  fetchesQueueUrl: 'FetchesQueueUrl',
  fetchesDeadLettersUrl: 'FetchesDeadLettersUrl',
  alarmTopicArn: 'AlarmTopicArn',
  /** Only where something takes the place of X, for a trial. */
  xApiUrl: 'XApiUrl',
} as const;

/** How CloudFormation names the stack of that stage. */
export function stackNameOf(stage: string): string {
  return `pigeonpost-${stage}`;
}

/**
 * The output that holds the ARN of the secret with this name: `SecretAccountMain` for `account/main`. Names of outputs
 * are letters and digits; whatever else a name holds is written as its code.
 */
export function secretOutputName(secretName: string): string {
  const parts = secretName
    .split('/')
    .map((part) => part.replaceAll(/[^A-Za-z0-9]/g, (sign) => `x${sign.charCodeAt(0).toString(16)}`))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return `Secret${parts.join('')}`;
}
