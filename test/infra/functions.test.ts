import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '#shared/names.ts';
import { permissionsOfRole, statementsOfRole } from './permissions.ts';
import { allStatements } from './policy-statements.ts';
import { functionName, idIn, resourcesOf, synthesized } from './synthesized-template.ts';

const template = synthesized('dev');
const functions = resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => ({
  name: functionName(template, id),
  properties: Properties,
}));
const statements = allStatements(template);
const permissionsOf = (role: string) => permissionsOfRole(statements, role);
const ownStatements = (role: string) => statementsOfRole(statements, role);

const EVIDENCE = ['s3:GetObject evidence/*', 's3:ListBucket evidence/*'];
const SIGN = 'secretsmanager:GetSecretValue Signing';
/** To add to the audit log is to read the end of a chain and put the next entry. */
const APPEND = ['dynamodb:Query Audit', 'dynamodb:PutItem Audit'];
/** To propose is to put, to decide is to update. */
const DECIDE = ['dynamodb:GetItem Desk', 'dynamodb:PutItem Desk', 'dynamodb:UpdateItem Desk'];
const WORK = [
  's3:GetObject evidence/*',
  's3:GetObject workings/*',
  's3:ListBucket evidence/* workings/*',
  's3:PutObject evidence/*',
  's3:PutObject workings/*',
];

