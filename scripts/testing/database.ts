import { afterAll, inject } from 'vitest';
import { closeTestDatabases, type TestSource, useTestSource } from '../../packages/db/src/testing.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testSource: TestSource;
  }
}

useTestSource(inject('testSource'));
afterAll(closeTestDatabases);
