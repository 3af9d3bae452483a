import type { Call } from './intercept.ts';

/** IAM's name for what the document client's and the plain client's commands do. */
const ITEM_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  Get: ['GetItem'],
  Put: ['PutItem'],
  Update: ['UpdateItem'],
  BatchGet: ['BatchGetItem'],
  // The one transaction that there is puts a person and counts a household.
  TransactWrite: ['PutItem', 'UpdateItem'],
};

/** What a role must allow for the call, in the short names of test/infra/permissions.ts. */
export function permissionsFor({ service, name, input }: Call): string[] {
  const operation = name.replace(/Command$/, '');
  switch (service) {
    case 'DynamoDB': {
      if (operation === 'DescribeLimits') return ['dynamodb:DescribeLimits *'];
      const actions = ITEM_ACTIONS[operation] ?? [operation];
      return tablesOf(input).flatMap((table) => actions.map((action) => `dynamodb:${action} ${capital(table)}`));
    }
    case 'S3':
      return [`s3:${operation} ${String(input['Key']).split('/')[0]}/*`];
    case 'SFN': {
      const arn = String(input['stateMachineArn'] ?? input['executionArn']);
      const machine = ['Erasure', 'Notification'].find((name) => arn.includes(`:${name.toLowerCase()}`)) ?? 'Selection';
      return [`states:${operation} ${machine}`];
    }
    case 'EventBridge':
      return ['events:PutEvents NoticeBus'];
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
  const { TableName, TransactItems, RequestItems } = input as {
    TableName?: string;
    TransactItems?: Record<string, { TableName: string }>[];
    RequestItems?: object;
  };
  if (TableName) return [TableName];
  if (RequestItems) return Object.keys(RequestItems);
  return [...new Set((TransactItems ?? []).flatMap((item) => Object.values(item).map((of) => of.TableName)))];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