/** What each function needs, written down a second time: timeout in seconds, memory in MB, and everything it may do. */
const NEEDS: Record<string, { size: [number, number]; may: string[] }> = {
  register: {
    size: [10, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Recipients',
      'dynamodb:PutItem Registrations',
      'dynamodb:GetItem Registrations',
      'secretsmanager:GetSecretValue Pepper',
      'secretsmanager:GetSecretValue Signing',
    ],
  },
  'join-wave': {
    size: [10, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Recipients',
      'dynamodb:PutItem Registrations',
      'dynamodb:GetItem Registrations',
      'secretsmanager:GetSecretValue Pepper',
      'secretsmanager:GetSecretValue Signing',
      'kms:DeriveSharedSecret SealingKey',
      ...APPEND,
    ],
  },
  waves: { size: [10, 256], may: ['dynamodb:GetItem Waves', 'dynamodb:Scan Waves'] },
  'own-registration': {
    size: [10, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Registrations',
      'dynamodb:GetItem Recipients',
      'dynamodb:GetItem Appeals',
      'secretsmanager:GetSecretValue Signing',
      ...EVIDENCE,
    ],
  },
  appeal: {
    size: [10, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Registrations',
      'dynamodb:GetItem Appeals',
      'dynamodb:PutItem Appeals',
      'secretsmanager:GetSecretValue Signing',
      ...EVIDENCE,
    ],
  },
  appeals: {
    size: [15, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Appeals',
      'dynamodb:Query Appeals',
      'dynamodb:UpdateItem Appeals',
      'kms:DeriveSharedSecret SealingKey',
      'events:PutEvents NoticeBus',
      // What officers do, and what is opened, each in chains of its own.
      ...APPEND,
      ...APPEND,
    ],
  },
  evidence: { size: [10, 512], may: ['dynamodb:GetItem Waves', ...EVIDENCE] },
  openapi: { size: [10, 256], may: [] },
  'public-keys': { size: [10, 256], may: ['secretsmanager:GetSecretValue Signing'] },
  'schedule-wave': {
    size: [25, 512],
    may: [
      'apigateway:GET account',
      'dynamodb:DescribeLimits *',
      'dynamodb:DescribeTable Registrations',
      'dynamodb:Query Exclusions',
      'lambda:GetAccountSettings *',
      'lambda:GetFunctionConcurrency register',
      SIGN,
      'dynamodb:GetItem Waves',
      'dynamodb:PutItem Waves',
      'dynamodb:ConditionCheckItem Ledger',
      'dynamodb:Query Ledger',
      'dynamodb:Scan Waves',
      'kms:GetPublicKey SealingKey',
      'secretsmanager:GetSecretValue Pepper',
      ...DECIDE,
      ...APPEND,
    ],
  },
  proposals: {
    size: [29, 1024],
    may: [
      'dynamodb:ConditionCheckItem Waves',
      'dynamodb:GetItem Waves',
      'dynamodb:Scan Waves',
      'dynamodb:UpdateItem Waves',
      'dynamodb:GetItem Ledger',
      'dynamodb:PutItem Ledger',
      'dynamodb:Query Ledger',
      'dynamodb:GetItem Recipients',
      'dynamodb:UpdateItem Recipients',
      'dynamodb:GetItem Partners',
      'dynamodb:PutItem Partners',
      'dynamodb:PutItem Recipients',
      'dynamodb:GetItem Appeals',
      'dynamodb:UpdateItem Appeals',
      'dynamodb:UpdateItem Registrations',
      'events:PutEvents NoticeBus',
      'dynamodb:Scan Desk',
      ...DECIDE,
      ...APPEND,
    ],
  },
  ledger: { size: [29, 1769], may: ['dynamodb:GetItem Waves', 'dynamodb:Scan Waves', 'dynamodb:Query Ledger', ...EVIDENCE] },
  'start-selection': {
    size: [10, 256],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:UpdateItem Waves',
      'dynamodb:ConditionCheckItem Ledger',
      'dynamodb:PutItem Ledger',
      'states:DescribeExecution Selection',
      'states:StartExecution Selection',
      ...APPEND,
    ],
  },
  'tend-places': {
    size: [900, 1024],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:Query Ledger',
      'dynamodb:PutItem Ledger',
      'dynamodb:BatchGetItem Recipients',
      'dynamodb:UpdateItem Recipients',
      'events:PutEvents NoticeBus',
    ],
  },
  'settle-wave': {
    size: [300, 1024],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:UpdateItem Waves',
      'dynamodb:Query Appeals',
      'dynamodb:PutItem Ledger',
      'dynamodb:Query Ledger',
      's3:PutObject evidence/*',
      SIGN,
      ...EVIDENCE,
    ],
  },
  'begin-refill': {
    size: [300, 1024],
    may: ['dynamodb:GetItem Waves', 'dynamodb:UpdateItem Waves', 'dynamodb:Query Ledger', 'dynamodb:PutItem Ledger', ...WORK],
  },
  'publish-refill': {
    size: [900, 3008],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:UpdateItem Waves',
      'dynamodb:GetItem Ledger',
      'dynamodb:PutItem Ledger',
      'events:PutEvents NoticeBus',
      SIGN,
      ...WORK,
    ],
  },
  'dry-run': { size: [30, 1769], may: ['dynamodb:GetItem Waves', ...APPEND] },
  audit: { size: [10, 256], may: ['dynamodb:Query Audit'] },
  'activate-place': {
    size: [10, 512],
    may: [
      'dynamodb:GetItem Partners',
      'dynamodb:PutItem Partners',
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Ledger',
      'dynamodb:PutItem Ledger',
      'dynamodb:UpdateItem Recipients',
    ],
  },
  partners: { size: [10, 256], may: ['dynamodb:Query Partners'] },
  'import-list': {
    size: [29, 1769],
    may: [
      'dynamodb:GetItem Exclusions',
      'dynamodb:PutItem Exclusions',
      'dynamodb:Query Exclusions',
      'dynamodb:UpdateItem Exclusions',
      'secretsmanager:GetSecretValue Pepper',
      ...APPEND,
    ],
  },
  lists: { size: [10, 256], may: ['dynamodb:Query Exclusions'] },
  report: {
    size: [30, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:Query Registrations',
      's3:GetObject evidence/*',
      's3:GetObject workings/*',
      's3:ListBucket evidence/* workings/*',
      'states:DescribeExecution Selection',
    ],
  },
  'wave-clock': {
    size: [30, 256],
    may: [
      'dynamodb:DescribeTable Registrations',
      'dynamodb:UpdateTable Registrations',
      'lambda:DeleteProvisionedConcurrencyConfig register',
      'lambda:GetProvisionedConcurrencyConfig register',
      'lambda:PutProvisionedConcurrencyConfig register',
      'dynamodb:GetItem Waves',
      'dynamodb:Scan Waves',
      'dynamodb:UpdateItem Waves',
      'dynamodb:ConditionCheckItem Ledger',
      'dynamodb:PutItem Ledger',
      'states:StartExecution Deadlines',
      'states:StartExecution Erasure',
      'states:StartExecution Notification',
      'states:StartExecution Selection',
      's3:PutObject evidence/*',
      'sqs:SendMessage DeadLetters',
      SIGN,
      ...EVIDENCE,
    ],
  },
  'screen-shard': {
    size: [300, 1024],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:Query Registrations',
      'dynamodb:BatchGetItem Recipients',
      'dynamodb:BatchGetItem Exclusions',
      'dynamodb:BatchGetItem Checks',
      'dynamodb:PutItem Checks',
      'kms:DeriveSharedSecret SealingKey',
      ...APPEND,
      ...WORK,
    ],
  },
  'commit-entrants': { size: [300, 1024], may: ['dynamodb:GetItem Waves', SIGN, ...WORK] },
  draw: { size: [900, 3008], may: ['dynamodb:GetItem Waves', SIGN, ...WORK] },
  'award-batch': {
    size: [900, 1024],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:Query Registrations',
      'dynamodb:PutItem Recipients',
      'dynamodb:UpdateItem Recipients',
      'dynamodb:PutItem Ledger',
      ...WORK,
    ],
  },
  'erase-shard': {
    size: [900, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:Query Registrations',
      'dynamodb:UpdateItem Registrations',
      'dynamodb:Query Appeals',
      'dynamodb:UpdateItem Appeals',
      ...EVIDENCE,
    ],
  },
  'finish-erasure': { size: [10, 256], may: ['dynamodb:GetItem Waves', 'dynamodb:UpdateItem Waves'] },
  'notify-shard': {
    size: [900, 512],
    may: ['dynamodb:GetItem Waves', 'dynamodb:Query Registrations', 'events:PutEvents NoticeBus', ...EVIDENCE],
  },
  'finish-notification': { size: [10, 256], may: ['dynamodb:GetItem Waves', 'dynamodb:UpdateItem Waves'] },
  'deliver-notice': {
    size: [30, 512],
    may: [
      'dynamodb:GetItem Waves',
      'dynamodb:GetItem Registrations',
      'dynamodb:PutItem Deliveries',
      'dynamodb:UpdateItem Deliveries',
      'dynamodb:UpdateItem Recipients',
      'kms:DeriveSharedSecret SealingKey',
      'not sns:Publish topics',
      'sns:Publish *',
      'sqs:SendMessage DeadLetters',
      ...APPEND,
    ],
  },
  publish: {
    size: [900, 3008],
    may: ['dynamodb:GetItem Waves', 'dynamodb:UpdateItem Waves', 'dynamodb:PutItem Ledger', 'dynamodb:Query Audit', SIGN, ...WORK],
  },
};

