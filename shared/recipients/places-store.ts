import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { batchGet } from '../lambda/batch-get.ts';
import { type PlaceEntry, placeEntry } from '../ledger/journal-entry.ts';
import { booking, type Transacted, transact } from '../ledger/ledger-store.ts';
import { placeReader } from './place-reader-store.ts';
import { awardIdOf, type RecipientItem, recipientItemSchema } from './recipient-item.ts';
import { recipientKey } from './recipient-keys.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A place, and by which key its recipient is found. */
export type PlaceOfPerson = { personKey: string; waveId: string; entryId: string; pot: string };

export type ActivationOutcome =
  | 'activated'
  | 'activated-before'
  | 'activated-otherwise'
  | 'revoked'
  | 'too-late'
  | 'not-a-recipient';
export type RevocationOutcome = 'revoked' | 'revoked-before' | 'activated' | 'not-due' | 'on-hold' | 'not-a-recipient';
export type HoldOutcome = 'held' | 'held-before' | 'not-awarded' | 'moved-meanwhile' | 'not-a-recipient';

export type PlacesStore = ReturnType<typeof placesStore>;

/**
 * What becomes of a place after its award. Each transition is one conditional write on the recipient's item, from `awarded` and nothing
 * else, with its entry in the ledger in the same transaction: whoever comes second, or again, is told what stands.
 */
