/** A runtime in a process of its own, to be killed: `node run-fixture.ts <assembly> <data folder>`. Prints its URL. */
import { startRuntime } from '#infra/local/runtime.ts';

const [assembly = '', dataFolder = ''] = process.argv.slice(2);
const runtime = await startRuntime({ assembly, dataFolder, port: 0, onFault: (fault) => console.log(`fault: ${fault.message}`) });
console.log(runtime.url);