/** Which environment variable comes with a permission on what. */
const COMES_WITH: Record<string, string> = {
  [ENVIRONMENT.wavesTable]: ' Waves',
  [ENVIRONMENT.registrationsTable]: ' Registrations',
  [ENVIRONMENT.recipientsTable]: ' Recipients',
  [ENVIRONMENT.exclusionsTable]: ' Exclusions',
  [ENVIRONMENT.checksTable]: ' Checks',
  [ENVIRONMENT.auditTable]: ' Audit',
  [ENVIRONMENT.ledgerTable]: ' Ledger',
  [ENVIRONMENT.partnersTable]: ' Partners',
  [ENVIRONMENT.deskTable]: ' Desk',
  [ENVIRONMENT.appealsTable]: ' Appeals',
  [ENVIRONMENT.deliveriesTable]: ' Deliveries',
  [ENVIRONMENT.noticeBus]: ' NoticeBus',
  [ENVIRONMENT.notificationStateMachine]: ' Notification',
  [ENVIRONMENT.evidenceBucket]: 's3:',
  [ENVIRONMENT.pepperSecret]: ' Pepper',
  [ENVIRONMENT.signingSecret]: ' Signing',
  [ENVIRONMENT.sealingKey]: 'kms:GetPublicKey SealingKey',
  [ENVIRONMENT.selectionStateMachine]: ' Selection',
  [ENVIRONMENT.erasureStateMachine]: ' Erasure',
  [ENVIRONMENT.deadlinesStateMachine]: ' Deadlines',
  [ENVIRONMENT.registerFunction]: ' register',
};

