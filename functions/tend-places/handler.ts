import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod/mini';
import { systemClock } from '#shared/clock.ts';
import { tendPlaces } from '#shared/deadlines/tend-places.ts';
import { patientDocumentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { workflowHandler } from '#shared/lambda/workflow-handler.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import { noticesStore } from '#shared/notifications/notices-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { shardGroupSchema } from '#shared/selection/shard-schema.ts';
import { waveIdSchema } from '#shared/waves/plan.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const names = environment('wavesTable', 'recipientsTable', 'ledgerTable', 'noticeBus');
const dynamodb = patientDocumentClient();
const deps = {
  clock: systemClock,
  waves: wavesStore(dynamodb, names.wavesTable),
  ledger: ledgerStore(dynamodb, names.ledgerTable),
  places: placesStore(dynamodb, { recipients: names.recipientsTable, ledger: names.ledgerTable }),
  notices: noticesStore(new EventBridgeClient({}), names.noticeBus),
};

export const handler = workflowHandler(z.strictObject({ waveId: waveIdSchema, group: shardGroupSchema }), (input) =>
  tendPlaces(deps, input),
);
