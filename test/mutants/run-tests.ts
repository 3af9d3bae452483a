/**
 * Runs test files and writes what came of them as JSON: `node test/mutants/run-tests.ts <result file> <all|first> <names> <test file>...`.
 * `names` is a regular expression, `first` ends with the first failure.
 * Files that run the synthesized template (test/journeys, and what uses test/support/running-system.ts) get it from vitest's own configuration;
 * the others start faster without.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { startVitest, type TestModule } from 'vitest/node';

export type TestsResult = {
  passed: number;
  /** Names of failed tests, and of groups whose setting up failed. */
  failed: string[];
  /** Test files that could not be loaded or in which nothing ran. */
  unloaded: string[];
};

if (import.meta.main) {
  const [resultFile = '', howMany, named = '', ...files] = process.argv.slice(2);
  const needTemplate = files.some(
    (file) => file.startsWith('test/journeys/') || readFileSync(file, 'utf8').includes('/running-system.ts'),
  );
  const vitest = await startVitest(files, {
    ...(!needTemplate && { config: false, testTimeout: 60_000, hookTimeout: 120_000 }),
    ...(named !== '' && { testNamePattern: named }),
    watch: false,
    maxWorkers: howMany === 'all' ? 2 : 1,
    bail: howMany === 'all' ? 0 : 1,
    reporters: [{}],
  });
  writeFileSync(resultFile, JSON.stringify(resultOf(vitest.state.getTestModules(), files)));
  await vitest.close();
  process.exit(0);
}

function resultOf(modules: readonly TestModule[], files: readonly string[]): TestsResult {
  const result: TestsResult = { passed: 0, failed: [], unloaded: [] };
  const ran = new Set<string>();
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    ran.add(module.relativeModuleId);
    if (tests.length === 0) result.unloaded.push(module.relativeModuleId);
    result.passed += tests.filter((test) => test.result().state === 'passed').length;
    result.failed.push(...tests.filter((test) => test.result().state === 'failed').map((test) => test.fullName));
    if (tests.length > 0 && module.errors().length > 0) result.failed.push(`setting up ${module.relativeModuleId}`);
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) result.failed.push(suite.fullName);
  }
  result.unloaded.push(...files.filter((file) => !ran.has(file)));
  return result;
}