/** Plain settings: nothing to be allowed. */
const SETTINGS: string[] = [
  ENVIRONMENT.softwareVersion,
  ENVIRONMENT.beaconChain,
  ENVIRONMENT.civilRegistry,
  ENVIRONMENT.settleSeconds,
  ENVIRONMENT.sealedRetentionSeconds,
  ENVIRONMENT.retiredKeys,
  ENVIRONMENT.openingNeeds,
  ENVIRONMENT.noticesTo,
];

test('every folder of functions/ is deployed, and nothing else', () => {
  const folders = globSync('functions/*/handler.ts').map((handler) => dirname(handler).split('/').at(-1));
  expect(functions.map(({ name }) => name).sort()).toEqual(folders.sort());
  expect(Object.keys(NEEDS).sort()).toEqual(folders);
});

describe.each(functions)('function $name', ({ name, properties }) => {
  const role = idIn(properties.Role);

  test('runs as all functions run', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
    });
    expect([properties.Timeout, properties.MemorySize]).toEqual(NEEDS[name]!.size);
    expect(properties.Environment.Variables[ENVIRONMENT.softwareVersion]).toBe('1.2.3+test');
  });

  test('has a role of its own', () => {
    expect(functions.filter((other) => idIn(other.properties.Role) === role)).toHaveLength(1);
  });

  test('has a log group of its own, with an end to its logs', () => {
    const group = idIn(properties.LoggingConfig.LogGroup);
    expect(functions.filter((other) => idIn(other.properties.LoggingConfig.LogGroup) === group)).toHaveLength(1);
    expect(template.Resources[group]!.Properties).toMatchObject({ RetentionInDays: 7 });
    expect(ownStatements(role).flatMap(({ actions, resources }) => actions.map((action) => [action, ...resources]))).toEqual(
      expect.arrayContaining([
        ['logs:CreateLogStream', `\${${group}.Arn}`],
        ['logs:PutLogEvents', `\${${group}.Arn}`],
      ]),
    );
  });

  test('may do what it needs and nothing else', () => {
    expect(permissionsOf(role)).toEqual([...NEEDS[name]!.may].sort());
  });

  test('knows the name of what it may touch, and may touch what it knows the name of', () => {
    const variables = Object.keys(properties.Environment.Variables);
    const may = permissionsOf(role);
    const expected = Object.keys(COMES_WITH).filter((variable) =>
      may.some((permission) => permission.includes(COMES_WITH[variable]!)),
    );
    expect(variables.filter((variable) => !SETTINGS.includes(variable)).sort()).toEqual(expected.sort());
  });

  test('has the environment that its sources read, and no more', () => {
    const sources = globSync(`functions/${name}/*.ts`).map((file) => readFileSync(file, 'utf8'));
    const read = sources.flatMap((source) =>
      [...source.matchAll(/\benvironment\(([^)]*)\)/g)].flatMap(([, names]) => keysIn(names!)),
    );
    const wanted = read.map((key) => ENVIRONMENT[key as keyof typeof ENVIRONMENT]);
    const variables = Object.keys(properties.Environment.Variables);
    expect(
      wanted.filter((variable) => !variables.includes(variable)),
      'read but not set',
    ).toEqual([]);
    const unread = variables.filter((variable) => !wanted.includes(variable as never) && variable !== ENVIRONMENT.softwareVersion);
    expect(unread, 'set but not read').toEqual([]);
  });
});

test('only the functions themselves read their environment', () => {
  const others = globSync('shared/**/*.ts').filter(
    (file) => file !== 'shared/lambda/environment.ts' && /\benvironment\(|process\.env/.test(readFileSync(file, 'utf8')),
  );
  expect(others).toEqual([]);
});

function keysIn(names: string): string[] {
  return [...names.matchAll(/'(\w+)'/g)].map(([, key]) => key!);
}
