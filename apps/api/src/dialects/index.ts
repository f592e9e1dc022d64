/** Every face beside the root one. A new one is one line here; without its line and its folder it is gone. */
export { flowker } from './flowker/index.ts';
export { informer } from './informer/index.ts';
