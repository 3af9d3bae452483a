/** A runtime in a process of its own, so that a test can kill it. Arguments: assembly, data folder, start of the clock. */
import { startRuntime } from '#infra/local/runtime.ts';

const [assembly = '', dataFolder = '', startAt = ''] = process.argv.slice(2);
const runtime = await startRuntime({ assembly, dataFolder, port: 0, startAt: Date.parse(startAt) });

process.on('message', (message: { advanceTo?: string }) => {
  if (message.advanceTo) runtime.clock.advanceTo(Date.parse(message.advanceTo));
});
process.send?.({
  url: runtime.url,
  officer: await runtime.token('officer'),
  approver: await runtime.token('approver'),
  bucket: runtime.bucketFolder(runtime.environment('draw')['EVIDENCE_BUCKET'] ?? ''),
});
