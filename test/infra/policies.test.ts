import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { allStatements, covers, type Statement } from './policy-statements.ts';
import { functionName, idIn, onlyOne, resourcesOf, synthesized } from './synthesized-template.ts';

const template = synthesized('dev');
const statements = allStatements(template);
const allowed = statements.filter(({ effect, kind }) => effect === 'Allow' && kind !== 'trust');

const recipients = resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.includes('Recipients'))![0];
const roleOf = new Map(
  resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [idIn(Properties.Role), functionName(template, id)]),
);

/** The only resources with a wildcard, each with its reason. A function's own files and executions are named as they come. */
const WILDCARD_RESOURCES: { resource: RegExp; actions: string[]; reason: string }[] = [
  {
    resource: /^\*$/,
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    reason: 'X-Ray has no resources that a policy could name',
  },
  {
    resource: /^\*$/,
    actions: ['lambda:GetAccountSettings', 'dynamodb:DescribeLimits'],
    reason: 'quotas of the account, which have no resource that a policy could name; they are looked at, and nothing is changed',
  },
  {
    resource: /^\*$/,
    actions: ['sns:Publish'],
    reason: 'a phone number is no resource; a denial keeps the function from topics',
  },
  {
    resource: /^\$\{StoresEvidenceBucket\w+\.Arn\}\/(evidence|workings)\/\*$/,
    actions: ['s3:GetObject', 's3:PutObject'],
    reason: 'a key holds its wave, and waves are scheduled after deployment',
  },
  {
    resource: /:states:ap-southeast-3:\$\{AWS::AccountId\}:execution:\$\{SelectionMachine\w+\.Name\}:\*$/,
    actions: ['states:DescribeExecution'],
    reason: 'executions of this one machine, named when they start',
  },
];

/** Every way in which a recipient could be removed. */
const REMOVALS = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:DeleteTable',
  'dynamodb:PartiQLDelete',
  'dynamodb:UpdateTimeToLive',
];

/** Ways in which an item becomes another one. */
const CHANGES = ['dynamodb:PartiQLUpdate', 'dynamodb:UpdateItem'];

