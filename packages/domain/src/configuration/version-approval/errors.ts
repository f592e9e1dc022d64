import { errorTexts } from '@berth/kernel';

export const versionApprovalErrors = errorTexts({
  otherContent: {
    code: 'conflict',
    reason: 'other_specification',
    message: 'The specification of this version has another hash than specification_hash.',
    hint: 'Read the approval and its diff again: GET /version-approvals/{id}.',
  },
  nothingInForce: {
    code: 'invalid_state',
    message: 'No version of this provider is in force, so there is none to compare with.',
    hint: 'Name a version in "against", or read the whole of it: GET /provider-specifications/{specification}.',
  },
});
