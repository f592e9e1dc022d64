/*
 * An AI provider as applications see it: a deployment of a catalogue provider that has AI models, together with its
 * default auth config, which is its credential. It has no table of its own; other faces see both rows too.
 */

export { deleteAiProvider } from './delete.ts';
export { aiProviderErrors, aiProviderProblems } from './errors.ts';
export { type AiProvider, getAiProvider, listAiProviders } from './read.ts';
export { type CredentialInput, createAiProvider, updateAiProvider } from './write.ts';
