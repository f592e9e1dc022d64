import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long for their size, by which vitest orders what it has not run before. */
const SLOW = ['scripts/new-resource.test.ts', 'test/openapi/lint.test.ts', 'test/runtime/crash.db.test.ts'];

/** Runs the slow files of each project first: at the end of a run no worker waits for another. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    const rank = ({ project, moduleId }: TestSpecification): number =>
      2 * projects.indexOf(project) + (SLOW.some((name) => moduleId.endsWith(name)) ? 0 : 1);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
