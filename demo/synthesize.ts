import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ReplayStopped } from './programme.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * Synthesizes the CDK app, which the local runtime then runs, into a folder of its own: another synth in the same clone doesn't
 * change what is running, and what was run stays with what it did.
 * @throws ReplayStopped with what the synthesizer said
 */
export async function synthesize(assembly: string): Promise<void> {
  const synth = join(ROOT, 'infra/synth.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', synth, '--output', assembly], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new ReplayStopped(said.trim() || 'The CDK app could not be synthesized.');
}
