/** The document of every face. A new one is one line here. */

export { flowkerDocument } from '../dialects/flowker/openapi/index.ts';
export { informerDocument } from '../dialects/informer/openapi/index.ts';
export { rootDocument } from '../dialects/metorial/openapi/index.ts';
