import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Every way in which an item could leave a table: deleted one by one, in a batch, by PartiQL, by expiry, or with the table. */
export const REMOVING_ACTIONS = [
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:UpdateTimeToLive',
  'dynamodb:DeleteTable',
] as const;

/** Ways in which an item could become another one while it stays. A put can too: that it doesn't is its condition, and the chain tells. */
export const CHANGING_ACTIONS = ['dynamodb:UpdateItem', 'dynamodb:PartiQLUpdate'] as const;

/** A table's own policy by which nobody, administrators included, may do any of the actions before the policy itself is removed. */
export function denyEverybody(sid: string, actions: readonly string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        // In a table's own policy `*` is that table; its generated name can't be known inside its own definition.
        resources: ['*'],
      }),
    ],
  });
}
