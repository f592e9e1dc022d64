import { join } from 'node:path';
import { bundleScript } from './bundle.mjs';
import { ROOT } from './root.mjs';

// Makes the image of an empty database, from which a first start takes a new one. `pnpm build` and `npm start` run it.
const program = await bundleScript(`export { makeImage } from '../../../packages/db/src/image-make.ts'`);
const { makeImage } = await import(program);
await makeImage(join(ROOT, 'drizzle'));
