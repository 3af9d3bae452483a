import { spawnSync } from 'node:child_process';
import packageJson from '../package.json' with { type: 'json' };
import { REPOSITORY } from './repository.ts';

/**
 * `0.1.0+1a2b3c4d5e6f`: package version and commit, so that evidence names the code it came from; `.modified` where tracked files
 * differ from the commit. Just the package version where there is no git.
 */
export function softwareVersion(): string {
  const described = spawnSync('git', ['describe', '--always', '--exclude=*', '--abbrev=12', '--dirty=.modified'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  const commit = described.status === 0 ? described.stdout.trim() : '';
  return commit ? `${packageJson.version}+${commit}` : packageJson.version;
}
