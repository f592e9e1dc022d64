/*
 * An AI provider as an application sees it: a deployment of a catalogue provider that has AI models, together with its
 * default auth config, which is its credential. It has no table: both are rows that other faces see too.
 */
export { deleteAiProvider } from './delete.ts';
export { type AiProvider, getAiProvider, listAiProviders } from './read.ts';
export { type CredentialInput, createAiProvider, updateAiProvider } from './write.ts';
