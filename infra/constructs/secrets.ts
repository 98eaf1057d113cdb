import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

import type { Grantee } from './grantee.ts';

export interface SecretsProps {
  /** As the functions ask for them: `account/main`, `webhook/cms`. */
  readonly names: readonly string[];
}

/**
 * One secret for each account and webhook, made without a value: keys never pass through a template, and "no value yet"
 * is what the functions report as not set. Kept when the stack goes.
 */
export class Secrets extends Construct {
  /** The ARN of each, by its name in the project. */
  readonly arns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { names }: SecretsProps) {
    super(scope, id);
    this.arns = Object.fromEntries([...new Set(names)].map((name) => [name, this.#addSecret(name).ref]));
  }

  /**
   * Gives `secretsmanager:GetSecretValue` on exactly these.
   *
   * @throws Error when there is no such secret here
   */
  grantRead(reader: Grantee, names: readonly string[]): void {
    const arns = Object.values(this.arnsOf(names));
    if (arns.length > 0) reader.allow(['secretsmanager:GetSecretValue'], arns);
  }

  /**
   * The ARNs of these, by name.
   *
   * @throws Error when there is no such secret here
   */
  arnsOf(names: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(
      names.map((name) => {
        const arn = this.arns[name];
        if (arn === undefined)
          throw new Error(`there is no secret ${name}; there is ${Object.keys(this.arns).join(', ')}`);
        return [name, arn];
      }),
    );
  }

  #addSecret(name: string): CfnSecret {
    const secret = new CfnSecret(this, name, { description: name });
    secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Keys of X and of senders are made by people on their sites; no function can rotate them.',
    });
    return secret;
  }
}
