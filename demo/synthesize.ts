import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ReplayStopped } from './programme.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * Synthesizes the CDK app, which the local runtime then runs.
 * @returns the folder of the cloud assembly
 * @throws ReplayStopped with what the synthesizer said
 */
export async function synthesize(): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'infra/synth.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new ReplayStopped(`The CDK app could not be synthesized:\n${said.trim()}`);
  return join(ROOT, 'cdk.out');
}
