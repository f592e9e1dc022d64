import { spawn } from 'node:child_process';
import { ROOT } from './root.mjs';

/** A shorter step ends before anyone wonders, and prints nothing. */
const PATIENCE_MS = 1_000;
const REDRAW_MS = 120;
const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/**
 * Runs a command as one step. Its output is shown only when it fails; a terminal shows its latest line meanwhile.
 * Progress goes to standard error, so that standard output holds the result and nothing else.
 * @param {string} name describes the step to the user
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment
 */
export async function runStep(name, command, args, env = {}) {
  const line = startLine(name);
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32', // npm and pnpm are .cmd files there
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      output += chunk;
      line.latest(chunk);
    });
  }
  /** @type {number | null} */
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  line.end(status === 0);
  if (status === 0) return;
  console.error(output.trimEnd());
  throw new StepError(`${name} failed.`);
}

/** Thrown when a step of preparation has failed and has reported why. */
export class StepError extends Error {}

/** @param {string} name */
function startLine(name) {
  const begun = performance.now();
  const terminal = process.stderr.isTTY === true;
  let latest = '';
  let frame = 0;
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
  const draw = () => {
    const width = (process.stderr.columns || 80) - 1;
    const text = `${FRAMES.charAt(frame++ % FRAMES.length)} ${name} ${seconds()} s  ${latest}`;
    process.stderr.write(`\r\u001b[K${text.slice(0, width)}`);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let redraw;
  const announce = setTimeout(() => {
    if (terminal) redraw = setInterval(draw, REDRAW_MS);
    else console.error(`… ${name}`);
  }, PATIENCE_MS);
  return {
    /** @param {string} chunk */
    latest(chunk) {
      latest = chunk.trimEnd().split('\n').at(-1)?.trim() ?? latest;
    },
    /** @param {boolean} succeeded */
    end(succeeded) {
      clearTimeout(announce);
      clearInterval(redraw);
      if (redraw) process.stderr.write('\r\u001b[K');
      const quick = performance.now() - begun < PATIENCE_MS;
      if (!quick || !succeeded) console.error(`${succeeded ? '✓' : '✗'} ${name} (${seconds()} s)`);
    },
  };
}