/** In a resource's own policy `*` means that resource; these resources have one, and these statements are all it may say. */
const OWN_POLICIES: Record<string, { effect: string; principals: RegExp; of?: number; actions: string[]; reason: string }[]> = {
  'AWS::KMS::Key': [
    {
      effect: 'Allow',
      principals: /^arn:aws:iam::\$\{AWS::AccountId\}:root$/,
      actions: [
        'kms:CancelKeyDeletion',
        'kms:DescribeKey',
        'kms:DisableKey',
        'kms:EnableKey',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:GetPublicKey',
        'kms:ListGrants',
        'kms:ListKeyPolicies',
        'kms:ListResourceTags',
        'kms:PutKeyPolicy',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateKeyDescription',
      ],
      reason: 'the account administers the key and reads its public half, and can grant no more than that',
    },
    {
      effect: 'Allow',
      principals:
        /^\$\{(?:AppealsappealsRole|ApplicantsjoinwaveRole|NoticeDeliverydelivernoticeRole|SelectionStepsscreenshardRole)\w+\.Arn\}$/,
      of: 4,
      actions: ['kms:DeriveSharedSecret'],
      reason:
        'joining a later wave opens what its own applicant has sealed, screening what it holds against the civil registry, a message goes to the number in it, and officers read what appellants wrote',
    },
    {
      effect: 'Allow',
      principals: /^arn:aws:iam::\$\{AWS::AccountId\}:root$/,
      actions: [
        'kms:CancelKeyDeletion',
        'kms:DescribeKey',
        'kms:DisableKey',
        'kms:DisableKeyRotation',
        'kms:EnableKey',
        'kms:EnableKeyRotation',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:ListGrants',
        'kms:ListKeyPolicies',
        'kms:ListResourceTags',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateKeyDescription',
      ],
      reason: 'the account administers the key of the alarm topic',
    },
    {
      effect: 'Allow',
      principals: /^cloudwatch\.amazonaws\.com$/,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      reason: 'alarms of the account are sent encrypted',
    },
  ],
  'AWS::DynamoDB::Table': [
    { effect: 'Deny', principals: /^\*$/, actions: REMOVALS, reason: 'a receipt is for life: nobody removes a recipient' },
    {
      effect: 'Deny',
      principals: /^\*$/,
      actions: [...REMOVALS, ...CHANGES].sort(),
      reason: 'the place ledger is added to only: nobody removes or changes an entry',
    },
    {
      effect: 'Deny',
      principals: /^\*$/,
      actions: [...REMOVALS, ...CHANGES].sort(),
      reason: 'the audit log is added to only: nobody removes or changes an entry',
    },
    {
      effect: 'Deny',
      principals: /^\*$/,
      actions: [...REMOVALS, ...CHANGES].sort(),
      reason: 'what partners have used up and done stays: a nonce that is gone could be replayed',
    },
    { effect: 'Deny', principals: /^\*$/, actions: REMOVALS, reason: 'who has proposed and approved what stays known' },
    { effect: 'Deny', principals: /^\*$/, actions: REMOVALS, reason: 'who has appealed, and what was decided, stays known' },
  ],
  'AWS::S3::BucketPolicy': [
    { effect: 'Deny', principals: /^\*$/, actions: ['s3:*'], reason: 'TLS only: denied when the transport is not secure' },
    { effect: 'Deny', principals: /^\*$/, actions: ['s3:PutObject'], reason: 'only new files: denied without If-None-Match' },
    { effect: 'Deny', principals: /^\*$/, actions: ['s3:DeleteObject'], reason: 'no file is hidden behind a marker' },
  ],
  'AWS::SNS::TopicPolicy': [
    { effect: 'Deny', principals: /^\*$/, actions: ['sns:Publish'], reason: 'TLS only: denied when the transport is not secure' },
    {
      effect: 'Allow',
      principals: /^cloudwatch\.amazonaws\.com$/,
      actions: ['sns:Publish'],
      reason: 'alarms of the account are sent',
    },
  ],
  'AWS::SQS::QueuePolicy': [
    { effect: 'Deny', principals: /^\*$/, actions: ['sqs:*'], reason: 'TLS only: denied when the transport is not secure' },
    {
      effect: 'Allow',
      principals: /^events\.amazonaws\.com$/,
      actions: ['sqs:SendMessage'],
      reason: 'a notice that the bus could not hand over is kept',
    },
    { effect: 'Deny', principals: /^\*$/, actions: ['sqs:*'], reason: 'TLS only: denied when the transport is not secure' },
  ],
};

describe('all policies of the template', () => {
  test('the walk finds the identity, resource and trust policies there are', () => {
    const kinds = Map.groupBy(statements, ({ kind }) => kind);
    expect(kinds.get('trust')).toHaveLength(resourcesOf(template, 'AWS::IAM::Role').length);
    expect(
      kinds
        .get('resource')!
        .map(({ holders }) => template.Resources[holders[0]!]!.Type)
        .sort(),
    ).toEqual(
      Object.entries(OWN_POLICIES)
        .flatMap(([type, own]) => own.map(() => type))
        .sort(),
    );
    expect(new Set(kinds.get('identity')!.flatMap(({ holders }) => holders)).size).toBe(40);
  });

  test('allow no action by wildcard, and nothing by exclusion', () => {
    expect(allowed.filter(({ actions }) => actions.some((action) => /[*?]/.test(action)))).toEqual([]);
    expect(statements.filter(({ keys }) => keys.some((key) => key.startsWith('Not')))).toEqual([]);
  });

  test('name their resources, but for the wildcards that have a reason', () => {
    const wild = allowed.filter(({ kind }) => kind === 'identity').flatMap(wildcards);
    const unreasoned = wild.filter(
      ({ resource, action }) =>
        !WILDCARD_RESOURCES.some((entry) => entry.resource.test(resource) && entry.actions.includes(action)),
    );
    expect(unreasoned).toEqual([]);
    const unused = WILDCARD_RESOURCES.filter((entry) => !wild.some(({ resource }) => entry.resource.test(resource)));
    expect(unused, 'a reason without a wildcard').toEqual([]);
  });

  test("resources' own policies say what is written here and no more", () => {
    for (const [type, expected] of Object.entries(OWN_POLICIES)) {
      const said = statements.filter(({ kind, holders }) => kind === 'resource' && template.Resources[holders[0]!]!.Type === type);
      expect(said.map(({ effect, actions }) => ({ effect, actions: [...actions].sort() }))).toEqual(
        expected.map(({ effect, actions }) => ({ effect, actions })),
      );
      for (const [at, { principals }] of said.entries())
        expect(principals).toEqual(Array(expected[at]!.of ?? 1).fill(expect.stringMatching(expected[at]!.principals)));
    }
  });

  test('no role takes a managed policy, and each is assumed by one service', () => {
    expect(resourcesOf(template, 'AWS::IAM::ManagedPolicy')).toEqual([]);
    for (const [id, { Properties }] of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(Properties.ManagedPolicyArns, id).toBeUndefined();
    }
    for (const { principals } of statements.filter(({ kind }) => kind === 'trust')) {
      expect(principals).toHaveLength(1);
      expect(principals[0]).toMatch(/^(lambda|states|scheduler)\.amazonaws\.com$/);
    }
  });

  test('functions are called by the API on their own routes, or by the rule of their events, and by nobody else by resource policy', () => {
    const rule = onlyOne(template, 'AWS::Events::Rule').Properties;
    for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Permission')) {
      expect(Properties.Action, id).toBe('lambda:InvokeFunction');
      if (functionName(template, idIn(Properties.FunctionName)) === 'deliver-notice') {
        expect(Properties.Principal).toBe('events.amazonaws.com');
        expect(Properties.FunctionName).toEqual(rule.Targets[0].Arn);
        expect(template.Resources[idIn(Properties.SourceArn)]!.Type).toBe('AWS::Events::Rule');
        continue;
      }
      expect(Properties.Principal, id).toBe('apigateway.amazonaws.com');
      expect(JSON.stringify(Properties.SourceArn), id).toMatch(/\/\*\/\*\/(v1|\.well-known)\//);
    }
  });
});

