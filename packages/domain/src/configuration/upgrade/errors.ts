import { errorTexts } from '@berth/kernel';

/** The errors of moves to another specification. */
export const upgradeErrors = errorTexts({
  breaks: {
    code: 'conflict',
    reason: 'upgrade_breaks',
    message:
      'Of {checked} configs of this deployment, {breaks} would not fit the specification of the version.',
    hint: 'Upgrade the configs in dependents one by one with the value that they need (POST /provider-configs/:id/upgrade), or add force to move them all the same and mark them invalid.',
  },
  tooMany: {
    code: 'conflict',
    reason: 'too_many',
    message: 'This deployment has {configs} configs on other specifications: one move takes at most {most}.',
    hint: 'Move configs one by one first (POST /provider-configs/:id/upgrade), then the deployment with the rest.',
  },
});
