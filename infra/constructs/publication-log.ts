import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

import { logTable } from '../../functions/adapters/aws/log-table.ts';
import type { Grantee } from './grantee.ts';

/**
 * The table of the publication log: paid by the request, restorable to any second of the last 35 days, and kept when
 * the stack goes. It alone knows what was posted.
 */
export class PublicationLog extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: logTable.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: logTable.ttlAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const { name, partitionKey, sortKey, nonKeyAttributes } of Object.values(logTable.indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...nonKeyAttributes],
      });
    }
  }

  /** For triggers. Gives `dynamodb:GetItem` and `dynamodb:PutItem`, which transactions need too. */
  grantAccept(trigger: Grantee): void {
    trigger.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [this.table.tableArn]);
  }

  /** For who looks for what is due. Gives `dynamodb:Query` on the index of due rows and `dynamodb:BatchGetItem`. */
  grantFindDue(reader: Grantee): void {
    reader.allow(['dynamodb:BatchGetItem'], [this.table.tableArn]);
    reader.allow(['dynamodb:Query'], [`${this.table.tableArn}/index/${logTable.indexes.due.name}`]);
  }
}
