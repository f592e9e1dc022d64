import { operation, recorded, type Verb } from '@berth/resource';
import { JobView } from '../job/index.ts';
import { rotate } from './rotate.ts';
import { EncryptionView, RotateInput } from './schema.ts';
import { encryptionOf } from './state.ts';

export { masterKeysJob } from './master-keys.ts';
export { dataKeysRotation } from './rotate.ts';

/** The verbs that show and rotate the encryption keys of an instance. */
export const encryptionVerbs: readonly Verb[] = [
  operation({
    name: 'get',
    summary: 'Get the state of the encryption keys',
    path: '/encryption',
    scopes: ['encryption:read'],
    audit: null,
    view: EncryptionView,
    run: encryptionOf,
  }),
  operation({
    name: 'rotate',
    summary: 'Rotate encryption keys in the background',
    about: 'Answers the job. `GET /encryption` lists the keys that are still needed.',
    path: '/encryption/rotate',
    method: 'POST',
    scopes: ['encryption:write'],
    audit: recorded,
    input: RotateInput,
    view: JobView,
    run: rotate,
  }),
];
