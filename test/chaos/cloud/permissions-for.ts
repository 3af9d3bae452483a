import type { Call } from './intercept.ts';

/** IAM's name for what the document client's and the plain client's commands do. */
const ITEM_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  Get: ['GetItem'],
  Put: ['PutItem'],
  Update: ['UpdateItem'],
  BatchGet: ['BatchGetItem'],
};

/** What a role must allow for the call, in the short names of test/infra/permissions.ts. */
export function permissionsFor({ service, name, input }: Call): string[] {
  const operation = name.replace(/Command$/, '');
  switch (service) {
    case 'DynamoDB': {
      if (operation === 'DescribeLimits') return ['dynamodb:DescribeLimits *'];
      if (operation === 'TransactWrite') return partsOf(input);
      const actions = ITEM_ACTIONS[operation] ?? [operation];
      return tablesOf(input).flatMap((table) => actions.map((action) => `dynamodb:${action} ${capital(table)}`));
    }
    case 'S3':
      // Who may list evidence and workings has one statement for both.
      if (operation === 'ListObjectsV2') return ['s3:ListBucket evidence/* workings/*'];
      return [`s3:${operation} ${String(input['Key']).split('/')[0]}/*`];
    case 'SFN': {
      const arn = String(input['stateMachineArn'] ?? input['executionArn']);
      const machine = ['Erasure', 'Deadlines', 'Notification'].find((name) => arn.includes(`:${name.toLowerCase()}`));
      return [`states:${operation} ${machine ?? 'Selection'}`];
    }
    case 'EventBridge':
      return ['events:PutEvents NoticeBus'];
    case 'SNS':
      // Straight to a number, which is no resource; to topics is denied.
      return [input['TopicArn'] === undefined ? 'sns:Publish *' : 'sns:Publish topics'];
    case 'KMS':
      return [`kms:${operation} SealingKey`];
    case 'Secrets Manager':
      return [`secretsmanager:${operation} ${capital(String(input['SecretId']))}`];
    case 'Lambda':
      return [`lambda:${operation} ${input['FunctionName'] ?? '*'}`];
    case 'API Gateway':
      return ['apigateway:GET account'];
  }
}

function tablesOf(input: Record<string, unknown>): string[] {
  const { TableName, RequestItems } = input as { TableName?: string; RequestItems?: object };
  return TableName ? [TableName] : Object.keys(RequestItems ?? {});
}

/** A transaction needs the permission of each of its parts. */
function partsOf({ TransactItems }: Record<string, unknown>): string[] {
  const parts = (TransactItems as Record<string, { TableName: string }>[]).flatMap((item) => Object.entries(item));
  return [...new Set(parts.map(([part, { TableName }]) => `dynamodb:${part.replace(/Item$/, '')}Item ${capital(TableName)}`))];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
