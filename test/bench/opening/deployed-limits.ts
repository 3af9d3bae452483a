import type { OpeningLimits } from '#infra/stages.ts';
import { RETRY_AFTER_SECONDS } from '#shared/http/problems.ts';
import type { Capacity } from './figures.ts';
import type { RegisterCosts } from './measure-register.ts';
import type { Limits } from './model.ts';

/** infra/applicant-functions.ts gives the registration function 512 MB; 1,769 MB are one vCPU ("Configure Lambda function memory"). */
export const VCPU_OF_REGISTER = 512 / 1_769;

/** Of the table, per call: "single-digit milliseconds"; two calls one after the other (recipients, registrations). Assumed. */
const TABLE_MS = 5;
const CALLS_TO_THE_TABLE = 2;
/** Lambda makes the micro-VM and fetches the code before the process begins. Assumed. */
const PLATFORM_START_MS = 200;
/** "Lambda scaling behavior": a function gets 1,000 environments every ten seconds. */
const SCALING: Capacity = { rate: 100, burst: 1_000 };
/** "DynamoDB partitions": 1,000 write units a second each. */
const PARTITION_WRITES = 1_000;
/** Of the registration path's client after a throttle (shared/lambda/aws-json-client.ts): four tries, pauses that grow from a second. */
const CLIENT_TRIES = 4;
const CLIENT_PAUSE_MS = 1_000;
/** Of the API's own 503: the middle of what it draws from. */
const RETRY_AFTER = (RETRY_AFTER_SECONDS.least + RETRY_AFTER_SECONDS.most) / 2;
/** From a phone in Indonesia to the edge next to it and back. Assumed. */
const ROUND_TRIP_MS = 60;
/** Edge and regional caches that ask the origin; few edges serve one country. Assumed, on the high side. */
const EDGE_COPIES = 30;
/** /v1/waves and /v1/waves/{waveId}. */
const EDGE_PATHS = 2;

/**
 * The limits of a deployed stage. Processor time that was measured is stretched to the share of a processor that the function has there; that
 * an arm64 core of AWS is as fast as one here is assumed.
 * @param cacheSeconds how long the API lets a wave be kept
 */
export function deployedLimits(throttle: Capacity, opening: OpeningLimits, costs: RegisterCosts, cacheSeconds: number): Limits {
  const tableMs = CALLS_TO_THE_TABLE * TABLE_MS;
  return {
    throttle,
    environments: {
      provisioned: opening.provisionedConcurrency,
      most: opening.reservedConcurrency,
      scaling: SCALING,
      coldMs: PLATFORM_START_MS + costs.coldCpuMs / VCPU_OF_REGISTER + tableMs,
      warmMs: costs.warmCpuMs / VCPU_OF_REGISTER + tableMs,
      waits: false,
    },
    table: {
      writes: opening.warmWriteUnits,
      partitionWrites: PARTITION_WRITES,
      tries: CLIENT_TRIES,
      pauseMs: CLIENT_PAUSE_MS,
      retryAfterSeconds: RETRY_AFTER,
    },
    edge: { copies: EDGE_COPIES, paths: EDGE_PATHS, maxAgeSeconds: cacheSeconds },
    roundTripMs: ROUND_TRIP_MS,
  };
}
