export { upgradeProblems } from './problems.ts';
export { impact, impactPreview, upgradePreview } from './report-verbs.ts';