export function placesStore(client: DynamoDBDocumentClient, tables: { recipients: string; ledger: string }) {
  /** The recipient's update, if the place is still to be used and `condition` holds, and its booking. */
  const move = async (
    kind: PlaceEntry,
    place: PlaceOfPerson,
    at: string,
    update: { set: Record<string, unknown>; condition: string; values: Record<string, unknown> },
    also: readonly TransactItem[] = [],
  ): Promise<{ result: Transacted; standing: RecipientItem | undefined }> => {
    const ofThisAward = 'awardId = :awardId';
    const stillToBeUsed = '#state = :awarded';
    const fields = Object.keys(update.set);
    const result = await transact(client, [
      {
        Update: {
          TableName: tables.recipients,
          Key: { key: recipientKey(place.personKey) },
          UpdateExpression: `SET ${fields.map((field) => `#${field} = :${field}`).join(', ')}`,
          ConditionExpression: `${ofThisAward} AND ${stillToBeUsed} AND ${update.condition}`,
          ExpressionAttributeNames: { '#state': 'state', ...Object.fromEntries(fields.map((field) => [`#${field}`, field])) },
          ExpressionAttributeValues: {
            ':awardId': awardIdOf(place.waveId, place.entryId),
            ':awarded': 'awarded',
            ...update.values,
            ...Object.fromEntries(fields.map((field) => [`:${field}`, update.set[field]])),
          },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      booking(tables.ledger, placeEntry(kind, place, at)),
      ...also,
    ]);
    if (result === 'done') return { result, standing: undefined };
    if (!result.refused[0]) {
      if (!result.refused[1]) return { result, standing: undefined };
      throw new Error(`the ledger has an ${kind} of ${awardIdOf(place.waveId, place.entryId)} that nobody knows of`);
    }
    const item = result.reasons[0]?.Item;
    const standing = item && recipientItemSchema.parse(unmarshall(item));
    return { result, standing: standing?.awardId === awardIdOf(place.waveId, place.entryId) ? standing : undefined };
  };

  return {
    read: placeReader(client, tables.recipients),

    /** The items of some people, by personKey. */
    async readAll(personKeys: readonly string[]): Promise<Map<string, RecipientItem>> {
      const byKey = new Map(personKeys.map((personKey) => [recipientKey(personKey), personKey]));
      const items = await batchGet(
        client,
        tables.recipients,
        [...byKey.keys()].map((key) => ({ key })),
      );
      return new Map(items.map((item) => recipientItemSchema.parse(item)).map((item) => [byKey.get(item.key) as string, item]));
    },

    /**
     * The place is used.
     * @param by the partner and its request: the same one again is told `activated-before`
     * @param latest the deadline must not be before it (ISO): now, less what the wave's holds have given
     * @param also more parts of the same transaction; when only one of those is refused, so is the activation, as `activated-otherwise`
     */
    async activate(
      place: PlaceOfPerson,
      of: { at: string; latest: string; partner: string; request: string },
      also: readonly TransactItem[] = [],
    ): Promise<ActivationOutcome> {
      const inTime = 'deadline >= :latest';
      const { result, standing } = await move(
        'activation',
        place,
        of.at,
        {
          set: { state: 'activated', activatedAt: of.at, activatedBy: of.partner, activationRequest: of.request },
          condition: inTime,
          values: { ':latest': of.latest },
        },
        also,
      );
      if (result === 'done') return 'activated';
      if (!standing) return result.refused[0] ? 'not-a-recipient' : 'activated-otherwise';
      if (standing.state === 'activated') {
        const same = standing.activatedBy === of.partner && standing.activationRequest === of.request;
        return same ? 'activated-before' : 'activated-otherwise';
      }
      return standing.state === 'revoked' ? 'revoked' : 'too-late';
    },

    /** The place comes back because its deadline has passed. @param passed the deadline must be before it (ISO) */
    async revokeOverdue(place: PlaceOfPerson, of: { at: string; passed: string }): Promise<RevocationOutcome> {
      const overdue = 'deadline < :passed';
      const { result, standing } = await move('revocation', place, of.at, {
        set: { state: 'revoked', revokedAt: of.at },
        condition: overdue,
        values: { ':passed': of.passed },
      });
      return revocationOutcome(result, standing, of.at);
    },

    /** The place comes back because two officers have decided so. @param decision their proposal: the same again is told `revoked-before` */
    async revokeByDecision(place: PlaceOfPerson, of: { at: string; decision: string }): Promise<RevocationOutcome> {
      const notOnHold = '(attribute_not_exists(heldUntil) OR heldUntil <= :now)';
      const { result, standing } = await move('revocation', place, of.at, {
        set: { state: 'revoked', revokedAt: of.at, revokedBy: of.decision },
        condition: notOnHold,
        values: { ':now': of.at },
      });
      return revocationOutcome(result, standing, of.at);
    },

    /**
     * The place's clock stands until `until`, which no other hold of it outlasts, and the deadline moves by as much. It books nothing: the place stays where it is.
     * @param hold its name: the same again is told `held-before`
     * @param seen the deadline from which the new one was reckoned
     */
    async hold(place: PlaceOfPerson, of: { hold: string; until: string; seen: string; deadline: string }): Promise<HoldOutcome> {
      const ofThisAward = 'awardId = :awardId';
      const stillToBeUsed = '#state = :awarded';
      const unmovedSince = 'deadline = :seen';
      const notHeldByIt = 'NOT contains(holds, :hold)';
      const notHeldLonger = '(attribute_not_exists(heldUntil) OR heldUntil <= :until)';
      try {
        await client.send(
          new UpdateCommand({
            TableName: tables.recipients,
            Key: { key: recipientKey(place.personKey) },
            UpdateExpression:
              'SET heldUntil = :until, deadline = :deadline, holds = list_append(if_not_exists(holds, :none), :thisHold)',
            ConditionExpression: `${ofThisAward} AND ${stillToBeUsed} AND ${unmovedSince} AND ${notHeldByIt} AND ${notHeldLonger}`,
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: {
              ':awardId': awardIdOf(place.waveId, place.entryId),
              ':awarded': 'awarded',
              ':seen': of.seen,
              ':hold': of.hold,
              ':thisHold': [of.hold],
              ':none': [],
              ':until': of.until,
              ':deadline': of.deadline,
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return 'held';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const standing = error.Item && recipientItemSchema.parse(unmarshall(error.Item));
        if (standing?.awardId !== awardIdOf(place.waveId, place.entryId)) return 'not-a-recipient';
        if (standing.holds?.includes(of.hold)) return 'held-before';
        return standing.state === 'awarded' ? 'moved-meanwhile' : 'not-awarded';
      }
    },
  };
}

function revocationOutcome(result: Transacted, standing: RecipientItem | undefined, now: string): RevocationOutcome {
  if (result === 'done') return 'revoked';
  if (!standing) return 'not-a-recipient';
  if (standing.state === 'revoked') return 'revoked-before';
  if (standing.state === 'activated') return 'activated';
  return standing.heldUntil !== undefined && standing.heldUntil > now ? 'on-hold' : 'not-due';
}
