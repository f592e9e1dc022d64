import './toolchain/node-version.mjs';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { linesOf } from './audit/lines.mjs';
import { showProgress } from './audit/progress.mjs';

// `npm run audit:verify`: proves the trail of the instance of BERTH_KEY anew, over the API at BERTH_URL.
const USAGE = 'BERTH_KEY=… npm run audit:verify -- [--checkpoint <file>] [--from <time>] [--to <time>]';
const url = process.env.BERTH_URL || 'http://127.0.0.1:3000';

try {
  const valid = await verify(readBody());
  process.exitCode = valid ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

function readBody() {
  const { values } = parseArgs({
    options: { checkpoint: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  });
  const { checkpoint, ...window } = values;
  return {
    ...window,
    ...(checkpoint ? { checkpoint: JSON.parse(readFileSync(checkpoint, 'utf8')) } : {}),
    progress: true,
  };
}

/** @param {object} body */
async function verify(body) {
  const key = process.env.BERTH_KEY;
  if (!key) throw new Error(`BERTH_KEY is missing: a key with audit-events:read.\n${USAGE}`);
  const response = await fetch(new URL('/audit-events/verify', url), {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok || !response.body)
    throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  const progress = showProgress(process.stderr, 'Verifying');
  for await (const line of linesOf(response.body)) {
    if (line.object === 'audit_progress') progress.at(line.checked, line.total);
    if (line.object !== 'audit_verification') continue;
    progress.end();
    console.log(JSON.stringify(line));
    return line.valid === true;
  }
  progress.end();
  throw new Error(`${url} ended the answer before the verification was done.`);
}
