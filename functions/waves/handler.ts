import { Logger } from '@aws-lambda-powertools/logger';
import { systemClock } from '#shared/clock.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { httpHandler } from '#shared/lambda/http-handler.ts';
import { freshSeconds, publicWave } from '#shared/waves/public-wave.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

const waves = wavesStore(documentClient(), environment('wavesTable').wavesTable);

export const handler = httpHandler(async (event) => {
  const now = systemClock.now();
  const waveId = event.pathParameters?.['waveId'];
  if (waveId === undefined) {
    const all = await waves.list();
    return { status: 200, json: { waves: all.map((wave) => publicWave(wave, now)) }, cacheSeconds: freshSeconds(all, now) };
  }
  const wave = await waves.read(waveId);
  return wave ? { status: 200, json: publicWave(wave, now), cacheSeconds: freshSeconds([wave], now) } : { problem: 'unknown-wave' };
}, new Logger());
