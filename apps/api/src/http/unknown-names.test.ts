import { expect, test } from 'vitest';
import { unknownNames } from './unknown-names.ts';

const known = ['handle', 'provider_id', 'provider_deployment_id', 'value'];

test.each([
  ['handel', 'handle'],
  ['valeu', 'value'],
  ['provider_ids', 'provider_id'],
  ['providerId', 'provider_id'],
  ['Provider-Deploymnet-ID', 'provider_deployment_id'],
])('the unknown name %s is answered with the known name %s', (name, meant) => {
  const [problem] = unknownNames([name], known, 'unknown_member');
  expect(problem?.message).toBe(`This member is not known here; did you mean ${meant}?`);
});

test.each(['label', 'id', '', 'x'.repeat(10_000)])(
  'a name that resembles none is answered with none: %j',
  (name) => {
    const [problem] = unknownNames([name], known, 'unknown_parameter');
    expect(problem?.message).toBe('This parameter is not known here.');
  },
);
