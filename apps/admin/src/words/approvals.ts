/** The words of the approvals of versions. */
export const approvalWords = {
  approve: 'Approve',
  reject: 'Reject',
  done: { approve: 'Approved', reject: 'Rejected' },
  title: {
    approve: (name: string) => `Approve ${name}?`,
    reject: (name: string) => `Reject ${name}?`,
  },
  about: {
    approve:
      'The instance uses the version from now on. The approval holds for the specification that is shown here.',
    reject:
      'The instance goes on with the version before. Locks and configs of this version stay as they are.',
  },
  reason: { approve: 'Reason (optional)', reject: 'Reason' },
  needsReason: 'A rejection needs a reason.',
  isApproved: 'The version is approved already.',
  isRejected: 'The version is rejected already.',
  notRequired: 'The instance uses this version without an approval.',
  isVoid: 'The specification has changed since the last decision, which therefore counts no more.',
  nothingInForce: 'No version of the provider is in force yet, so there is none to compare with.',
  wholeSpecification: 'Show the specification',
} as const;
