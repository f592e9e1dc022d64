/** The document of every face. A new one is one line here. */

export { rootDocument } from '../dialects/metorial/openapi/index.ts';