describe('recipients', () => {
  const writes = ['PutItem', 'UpdateItem', 'PartiQLInsert', 'PartiQLUpdate'].map((action) => `dynamodb:${action}`);
  test('are written by what makes them, by what moves their places, and by who has told them, that and nothing else', () => {
    expect(holdersOf(writes, `\${${recipients}.Arn}`)).toEqual([
      'activate-place',
      'award-batch',
      'deliver-notice',
      'proposals',
      'tend-places',
    ]);
    const told = allowed.filter(
      ({ holders, resources }) => roleOf.get(holders[0]!) === 'deliver-notice' && resources.includes(`\${${recipients}.Arn}`),
    );
    expect(told.map(({ actions, condition }) => ({ actions, condition }))).toEqual([
      {
        actions: ['dynamodb:UpdateItem'],
        condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['key', 'awardId', 'notifiedAt'] } },
      },
    ]);
  });

  test('are deleted by nobody', () => {
    expect(holdersOf(REMOVALS, `\${${recipients}.Arn}`)).toEqual([]);
    expect(statements).toContainEqual(
      expect.objectContaining({ holders: [recipients], effect: 'Deny', principals: ['*'], actions: REMOVALS, resources: ['*'] }),
    );
  });
});

describe('the audit log', () => {
  const audit = resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.includes('Audit'))![0];
  const writes = ['PutItem', 'UpdateItem', 'PartiQLInsert', 'PartiQLUpdate'].map((action) => `dynamodb:${action}`);

  test('is added to by what officers do and by what opens sealed data, each in its own chains', () => {
    const chains = new Map(
      allowed
        .filter(({ actions, resources }) => covered(actions, writes) && resources.some((of) => covers(of, `\${${audit}.Arn}`)))
        .map(({ actions, holders, condition }) => [
          `${roleOf.get(holders[0]!)}${JSON.stringify(condition).includes('officers') ? '' : ', openings'}`,
          { actions: actions.toSorted(), condition },
        ]),
    );
    const only = (pattern: string) => ({
      actions: ['dynamodb:PutItem', 'dynamodb:Query'],
      condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [pattern] } },
    });
    expect(Object.fromEntries(chains)).toEqual({
      'schedule-wave': only('officers'),
      proposals: only('officers'),
      'start-selection': only('officers'),
      'dry-run': only('officers'),
      'import-list': only('officers'),
      appeals: only('officers'),
      'appeals, openings': only('openings-*'),
      'join-wave, openings': only('openings-*'),
      'screen-shard, openings': only('openings-*'),
      'deliver-notice, openings': only('openings-*'),
    });
  });

  test('is read whole by the function that shows it and by the one that certifies its heads', () => {
    const whole = allowed.filter(
      ({ actions, resources, condition }) =>
        actions.includes('dynamodb:Query') && resources.includes(`\${${audit}.Arn}`) && condition === undefined,
    );
    expect(whole.map(({ holders }) => roleOf.get(holders[0]!)).sort()).toEqual(['audit', 'publish']);
  });

  test('is changed and deleted by nobody, administrators included', () => {
    expect(holdersOf([...REMOVALS, ...CHANGES], `\${${audit}.Arn}`)).toEqual([]);
    const own = statements.filter(({ kind, holders }) => kind === 'resource' && holders.includes(audit));
    expect(own).toEqual([expect.objectContaining({ effect: 'Deny', principals: ['*'], resources: ['*'] })]);
    expect([...own[0]!.actions].sort()).toEqual([...REMOVALS, ...CHANGES].sort());
  });
});

