import './toolchain/node-version.mjs';
import { verify } from './verify/steps.mjs';

const { failed } = await verify();
process.exit(failed > 0 ? 1 : 0);
