import { jobProblemTexts } from '@berth/domain';
import type { ErrorRow } from './face/face.ts';
import { faces } from './faces.ts';
import { healthTexts } from './health.ts';
import { commandErrors } from './reference/command-errors.ts';
import type { ErrorSection } from './reference/errors.ts';
import { schemaRows } from './reference/schema-errors.ts';
import { refusals } from './texts/connection.ts';
import { settingTexts, unknownSetting } from './texts/settings.ts';
import { startTexts } from './texts/start.ts';

const row = (code: string, meaning: string, texts: ErrorRow['texts'], next: string): ErrorRow => ({
  status: null,
  code,
  meaning,
  texts,
  next,
});

/** The answers to bytes that never became a request of a face, in the shape of the root face. */
const connectionRows: ErrorRow[] = Object.values(refusals).map(({ status, code, message }) => ({
  status,
  code,
  meaning: 'The bytes are no request that a face could answer. The connection ends with the answer.',
  texts: [{ message }],
  next: 'Correct the request, or the client or proxy that wrote it.',
}));

const startRows: ErrorRow[] = [
  row(
    'settings',
    'Berth cannot start with these settings. Each line names a setting and its problem.',
    Object.values(settingTexts).map((message) => ({ message })),
    'Correct the settings that the lines name, and start again: docs/settings.md describes each.',
  ),
  row(
    'unknown_setting',
    'An environment variable looks like a misspelt setting. Berth starts without it.',
    [{ message: unknownSetting }],
    'Correct its name: docs/settings.md lists the settings.',
  ),
  row(
    'start',
    'Berth cannot start, or npm run key cannot make a key.',
    Object.values(startTexts),
    'Do what the end of the message says, and start again.',
  ),
];

const jobRows: ErrorRow[] = [
  row(
    'internal_error',
    'A step of the job failed for a reason that only the log may show.',
    jobProblemTexts,
    'Look for the id of the job in the log. The job is tried again by itself, a few times.',
  ),
];

const healthRows: ErrorRow[] = [
  {
    status: 503,
    code: 'unhealthy',
    meaning: 'GET /health: checks.database tells why. GET /readyz and /health/ready have no message.',
    texts: [{ message: healthTexts.down }],
    next: 'Start the database, or correct DATABASE_URL. When it is back, Berth goes on by itself.',
  },
];

/** The whole catalogue of errors, in the order of the page. */
export const errorSections: readonly ErrorSection[] = [
  ...[...faces].reverse().map(({ name, document, errors }) => ({
    name,
    title: document.title,
    about: document.summary,
    rows: errors,
  })),
  {
    name: 'schema',
    title: 'Schemas of providers',
    about:
      'Problems in errors of a refused POST /providers or POST /provider-versions, then warnings of one that was taken.',
    rows: schemaRows,
  },
  {
    name: 'job',
    title: 'Jobs',
    about: 'The member error of a job that waits for its next attempt, or has failed.',
    rows: jobRows,
  },
  {
    name: 'connection',
    title: 'Connections',
    about: 'Answers to what is no HTTP request, or arrives too slowly.',
    rows: connectionRows,
  },
  {
    name: 'health',
    title: 'Health',
    about: 'The health pages need no key.',
    rows: healthRows,
  },
  {
    name: 'start',
    title: 'Start',
    about: 'Messages on standard error, with exit code 1.',
    rows: startRows,
  },
  {
    name: 'command',
    title: 'The berth command',
    about:
      'Messages on standard error. The command prints the errors of the root face too, with exit code 1, 3 or 4.',
    rows: commandErrors,
  },
];