describe('partners', () => {
  const partners = resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.startsWith('StoresPartners'))![0];
  const puts = allowed.filter(
    ({ actions, resources }) => actions.includes('dynamodb:PutItem') && resources.includes(`\${${partners}.Arn}`),
  );

  test('are registered by the desk alone; who takes their requests keeps those, and reaches no key of theirs', () => {
    expect(Object.fromEntries(puts.map(({ holders, condition }) => [roleOf.get(holders[0]!), condition]))).toEqual({
      'activate-place': { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['nonces#*', 'requests#*'] } },
      proposals: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['partners'] } },
    });
    expect(puts).toHaveLength(2);
  });

  test('and what they have done is changed and deleted by nobody, administrators included', () => {
    expect(holdersOf([...REMOVALS, ...CHANGES], `\${${partners}.Arn}`)).toEqual([]);
    const own = statements.filter(({ kind, holders }) => kind === 'resource' && holders.includes(partners));
    expect(own).toEqual([expect.objectContaining({ effect: 'Deny', principals: ['*'], resources: ['*'] })]);
  });
});

describe('the desk', () => {
  const desk = resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.startsWith('StoresDesk'))![0];

  test('is written by the two functions at which is proposed and decided, and nothing is ever deleted from it', () => {
    const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'];
    expect(holdersOf(writes, `\${${desk}.Arn}`)).toEqual(['proposals', 'schedule-wave']);
    expect(holdersOf(REMOVALS, `\${${desk}.Arn}`)).toEqual([]);
  });
});

describe('lists', () => {
  const exclusions = resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.includes('Exclusions'))![0];
  const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map((action) => `dynamodb:${action}`);

  test('are written by their import only, and looked through by it alone: others see versions, and nobody on them', () => {
    expect(holdersOf(writes, `\${${exclusions}.Arn}`)).toEqual(['import-list']);
    const queries = allowed.filter(
      ({ actions, resources }) => actions.includes('dynamodb:Query') && resources.includes(`\${${exclusions}.Arn}`),
    );
    const conditions = queries.map(({ holders, condition }) => [roleOf.get(holders[0]!), condition]);
    const versionsOnly = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['#lists'] } };
    expect(Object.fromEntries(conditions)).toEqual({
      'import-list': undefined,
      lists: versionsOnly,
      'schedule-wave': versionsOnly,
    });
  });
});

