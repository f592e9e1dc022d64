import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const program = `
  import { watchParent } from '${new URL('./parent.mjs', import.meta.url).href}';
  watchParent();
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(0); });
  setTimeout(() => process.exit(1), 20_000);
  console.log('ready');`;

test.runIf(process.platform !== 'win32')(
  'a program stops when the shell around it is told to stop',
  async () => {
    const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$PROGRAM"; true'], {
      env: { NODE: process.execPath, PROGRAM: program },
    });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    await once(shell.stdout, 'data');
    expect(output).toBe('ready\n');
    shell.kill('SIGTERM');
    await once(shell.stdout, 'end');
    expect(output).toBe('ready\nstopped\n');
  },
);
