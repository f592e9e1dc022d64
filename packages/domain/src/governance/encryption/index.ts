import { type Operation, recorded } from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { JobView } from '../job/index.ts';
import { rotate } from './rotate.ts';
import { EncryptionView, RotateInput } from './schema.ts';
import { encryptionOf } from './state.ts';

export { masterKeysJob } from './master-keys.ts';
export { dataKeysRotation } from './rotate.ts';

/** What keeps the values of an instance secret: to look at, and to rotate. */
export const encryptionOperations: readonly Operation[] = [
  {
    name: 'encryption.get',
    summary: 'Get the state of the encryption keys',
    path: 'encryption',
    scope: 'encryption:read',
    query: Type.Object({}),
    view: EncryptionView,
    run: encryptionOf,
  },
  {
    name: 'encryption.rotate',
    summary: 'Rotate encryption keys in the background',
    about: 'Answers the job. `GET /encryption` tells which keys are needed still.',
    path: 'encryption/rotate',
    method: 'POST',
    scope: 'encryption:write',
    writes: recorded,
    query: RotateInput,
    view: JobView,
    run: rotate,
  },
];