describe('personal data', () => {
  test('registering can seal but not open: it has no permission in KMS at all', () => {
    const register = allowed.filter(({ holders }) => holders.some((role) => roleOf.get(role) === 'register'));
    expect(register.length).toBeGreaterThan(0);
    expect(register.flatMap(({ actions }) => actions).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  test('joining a later wave, screening, sending a message and reviewing an appeal, and nothing else, may derive the secret that opens what was sealed', () => {
    const openers = allowed.filter(({ actions }) => covered(actions, ['kms:DeriveSharedSecret']));
    const roles = ['appeals', 'deliver-notice', 'join-wave', 'screen-shard'].map(
      (of) => [...roleOf].find(([, name]) => name === of)![0],
    );
    const key = keyOf('StoresSealingKeysKey1');
    const agreement = { StringEquals: { 'kms:KeyAgreementAlgorithm': 'ECDH' } };
    // The key's policy names the roles, and each role's own policy the key: nobody else, and by ECDH only.
    expect(openers).toHaveLength(5);
    const own = openers.find(({ kind }) => kind === 'resource')!;
    expect(own).toMatchObject({ holders: [key], condition: agreement });
    expect(own.principals.toSorted()).toEqual(roles.map((role) => `\${${role}.Arn}`).sort());
    for (const role of roles)
      expect(openers).toContainEqual(
        expect.objectContaining({ kind: 'identity', holders: [role], resources: [`\${${key}.Arn}`], condition: agreement }),
      );
  });

  test('nobody may open it in another way, hand the right on, or delete the key', () => {
    const never = ['kms:Decrypt', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion'];
    const alarmKey = keyOf('AlarmsAlarmTopicKey');
    const others = allowed.filter(({ holders }) => !holders.includes(alarmKey));
    expect(others.filter(({ actions }) => covered(actions, never))).toEqual([]);
  });

  test('the pepper is read only by the functions that register, by the one that imports lists, and by the one that announces under which version', () => {
    const pepper = resourcesOf(template, 'AWS::SecretsManager::Secret').find(([id]) => id.includes('Pepper'))![0];
    expect(holdersOf(['secretsmanager:GetSecretValue'], `\${${pepper}}`)).toEqual([
      'import-list',
      'join-wave',
      'register',
      'schedule-wave',
    ]);
  });

  test('registrations are put by those two only, deleted by nobody, and changed by the erasure and by what keeps from it, in what is sealed alone', () => {
    const registrations = resourcesOf(template, 'AWS::DynamoDB::Table').find(([id]) => id.includes('Registrations'))![0];
    expect(holdersOf(['dynamodb:PutItem'], `\${${registrations}.Arn}`)).toEqual(['join-wave', 'register']);
    expect(holdersOf(['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'], `\${${registrations}.Arn}`)).toEqual([]);
    expect(holdersOf(['dynamodb:UpdateItem'], `\${${registrations}.Arn}`)).toEqual(['erase-shard', 'proposals']);
    const updates = allowed.filter(
      ({ actions, resources }) => covered(actions, ['dynamodb:UpdateItem']) && resources.includes(`\${${registrations}.Arn}`),
    );
    const attributes = ['partition', 'registrationKey', 'entryId', 'sealed', 'kept'];
    const these = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes } };
    expect(updates.map(({ condition }) => condition)).toEqual([these, these]);
  });
});

describe('alarms', () => {
  test('are sent by the alarms of this account only', () => {
    const sent = allowed.filter(({ principals }) => principals.includes('cloudwatch.amazonaws.com'));
    expect(sent).toHaveLength(2);
    const own = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    for (const { condition } of sent) expect(condition).toEqual(own);
  });

  test('and dead letters travel by TLS only', () => {
    const tls = { Bool: { 'aws:SecureTransport': 'false' } };
    const denied = statements.filter(({ effect, condition }) => effect === 'Deny' && isDeepStrictEqual(condition, tls));
    const types = denied.map(({ holders }) => template.Resources[holders[0]!]!.Type).sort();
    expect(types).toEqual(['AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SQS::QueuePolicy']);
  });
});

function keyOf(prefix: string): string {
  return resourcesOf(template, 'AWS::KMS::Key').find(([id]) => id.startsWith(prefix))![0];
}

/** Whether the patterns of a statement cover any of the actions. */
function covered(patterns: readonly string[], actions: readonly string[]): boolean {
  return actions.some((action) => patterns.some((pattern) => covers(pattern, action)));
}

/** Names of the functions whose role may do any of the actions on the resource. */
function holdersOf(actions: readonly string[], resource: string): string[] {
  const may = allowed.filter(
    (statement) =>
      statement.actions.some((pattern) => actions.some((action) => covers(pattern, action))) &&
      statement.resources.some((pattern) => covers(pattern, resource)) &&
      statement.kind === 'identity',
  );
  return [...new Set(may.flatMap(({ holders }) => holders.map((role) => roleOf.get(role) ?? role)))].sort();
}

function wildcards(statement: Statement): { resource: string; action: string }[] {
  const wild = statement.resources.filter((resource) => /[*?]/.test(resource));
  return wild.flatMap((resource) => statement.actions.map((action) => ({ resource, action })));
}
