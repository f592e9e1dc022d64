import { expect, test } from 'vitest';
import { misspeltSettings } from './misspelt.ts';

test.each([
  ['BERTH_DATADIR', '/data', 'BERTH_DATA_DIR'],
  ['BERTH_MASTERKEY', 'x', 'BERTH_MASTER_KEY'],
  ['BERTH_JOBS_POL_MS', '5', 'BERTH_JOBS_POLL_MS'],
  ['BERTH_PORT', '4000', 'PORT'],
  ['BERTH_DATABASE_URL', 'x', 'DATABASE_URL'],
])('a start says which setting %s was meant to be', (name, value, meant) => {
  expect(misspeltSettings({ [name]: value })).toEqual([`${name} is no setting; did you mean ${meant}?`]);
});

test('a start says nothing of settings, of the variables of the command, of Kubernetes and of others', () => {
  const variables = {
    BERTH_DATA_DIR: '/data',
    BERTH_KEY: 'x',
    BERTH_URL: 'x',
    BERTH_PORT: 'tcp://10.0.0.1:3000',
    BERTH_SERVICE_HOST: '10.0.0.1',
    BERTH_SERVICE_PORT: '3000',
    DATADIR: 'x',
  };
  expect(misspeltSettings(variables)).toEqual([]);
});
