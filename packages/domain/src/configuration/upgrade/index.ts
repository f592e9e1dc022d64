export { catchUp, unarchiveConfig } from './catch-up.ts';
export { upgradeErrors } from './errors.ts';
export { followJob } from './follow-job.ts';
export { upgradeConfig, upgradeDeployment, upgradeVault } from './move-verbs.ts';
export { upgradeProblems } from './problems.ts';
export { impact, impactPreview, upgradePreview } from './report-verbs.ts';
