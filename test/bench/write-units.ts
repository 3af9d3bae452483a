/** `npm run write-units`: what a registration and an award cost in write units, as the DynamoDB engine reports it. */
import { randomBytes } from 'node:crypto';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { awardsStore } from '#shared/recipients/awards-store.ts';
import { type RegisterDeps, register } from '#shared/registrations/register.ts';
import { registrationFinder, registrationWriter } from '#shared/registrations/registration-writer-store.ts';
import { registrationsStore } from '#shared/registrations/registrations-store.ts';
import { SHARDS } from '#shared/shards.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { flagsFrom } from '../support/command-line.ts';
import { type Emulator, fakeClock, startEmulator } from '../support/emulator.ts';
import { applicant, nik, wave } from '../support/people.ts';

flagsFrom({});
const PEOPLE = 200;
const emulator = await startEmulator();
const meter = meterOf(emulator);
const standing = wave();
const deps: RegisterDeps = {
  clock: fakeClock('2020-08-09T00:00:00Z'),
  wave: async () => standing,
  hasReceived: async () => false,
  keep: registrationWriter(emulator.json, 'registrations'),
  find: registrationFinder(emulator.json, 'registrations'),
  peppers: async () => ({ lifetime: Buffer.alloc(32, 7), wave: Buffer.alloc(32, 7) }),
  signingKey: async () => signingKeyOf(Buffer.alloc(32, 9)),
  newEntryId: () => randomBytes(16).toString('hex'),
};
for (let number = 1; number <= PEOPLE; number++) {
  const kk = `317405120315${String(number).padStart(4, '0')}`;
  await register(deps, standing.waveId, applicant({ nik: nik(number), kk, fullName: 'ꦱ'.repeat(53) }));
}
const perRegistration = meter.take() / PEOPLE;

const awards = awardsStore(emulator.documents, { recipients: 'recipients', ledger: 'ledger' });
let awarded = 0;
for (const shard of SHARDS) {
  for await (const page of registrationsStore(emulator.documents, 'registrations').ofShard(standing.waveId, shard)) {
    for (const registration of page) {
      await awards.award(standing.plan, { ...registration, awardedAt: '2020-08-12T17:11:00.000Z' });
      awarded++;
    }
  }
}
const perAward = meter.take() / awarded;
await emulator.stop();
process.stdout.write(`write units per registration: ${perRegistration.toFixed(2)} (${PEOPLE} with the longest names)\n`);
process.stdout.write(
  `write units per award: ${perAward.toFixed(2)} (${awarded}; a transaction of three items, each counted twice by DynamoDB)\n`,
);

/** Asks for the consumed capacity with every write, and sums it up. */
function meterOf({ dynamodb, json }: Emulator): { take(): number } {
  let units = 0;
  const send = json.send.bind(json);
  json.send = async (operation, input) => {
    if (operation !== 'PutItem') return send(operation, input);
    const answer = await send(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
    units += (answer['ConsumedCapacity'] as ConsumedCapacity).CapacityUnits ?? 0;
    return answer;
  };
  dynamodb.middlewareStack.add(
    (next, context) => async (call) => {
      const writes = context.commandName === 'TransactWriteItemsCommand';
      if (writes) Object.assign(call.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(call);
      const consumed = (answer.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity;
      if (writes) for (const one of [consumed ?? []].flat()) units += one.CapacityUnits ?? 0;
      return answer;
    },
    { step: 'initialize' },
  );
  return {
    take() {
      const taken = units;
      units = 0;
      return taken;
    },
  };
}
