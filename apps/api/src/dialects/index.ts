/** Every face but the root one. A new face is one line here; a face is removed with its line and its folder. */
export { flowker } from './flowker/index.ts';
export { informer } from './informer/index.ts';
